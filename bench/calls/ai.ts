import { createOpenAI } from '@ai-sdk/openai';
import { generateImage } from 'ai';

const openai = createOpenAI({ apiKey: 'key' });
export const { images } = await generateImage({ model: openai.image('gpt-image-2'), prompt: 'An otter' });
