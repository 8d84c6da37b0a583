/**
 * Regenerates everything that follows from the specification:
 *
 *   npm run generate              overlays → bundle → lint → types → tables, written when all of it worked
 *   npm run generate -- --check   writes nothing; fails and names each file that is out of date
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig, parseYaml } from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { bundleDocument } from './spec/bundle.js';
import { GenerateError } from './spec/generate-error.js';
import { generateLimits } from './spec/limits.js';
import { lintDocument } from './spec/lint.js';
import { generateModels } from './spec/models.js';
import { listOverlays } from './spec/overlay.js';
import { generateResponses } from './spec/responses.js';
import { generateTables } from './spec/tables.js';
import { generateTypes } from './spec/types.js';

const ORIGINAL = 'spec/images-openapi-original.yml';
const OVERLAYS = 'spec/overlays';
const BUNDLE = 'spec/images.yaml';

async function buildOutputs(): Promise<Map<string, string>> {
  const config = await loadConfig({ configPath: 'redocly.yaml' });
  const bundled = await bundleDocument(ORIGINAL, await listOverlays(OVERLAYS), config);
  await lintDocument(bundled, path.resolve(BUNDLE), config);
  const document = parseYaml(bundled) as OpenAPI3;
  return new Map([
    [BUNDLE, bundled],
    ['generated/limits.ts', generateLimits(document)],
    ['generated/models.ts', generateModels(document)],
    ['generated/operations.ts', generateTables(document)],
    ['generated/responses.ts', generateResponses(document)],
    ['generated/schema.ts', await generateTypes(document)],
  ]);
}

async function findStale(outputs: Map<string, string>): Promise<string[]> {
  const stale: string[] = [];
  for (const [file, content] of outputs) {
    const current = await readFile(file, 'utf8').catch(() => undefined);
    if (current !== content) stale.push(file);
  }
  return stale;
}

/** Writes every file beside its place first and renames last, so that a full disk leaves the old ones. */
async function writeOutputs(outputs: Map<string, string>, files: string[]): Promise<void> {
  for (const file of files) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}.new`, outputs.get(file) as string);
  }
  for (const file of files) await rename(`${file}.new`, file);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  process.chdir(path.join(import.meta.dirname, '..'));
  const outputs = await buildOutputs();
  const stale = await findStale(outputs);
  if (stale.length === 0) {
    console.log(`Up to date: ${[...outputs.keys()].join(', ')}`);
  } else if (values.check) {
    throw new GenerateError(`Out of date: ${stale.join(', ')}. Run \`npm run generate\` and commit the result.`);
  } else {
    await writeOutputs(outputs, stale);
    console.log(`Written: ${stale.join(', ')}`);
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof GenerateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
