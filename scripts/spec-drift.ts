/**
 * Learns what a server sends that the specification does not say, and suggests an overlay that says it:
 *
 *   npm run spec:drift -- --record [file]   calls the server of OPENAI_BASE_URL and OPENAI_API_KEY; file: out/drift.json
 *   npm run spec:drift -- file              suggests from what was recorded before; calls nobody
 *
 *   --model <name>   the model to call
 *   --out <file>     where the overlay goes; else it is printed
 *   --yes            call OpenAI itself, which charges for each picture
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createImagesClient, OpenAIError } from 'openai-images';
import type { OpenAPI3 } from 'openapi-typescript';
import { parse, stringify } from 'yaml';
import { serverURL } from '../generated/operations.js';
import { describeFinding, type Finding } from '../src/check/finding.js';
import { watchResponses } from '../src/check/watch-responses.js';
import { GenerateError } from './spec/generate-error.js';
import { ANSWERED, type DriftRecord, makeCalls, mergeFindings } from './spec/record-drift.js';
import { suggestOverlay } from './spec/suggest-overlay.js';

const BUNDLE = path.join(import.meta.dirname, '../spec/images.yaml');
const OUT = path.join(import.meta.dirname, '../out/drift.json');
const USAGE =
  'npm run spec:drift -- --record [file] [--model name] [--out overlay.yaml] [--yes], or -- file [--out overlay.yaml]';

interface Options {
  record: boolean;
  yes: boolean;
  model?: string;
  out?: string;
  file?: string;
}

function readOptions(): Options {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        record: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        model: { type: 'string' },
        out: { type: 'string' },
      },
    });
    const [file, ...others] = positionals;
    if (others.length === 0 && (values.record || file !== undefined)) return { ...values, ...(file ? { file } : {}) };
  } catch (error) {
    throw new GenerateError(`${(error as Error).message.split('. ', 1)[0]}. Usage: ${USAGE}`);
  }
  throw new GenerateError(`Usage: ${USAGE}`);
}

async function recordDrift({ model, yes, file = OUT }: Options): Promise<DriftRecord> {
  const findings: Finding[] = [];
  const images = createImagesClient({
    fetch: watchResponses((input, init) => fetch(input, init), { onFinding: (finding) => findings.push(finding) }),
    onWarning: console.error,
  });
  const { origin } = new URL(process.env.OPENAI_BASE_URL?.trim() || serverURL);
  const isOpenAI = origin === new URL(serverURL).origin;
  if (isOpenAI && !yes) {
    throw new GenerateError(
      `This makes three pictures at ${origin}, of low quality, and costs money. Pass --yes if you want that, ` +
        'or set OPENAI_BASE_URL to another server.',
    );
  }
  // What the API takes for cheap another server may not take at all.
  const cheap = isOpenAI ? ({ quality: 'low', size: '1024x1024' } as const) : {};
  const calls = await makeCalls(images, { ...cheap, ...(model ? { model } : {}) });
  for (const { call, outcome } of calls) console.error(`${call}: ${outcome}`);
  if (findings.length === 0 && !calls.some(({ outcome }) => outcome === ANSWERED)) {
    throw new GenerateError('No call was answered as it should be. Nothing was recorded.');
  }
  const date = new Date().toISOString().slice(0, 10);
  const record = { server: origin, date, calls, findings: mergeFindings(findings) };
  await writeWhole(file, `${JSON.stringify(record, null, 2)}\n`);
  console.error(`Recorded in ${file}`);
  return record;
}

async function readRecord(file: string): Promise<DriftRecord> {
  try {
    const record = JSON.parse(await readFile(file, 'utf8')) as DriftRecord;
    if (Array.isArray(record?.findings) && URL.canParse(record.server)) return record;
  } catch (error) {
    throw new GenerateError(`${file} cannot be read: ${(error as Error).message}`);
  }
  throw new GenerateError(`${file} is no record of drift; expected what --record has written.`);
}

async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

async function main(): Promise<void> {
  const options = readOptions();
  const { server, date, findings } = options.record
    ? await recordDrift(options)
    : await readRecord(options.file as string);
  if (findings.length === 0) {
    console.error('Everything that came is as the specification says.');
    return;
  }
  console.error(`Not as the specification says:\n${findings.map((each) => `- ${describeFinding(each)}`).join('\n')}`);
  const document = parse(await readFile(BUNDLE, 'utf8')) as OpenAPI3;
  const { actions, unanswered } = suggestOverlay(document, findings, `of ${new URL(server).host} answered on ${date}`);
  if (unanswered.length > 0) {
    console.error(`No action is suggested for:\n${unanswered.map((each) => `- ${describeFinding(each)}`).join('\n')}`);
  }
  if (actions.length === 0) return;
  const info = { title: `Say what ${new URL(server).host} sends`, version: date };
  const overlay = stringify(
    { overlay: '1.0.0', info, extends: '../images-openapi-original.yml', actions },
    { lineWidth: 110 },
  );
  if (options.out === undefined) {
    process.stdout.write(overlay);
    return;
  }
  await writeWhole(options.out, overlay);
  console.error(`Suggested in ${options.out}: review it, move it to spec/overlays/, and run \`npm run generate\`.`);
}

main().catch((error: unknown) => {
  if (!(error instanceof GenerateError || error instanceof OpenAIError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
