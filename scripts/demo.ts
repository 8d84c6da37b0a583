/**
 * The main job, end to end: makes, edits, varies and streams a picture, and lays the results out as a page.
 *
 *   npm start             against an embedded mock of the API; no key, no network
 *   npm start -- --live   against the API, with OPENAI_API_KEY
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { decode, encode } from 'fast-png';
import {
  APIError,
  createImagesClient,
  type ImagesClient,
  type ImagesResponse,
  InvalidRequestError,
} from 'openai-images';
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
  const beret = `${prompt} wearing a beret`;

  const [otter] = picturesOf(await images.generate({ prompt }));
  if (!otter) throw new Error('The API answered without a picture.');
  const mask = drawMask(otter);
  const edited = picturesOf(await images.edit({ image: otter, mask, prompt: beret }));
  const reference = `data:image/png;base64,${otter.toString('base64')}`;
  const referred = picturesOf(await images.edit({ image: reference, prompt: beret }));
  const varied = picturesOf(await orExplain(images.createVariation({ image: otter, response_format: 'b64_json' })));
  const streamed = await streamPictures(images, prompt);

  const entries: Entry[] = [
    ...(await save('generate', () => `generate: ${prompt}`, [otter])),
    ...(await save('mask', () => 'the mask: only its transparent part is painted anew', [mask])),
    ...(await save('edit', () => `edit: ${beret}`, edited)),
    ...(await save('reference', () => 'edit of the same picture, given by reference', referred)),
    ...(await save('variation', () => 'createVariation', varied)),
    ...(await save(
      'stream',
      (index) => streamed[index]?.caption ?? '',
      streamed.map(({ picture }) => picture),
    )),
  ];
  await writeFile(path.join(OUT, 'index.html'), renderContactSheet(entries));
  console.log(`${entries.length} pictures are in ${OUT}\nLook at them in ${path.join(OUT, 'index.html')}`);
}

/** Every picture of a stream as it arrives: its previews, then the finished one. */
async function streamPictures(images: ImagesClient, prompt: string) {
  const pictures: { picture: Buffer; caption: string }[] = [];
  for await (const event of await images.generate({ prompt, stream: true, partial_images: 2 })) {
    const isPreview = event.type === 'image_generation.partial_image';
    const caption = isPreview ? `stream: preview ${event.partial_image_index + 1}` : 'stream: the finished picture';
    pictures.push({ picture: Buffer.from(event.b64_json, 'base64'), caption });
  }
  return pictures;
}

function picturesOf(response: ImagesResponse | undefined): Buffer[] {
  return (response?.data ?? []).flatMap(({ b64_json }) => (b64_json ? [Buffer.from(b64_json, 'base64')] : []));
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
    const isAnswer = error instanceof APIError && error.status !== undefined;
    // A picture of today's models may be none that the old operation takes.
    if (!isAnswer && !(error instanceof InvalidRequestError)) throw error;
    console.log(`createVariation is not to be had here: ${(error as Error).message}`);
    return undefined;
  }
}

async function save(name: string, captionOf: (index: number) => string, pictures: Uint8Array[]): Promise<Entry[]> {
  return Promise.all(
    pictures.map(async (picture, index) => {
      const file = `${name}-${index + 1}.png`;
      await writeFile(path.join(OUT, file), picture);
      return { file, caption: captionOf(index) };
    }),
  );
}

await main();
