import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GenerateError } from '../generate-error.js';
import { keysOfReference } from './node.js';

/** A difference between two nodes of the documents' trees. */
export interface TreeChange {
  /** The keys that lead to the node. */
  keys: string[];
  kind: 'added' | 'removed' | 'modified';
  /** The member that is different; `key` where the node was renamed. */
  property?: string;
  before: unknown;
  after: unknown;
  /** Whether Redocly rates it as breaking. */
  rated: boolean;
}

interface Report {
  reportVersion: string;
  changes: {
    path: string;
    kind: TreeChange['kind'];
    impact: 'major' | 'minor' | 'patch';
    property?: string;
    base?: { value: unknown };
    revision?: { value: unknown };
  }[];
}

const REDOCLY = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');
const CONFIG = 'telemetry: off\nextends: [diff-recommended]\n';

/** Compares two OpenAPI documents with `redocly diff`, which only its command line offers. */
export async function diffWithRedocly(before: object, after: object): Promise<TreeChange[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-diff-'));
  try {
    const files = { 'redocly.yaml': CONFIG, 'a.json': JSON.stringify(before), 'b.json': JSON.stringify(after) };
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(folder, name), text)));
    const printed = await runRedocly(folder);
    const report = await readFile(path.join(folder, 'changes.json'), 'utf8').catch(() => undefined);
    if (report === undefined) throw new GenerateError(`The documents cannot be compared: ${firstLine(printed)}`);
    return readReport(JSON.parse(report));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function runRedocly(cwd: string): Promise<string> {
  const diff = ['diff', 'a.json', 'b.json', '--config', 'redocly.yaml', '--format', 'json', '-o', 'changes.json'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return new Promise((resolve) => {
    execFile(process.execPath, [REDOCLY, ...diff, '--fail-on', 'none'], { cwd, env }, (_error, stdout, stderr) => {
      resolve(stderr + stdout);
    });
  });
}

function firstLine(printed: string): string {
  const lines = printed.split('\n').map((line) => line.trim());
  // Redocly's notice about the age of Node stands in a box of its own.
  return lines.find((line) => /\w/.test(line) && !/^[║╔╚]/.test(line)) ?? 'Redocly gave no reason.';
}

function readReport({ reportVersion, changes }: Report): TreeChange[] {
  if (reportVersion !== '1') {
    throw new GenerateError(
      `Redocly's report is of version ${reportVersion}, and this script reads version 1. Install the pinned @redocly/cli.`,
    );
  }
  return changes.map(({ path: pointer, kind, impact, property, base, revision }) => ({
    keys: keysOfReference(pointer),
    kind,
    ...(property === undefined ? {} : { property }),
    before: base?.value,
    after: revision?.value,
    rated: impact === 'major',
  }));
}
