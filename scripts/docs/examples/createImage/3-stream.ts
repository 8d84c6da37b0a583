import { createImagesClient, imageBytes } from 'openai-images';

const images = createImagesClient();

const stream = await images.generate({
  prompt: 'A cute baby sea otter',
  stream: true,
  partial_images: 2,
});
for await (const event of stream) {
  const isPreview = event.type === 'image_generation.partial_image';
  const what = isPreview ? 'preview' : 'picture';
  console.log(what, imageBytes(event).length);
}
