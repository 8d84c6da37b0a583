import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { type AdoptOptions, adoptDocument } from '../../scripts/spec/adopt-document.js';
import type { ProjectCopy } from './copy-project.js';

/** What came of an adoption. */
export interface AdoptRun {
  written: string[];
  report: string;
  said: string[];
}

/** Writes a document into a folder of its own, which goes when the test ends; gives its path. */
export async function writeDocument(document: object | string | Uint8Array, name = 'openapi.yaml'): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-document-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, name);
  const isText = typeof document === 'string' || document instanceof Uint8Array;
  await writeFile(file, isText ? document : JSON.stringify(document));
  return file;
}

/** Adopts a document in this process, without the type check and the contract suite unless asked. */
export async function adopt(
  project: ProjectCopy,
  document: object | string,
  options: Partial<AdoptOptions> = {},
): Promise<AdoptRun> {
  const run: AdoptRun = { written: [], report: '', said: [] };
  const place = typeof document === 'string' ? document : await writeDocument(document);
  run.written = await adoptDocument(place, {
    folder: project.folder,
    date: '2026-12-04',
    say: (line) => run.said.push(line),
    onReport: (report) => {
      run.report = report;
    },
    check: async () => {},
    ...options,
  });
  return run;
}

/** Keeps what lint finds off the screen until the test ends. */
export function muteOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const muted = vi.spyOn(stream, 'write').mockReturnValue(true);
    onTestFinished(() => muted.mockRestore());
  }
}
