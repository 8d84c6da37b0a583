import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createImagesClient } from 'openai-images';

const model = 'gpt-image-2';
const images = createImagesClient();

/** What `openai-images/node` has; nothing where the package has no such export. */
async function nodeExtras() {
  try {
    return await import('openai-images/node');
  } catch (error) {
    if (error.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return {};
    throw error;
  }
}

export function start() {}

export async function edit(...files) {
  const { imageFile = openAsBlob } = await nodeExtras();
  const image = await Promise.all(files.map((file) => imageFile(file)));
  await images.edit({ model, image, prompt: 'edit' });
}

export async function save(folder) {
  const { saveImages } = await nodeExtras();
  const call = images.generate({ model, prompt: 'pictures', n: 10 });
  if (saveImages) await saveImages(call, folder);
  else if (call.images) await savePictures(call.images(), folder);
  else await saveData(await call, folder);
}

async function savePictures(pictures, folder) {
  for await (const { bytes, index } of pictures) await writeFile(path.join(folder, `${index}.png`), bytes);
}

async function saveData({ data }, folder) {
  for (const [index, { b64_json }] of data.entries()) {
    await writeFile(path.join(folder, `${index}.png`), Buffer.from(b64_json, 'base64'));
  }
}

export async function stream() {
  const events = await images.generate({ model, prompt: 'events', stream: true, partial_images: 3 });
  let count = 0;
  for await (const _event of events) count++;
  return count;
}

export const generate = () => images.generate({ model, prompt: 'small' });
