import OpenAI from 'openai';

const openai = new OpenAI({ apiKey: 'key' });
export const { data } = await openai.images.generate({ model: 'gpt-image-2', prompt: 'An otter' });
