/**
 * Tells what is different between two documents of the API, as users of the client meet it:
 *
 *   npm run spec:diff -- <a> [b]                 files or URLs; b is spec/images.yaml where it is left out
 *   npm run spec:diff -- <a> --format json       for programs; markdown otherwise
 *   npm run spec:diff -- <a> --fail-on breaking  ends with exit code 1 where something breaks
 *
 * Ends with exit code 2 where the documents cannot be compared.
 */
import path from 'node:path';
import { BUNDLE } from './spec/build-outputs.js';
import { compareDocuments } from './spec/compare.js';
import { readDiffArguments } from './spec/diff-arguments.js';
import { GenerateError } from './spec/generate-error.js';
import { readCompleted } from './spec/read-completed.js';
import { renderChanges } from './spec/render-changes.js';

async function main(): Promise<void> {
  // npm changes to the project's folder, and says from where it was called.
  const calledFrom = process.env.INIT_CWD ?? '.';
  const { before, after = BUNDLE, format, failsOnBreaking } = readDiffArguments(process.argv.slice(2), calledFrom);
  process.chdir(path.join(import.meta.dirname, '..'));
  const changes = await compareDocuments(await read(before), await read(after));
  process.stdout.write(renderChanges(changes, format));
  if (failsOnBreaking && changes.some(({ kind }) => kind === 'breaking')) process.exitCode = 1;
}

async function read(place: string): Promise<object> {
  const { document, conflicts } = await readCompleted(place, '.');
  if (conflicts.length > 0) {
    console.error(
      `Overlays say something else than ${place}, and count: ${conflicts.join('; ')}. ` +
        `What they hide of it is told by: npm run spec:update -- ${place} --dry-run`,
    );
  }
  return document;
}

main().catch((error: unknown) => {
  const [message] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  console.error(
    error instanceof GenerateError
      ? error.message
      : `The documents cannot be compared: ${message}. One is probably not valid OpenAPI; lint both with npx redocly lint.`,
  );
  process.exitCode = 2;
});
