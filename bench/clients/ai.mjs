import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createOpenAI } from '@ai-sdk/openai';
import { generateImage } from 'ai';

const model = createOpenAI().image('gpt-image-2');

export function start() {}

/** It takes pictures as bytes only. */
export async function edit(...files) {
  const pictures = await Promise.all(files.map((file) => readFile(file)));
  await generateImage({ model, prompt: { text: 'edit', images: pictures } });
}

export async function save(folder) {
  const { images } = await generateImage({ model, prompt: 'pictures', n: 10 });
  for (const [index, { base64 }] of images.entries()) {
    await writeFile(path.join(folder, `${index}.png`), Buffer.from(base64, 'base64'));
  }
}

export const generate = () => generateImage({ model, prompt: 'small' });
