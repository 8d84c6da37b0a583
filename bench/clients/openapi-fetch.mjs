import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import createClient from 'openapi-fetch';

const model = 'gpt-image-2';
const client = createClient({
  baseUrl: process.env.OPENAI_BASE_URL,
  headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
});

export function start() {}

export async function edit(...files) {
  const body = new FormData();
  body.append('model', model);
  for (const file of files) body.append('image[]', await openAsBlob(file, { type: 'image/png' }), path.basename(file));
  body.append('prompt', 'edit');
  await client.POST('/images/edits', { body });
}

export async function save(folder) {
  const { data } = await client.POST('/images/generations', { body: { model, prompt: 'pictures', n: 10 } });
  for (const [index, { b64_json }] of data.data.entries()) {
    await writeFile(path.join(folder, `${index}.png`), Buffer.from(b64_json, 'base64'));
  }
}

export const generate = () => client.POST('/images/generations', { body: { model, prompt: 'small' } });
