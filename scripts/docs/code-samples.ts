import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { GenerateError } from '../spec/generate-error.js';
import { listOperations } from '../spec/walk.js';

/** A piece of code that the reference shows beside an operation. */
export interface CodeSample {
  operationId: string;
  /** What its tab is called, after its file: `2-save.ts` is `Save`. */
  label: string;
  source: string;
}

/** The examples of a folder: one folder an operation, in the order of the numbers that the files begin with. */
export async function readCodeSamples(folder: string): Promise<CodeSample[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts')).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = path.basename(file, '.ts').replace(/^\d+-/, '').replaceAll('-', ' ');
      const source = await readFile(path.join(folder, file), 'utf8');
      return { operationId: path.dirname(file), label: `${name.charAt(0).toUpperCase()}${name.slice(1)}`, source };
    }),
  );
}

/** The labels in the order that an operation's tabs are to have: what comes first beside one operation comes first. */
export function listLabels(samples: CodeSample[]): string[] {
  const placed = samples.map((sample) => {
    const own = samples.filter(({ operationId }) => operationId === sample.operationId);
    return { label: sample.label, place: own.indexOf(sample) };
  });
  return [...new Set(placed.sort((one, other) => one.place - other.place).map(({ label }) => label))];
}

/**
 * Puts examples beside the operations of a document, in place.
 *
 * @throws {GenerateError} where an operation has no example, or an example no operation
 */
export function addCodeSamples(document: OpenAPI3, samples: CodeSample[]): void {
  const operations = listOperations(document);
  const known = operations.map(({ operationId }) => operationId);
  const stray = samples.find(({ operationId }) => !known.includes(operationId));
  if (stray)
    throw new GenerateError(`There is an example of ${stray.operationId}, which is no operation of the document.`);
  for (const { operationId, operation } of operations) {
    const own = samples.filter((sample) => sample.operationId === operationId);
    if (own.length === 0)
      throw new GenerateError(`${operationId} has no example. Add one to scripts/docs/examples/${operationId}/.`);
    Object.assign(operation, {
      'x-codeSamples': own.map(({ label, source }) => ({ lang: 'TypeScript', label, source: source.trimEnd() })),
    });
  }
}
