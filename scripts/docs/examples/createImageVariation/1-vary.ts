import { createImagesClient } from 'openai-images';
import { imageFile } from 'openai-images/node';

// OpenAI has retired this. A compatible server is named
// by OPENAI_BASE_URL, or by { baseURL }.
const images = createImagesClient();

const { data } = await images.createVariation({
  image: await imageFile('otter.png'),
  n: 2,
});
console.log(data?.length);
