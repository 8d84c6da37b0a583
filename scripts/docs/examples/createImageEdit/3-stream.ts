import { createImagesClient, imageBytes } from 'openai-images';
import { imageFile } from 'openai-images/node';

const images = createImagesClient();

const stream = await images.edit({
  image: await imageFile('otter.png'),
  prompt: 'A cute baby sea otter wearing a beret',
  stream: true,
});
// Never a preview.
const picture = await stream.finalImage();
console.log(imageBytes(picture).length, picture.usage.total_tokens);
