import { createImagesClient } from 'openai-images';
import { saveImages } from 'openai-images/node';

const images = createImagesClient();
const prompt = 'A cute baby sea otter';

// Each picture is written as it arrives; no file is overwritten.
const call = images.generate({ prompt, output_format: 'webp' });
const files = await saveImages(call, 'out', { name: prompt });
console.log(files);
