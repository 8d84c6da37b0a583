/**
 * The main job, end to end: makes, edits, varies and streams a picture, and lays the results out as a page.
 *
 *   npm start             against an embedded mock of the API; no key, no network
 *   npm start -- --live   against the API, with OPENAI_API_KEY
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createImagesClient, OpenAIError } from 'openai-images';
import { makePictures } from './demo/make-pictures.js';
import { startMock } from './mock.js';

const ROOT = path.join(import.meta.dirname, '..');
const OUT = path.join(ROOT, 'out');

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { live: { type: 'boolean', default: false } } });
  await mkdir(OUT, { recursive: true });
  const count = values.live ? await makePictures(createImagesClient(), OUT) : await makeMockPictures();
  console.log(`${count} pictures are in ${OUT}\nLook at them in ${path.join(OUT, 'index.html')}`);
}

async function makeMockPictures(): Promise<number> {
  const mock = await startMock(path.join(ROOT, 'spec/images.yaml'));
  try {
    return await makePictures(createImagesClient({ apiKey: 'sk-mock', baseURL: mock.url }), OUT);
  } finally {
    await mock.close();
  }
}

try {
  await main();
} catch (error) {
  const isArgument = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!isArgument && !(error instanceof OpenAIError)) throw error;
  console.error(isArgument ? `${error.message}. Expected: npm start, or npm start -- --live` : error.message);
  process.exitCode = 1;
}
