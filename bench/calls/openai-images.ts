import { createImagesClient } from 'openai-images';

const images = createImagesClient({ apiKey: 'key' });
export const { data } = await images.generate({ model: 'gpt-image-2', prompt: 'An otter' });
