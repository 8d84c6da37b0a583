import { createReadStream, openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openaiPackage } from '../versions.mjs';

const { default: OpenAI } = await import(openaiPackage(process.versions.node));

const model = 'gpt-image-2';
const openai = new OpenAI();

export function start() {}

/** As its documentation has it. */
export async function edit(...files) {
  await openai.images.edit({ model, image: files.map((file) => createReadStream(file)), prompt: 'edit' });
}

/** With files that are not read into memory. */
export async function editBlobs(...files) {
  const open = async (file) => new File([await openAsBlob(file)], path.basename(file), { type: 'image/png' });
  await openai.images.edit({ model, image: await Promise.all(files.map(open)), prompt: 'edit' });
}

export async function save(folder) {
  const { data } = await openai.images.generate({ model, prompt: 'pictures', n: 10 });
  for (const [index, { b64_json }] of data.entries()) {
    await writeFile(path.join(folder, `${index}.png`), Buffer.from(b64_json, 'base64'));
  }
}

export async function stream() {
  const events = await openai.images.generate({ model, prompt: 'events', stream: true, partial_images: 3 });
  let count = 0;
  for await (const _event of events) count++;
  return count;
}

export const generate = () => openai.images.generate({ model, prompt: 'small' });
