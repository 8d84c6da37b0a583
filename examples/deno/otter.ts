/**
 * Makes a picture, and saves its previews and itself as they arrive.
 *
 *   deno run --allow-env --allow-net --allow-write=. otter.ts "A cute baby sea otter"
 */
import { createImagesClient, imageBytes } from 'npm:openai-images';

const [prompt = 'A cute baby sea otter'] = Deno.args;
const images = createImagesClient(); // the key is in OPENAI_API_KEY

const stream = await images.generate({ model: 'gpt-image-2', prompt, stream: true, partial_images: 2 });
for await (const event of stream) {
  const isPreview = event.type === 'image_generation.partial_image';
  const file = isPreview ? `preview-${event.partial_image_index + 1}.png` : 'otter.png';
  await Deno.writeFile(file, imageBytes(event), { createNew: true });
  console.log(file);
}
