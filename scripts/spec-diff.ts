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
import { parseArgs } from 'node:util';
import { BUNDLE } from './spec/build-outputs.js';
import { compareDocuments } from './spec/compare.js';
import { GenerateError } from './spec/generate-error.js';
import { readCompleted } from './spec/read-completed.js';
import { renderChanges } from './spec/render-changes.js';

const PROJECT = path.join(import.meta.dirname, '..');
const USAGE = 'Usage: npm run spec:diff -- <a> [b] [--format markdown|json] [--fail-on breaking]';

async function main(): Promise<void> {
  const { before, after, format, failsOnBreaking } = readArguments();
  const changes = await compareDocuments(await readCompleted(before, PROJECT), await readCompleted(after, PROJECT));
  process.stdout.write(renderChanges(changes, format));
  if (failsOnBreaking && changes.some(({ kind }) => kind === 'breaking')) process.exitCode = 1;
}

function readArguments() {
  const { values, positionals } = parse();
  const [before, after, ...others] = positionals;
  if (!before) throw new GenerateError(`Name the document to compare with. ${USAGE}`);
  if (others.length > 0) throw new GenerateError(`Name at most two documents, not ${positionals.length}. ${USAGE}`);
  const { format, 'fail-on': failOn } = values;
  if (format !== 'markdown' && format !== 'json') {
    throw new GenerateError(`--format is "${format}": expected markdown or json.`);
  }
  if (failOn !== undefined && failOn !== 'breaking') {
    throw new GenerateError(`--fail-on is "${failOn}": expected breaking.`);
  }
  return {
    before: toPlace(before),
    after: after === undefined ? path.join(PROJECT, BUNDLE) : toPlace(after),
    format: format as 'markdown' | 'json',
    failsOnBreaking: failOn === 'breaking',
  };
}

function parse() {
  const options = { format: { type: 'string', default: 'markdown' }, 'fail-on': { type: 'string' } } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new GenerateError(`${(error as Error).message.replace(/\.?$/, '.')} ${USAGE}`);
  }
}

/** npm changes to the project's folder; names are meant as where it was called. */
function toPlace(name: string): string {
  return /^[a-z]+:\/\//i.test(name) ? name : path.resolve(process.env.INIT_CWD ?? '.', name);
}

main().catch((error: unknown) => {
  const [message] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  console.error(
    error instanceof GenerateError
      ? error.message
      : `The documents cannot be compared: ${message}. Lint both of them with npx redocly lint: one is probably not valid OpenAPI.`,
  );
  process.exitCode = 2;
});
