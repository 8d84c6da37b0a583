import { createImagesClient } from 'openai-images';

const images = createImagesClient();

// Nothing is uploaded: the API reads the pictures itself.
const { data } = await images.edit({
  image: ['https://example.com/otter.png', { file_id: 'file-7f3c' }],
  prompt: 'Both otters in one boat',
});
console.log(data?.length);
