/**
 * The main job, end to end: makes, edits and varies a picture, and lays the results out as a page.
 *
 *   npm start             against an embedded mock of the API; no key, no network
 *   npm start -- --live   against the API, with OPENAI_API_KEY
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { decode, encode } from 'fast-png';
import { APIError, createImagesClient, type ImagesClient, type ImagesResponse } from 'openai-images';
import { type Entry, renderContactSheet } from './demo/contact-sheet.js';
import { startMock } from './mock.js';

const ROOT = path.join(import.meta.dirname, '..');
const OUT = path.join(ROOT, 'out');

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { live: { type: 'boolean', default: false } } });
  await mkdir(OUT, { recursive: true });
  if (values.live) return makePictures(createImagesClient());
  const mock = await startMock(path.join(ROOT, 'spec/images.yaml'));
  try {
    await makePictures(createImagesClient({ apiKey: 'sk-mock', baseURL: mock.url }));
  } finally {
    await mock.close();
  }
}

async function makePictures(images: ImagesClient): Promise<void> {
  const prompt = 'A cute baby sea otter';
  const generated = await images.generate({ prompt, size: '1024x1024', response_format: 'b64_json' });
  const [otter] = picturesOf(generated);
  if (!otter) throw new Error('The API answered without a picture.');
  const mask = drawMask(otter);

  const beret = `${prompt} wearing a beret`;
  const edited = await images.edit({ image: otter, mask, prompt: beret, response_format: 'b64_json' });
  const varied = await orExplain(images.createVariation({ image: otter, response_format: 'b64_json' }));

  const entries: Entry[] = [
    ...(await save('generate', `generate: ${prompt}`, picturesOf(generated))),
    ...(await save('mask', 'the mask: only its transparent part is painted anew', [mask])),
    ...(await save('edit', `edit: ${beret}`, picturesOf(edited))),
    ...(await save('variation', 'createVariation', varied ? picturesOf(varied) : [])),
  ];
  await writeFile(path.join(OUT, 'index.html'), renderContactSheet(entries));
  console.log(`${entries.length} pictures are in ${OUT}\nLook at them in ${path.join(OUT, 'index.html')}`);
}

function picturesOf(response: ImagesResponse): Buffer[] {
  return response.data.flatMap(({ b64_json }) => (b64_json ? [Buffer.from(b64_json, 'base64')] : []));
}

/** A mask of the picture's size whose upper third is transparent. */
function drawMask(picture: Uint8Array): Uint8Array {
  const { width, height } = decode(picture);
  const data = new Uint8Array(width * height * 4).fill(255);
  data.fill(0, 0, Math.floor(height / 3) * width * 4);
  return encode({ width, height, data, channels: 4 });
}

/** A server that no longer has an operation ends that step, and not the demo. */
async function orExplain(result: PromiseLike<ImagesResponse>): Promise<ImagesResponse | undefined> {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof APIError) || error.status === undefined) throw error;
    console.log(`createVariation is not to be had here: ${error.message}`);
    return undefined;
  }
}

async function save(name: string, caption: string, pictures: Uint8Array[]): Promise<Entry[]> {
  return Promise.all(
    pictures.map(async (picture, index) => {
      const file = `${name}-${index + 1}.png`;
      await writeFile(path.join(OUT, file), picture);
      return { file, caption };
    }),
  );
}

await main();
