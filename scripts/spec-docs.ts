/**
 * Builds the HTML reference of the API, with this client's code beside each operation:
 *
 *   npm run spec:docs   spec/images.yaml and scripts/docs/examples/ → out/docs/index.html
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { parse } from 'yaml';
import { buildPage } from './docs/build-page.js';
import { addCodeSamples, listLabels, readCodeSamples } from './docs/code-samples.js';
import { GenerateError } from './spec/generate-error.js';

const ROOT = path.join(import.meta.dirname, '..');
const PAGE = path.join(ROOT, 'out/docs/index.html');

async function main(): Promise<void> {
  const document = parse(await readFile(path.join(ROOT, 'spec/images.yaml'), 'utf8')) as OpenAPI3;
  const samples = await readCodeSamples(path.join(ROOT, 'scripts/docs/examples'));
  addCodeSamples(document, samples);
  const html = await buildPage(document, listLabels(samples));
  await mkdir(path.dirname(PAGE), { recursive: true });
  await writeFile(`${PAGE}.new`, html);
  await rename(`${PAGE}.new`, PAGE);
  console.log(`Written: ${PAGE}`);
}

main().catch((error: unknown) => {
  if (!(error instanceof GenerateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
