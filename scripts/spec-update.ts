/**
 * Adopts a newer document of the API:
 *
 *   npm run spec:update -- <file or URL>             adopts it, when everything works with it
 *   npm run spec:update -- <file or URL> --dry-run   the same, but writes nothing
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { adoptDocument } from './spec/adopt-document.js';
import { GenerateError } from './spec/generate-error.js';

async function main(): Promise<void> {
  const { place, dryRun } = readArguments();
  process.chdir(path.join(import.meta.dirname, '..'));
  let report = '';
  try {
    const written = await adoptDocument(place, {
      folder: '.',
      date: new Date().toISOString().slice(0, 10),
      dryRun,
      say: (line) => console.error(line),
      onReport: (text) => {
        report = text;
      },
    });
    if (report) console.log(`\n${report}`);
    if (written.length > 0) console.log(`Written: ${written.join(', ')}`);
    else if (dryRun) console.log('Nothing was written: this was a dry run.');
  } catch (error) {
    if (report) console.log(`\n${report}`);
    throw error;
  }
}

function readArguments(): { place: string; dryRun: boolean } {
  const usage = 'Usage: npm run spec:update -- <file or URL> [--dry-run]';
  try {
    const { values, positionals } = parseArgs({
      options: { 'dry-run': { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [place, ...others] = positionals;
    if (!place || others.length > 0) throw new GenerateError(usage);
    return { place: /^[a-z]+:\/\//i.test(place) ? place : findFile(place), dryRun: values['dry-run'] };
  } catch (error) {
    throw error instanceof GenerateError ? error : new GenerateError(`${(error as Error).message}\n${usage}`);
  }
}

/** A file is named from where npm was called, and told of from the project's folder if it is in there. */
function findFile(name: string): string {
  const file = path.resolve(process.env.INIT_CWD ?? '.', name);
  const within = path.relative(path.join(import.meta.dirname, '..'), file);
  return within.startsWith('..') || path.isAbsolute(within) ? file : within;
}

main().catch((error: unknown) => {
  if (!(error instanceof GenerateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
