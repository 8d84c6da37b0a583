import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

const model = 'gpt-image-2';
const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey } = process.env;
const authorization = `Bearer ${apiKey}`;

function post(params) {
  return fetch(`${baseURL}/images/generations`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ model, ...params }),
  });
}

async function drain(response) {
  let length = 0;
  for await (const chunk of response.body) length += chunk.length;
  return length;
}

export function start() {}

export async function edit(...files) {
  const body = new FormData();
  body.append('model', model);
  for (const file of files) body.append('image[]', await openAsBlob(file, { type: 'image/png' }), path.basename(file));
  body.append('prompt', 'edit');
  const response = await fetch(`${baseURL}/images/edits`, { method: 'POST', headers: { authorization }, body });
  await response.json();
}

export async function save(folder) {
  const { data } = await (await post({ prompt: 'pictures', n: 10 })).json();
  for (const [index, { b64_json }] of data.entries()) {
    await writeFile(path.join(folder, `${index}.png`), Buffer.from(b64_json, 'base64'));
  }
}

export const drainPictures = async () => drain(await post({ prompt: 'pictures', n: 10 }));

export const drainEvents = async () => drain(await post({ prompt: 'events', stream: true, partial_images: 3 }));

export const generate = async () => (await post({ prompt: 'small' })).json();
