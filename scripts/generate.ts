/**
 * Regenerates everything that follows from the specification:
 *
 *   npm run generate              overlays → bundle → lint → types → tables, written when all of it worked
 *   npm run generate -- --check   writes nothing; fails and names each file that is out of date
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildOutputs } from './spec/build-outputs.js';
import { GenerateError } from './spec/generate-error.js';
import { findStale, writeFiles } from './spec/write-files.js';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  process.chdir(path.join(import.meta.dirname, '..'));
  const outputs = await buildOutputs('.');
  const stale = await findStale('.', outputs);
  if (stale.length === 0) {
    console.log(`Up to date: ${[...outputs.keys()].join(', ')}`);
  } else if (values.check) {
    throw new GenerateError(`Out of date: ${stale.join(', ')}. Run \`npm run generate\` and commit the result.`);
  } else {
    await writeFiles('.', new Map(stale.map((file) => [file, outputs.get(file) as string])));
    console.log(`Written: ${stale.join(', ')}`);
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof GenerateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
