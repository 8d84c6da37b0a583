import { createImagesClient } from 'openai-images';
import { imageFile, saveImages } from 'openai-images/node';

const images = createImagesClient();

const call = images.edit({
  image: await imageFile('otter.png'),
  // Its transparent part is painted anew.
  mask: await imageFile('mask.png'),
  prompt: 'A cute baby sea otter wearing a beret',
});
const files = await saveImages(call, 'out', { name: 'beret' });
console.log(files);
