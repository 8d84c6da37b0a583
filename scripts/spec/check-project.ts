import { execFile } from 'node:child_process';
import { cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GenerateError } from './generate-error.js';
import { writeFiles } from './write-files.js';

const LEFT_OUT = ['.git', 'bench', 'dist', 'node_modules', 'out'];
const FIRST_LINES = 10;
const LAST_LINES = 40;
const TIME_LIMIT = 10 * 60_000;

const CHECKS = [
  { name: 'the type check', command: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  { name: 'the contract suite', command: ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', 'test/contract'] },
];

/**
 * Makes sure that a project passes its type check and its contract suite with some files in the
 * place of its own. It is tried on a copy, so that the project itself stays as it is.
 */
export async function checkProject(
  folder: string,
  files: Map<string, string>,
  say: (line: string) => void,
): Promise<void> {
  const copy = await mkdtemp(path.join(tmpdir(), 'openai-images-adopt-'));
  try {
    await cp(folder, copy, { recursive: true, filter: (source) => !LEFT_OUT.includes(path.basename(source)) });
    await symlink(await realpath(path.join(folder, 'node_modules')), path.join(copy, 'node_modules'), 'dir');
    await writeFiles(copy, files);
    for (const { name, command } of CHECKS) {
      const start = Date.now();
      const { isGreen, printed } = await run(command, copy);
      if (!isGreen) {
        say(shorten(printed.replaceAll(copy, '.').trimEnd().split('\n')).join('\n'));
        throw new GenerateError(`The document does not pass ${name}; above is what it found. Nothing was written.`);
      }
      say(`Passed ${name} in ${((Date.now() - start) / 1000).toFixed(1)} s`);
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** A fault repeats wherever the thing is used; a runner's own words are at the end. */
function shorten(lines: string[]): string[] {
  if (lines.length <= FIRST_LINES + LAST_LINES) return lines;
  const left = lines.length - FIRST_LINES - LAST_LINES;
  return [...lines.slice(0, FIRST_LINES), `[${left} more lines]`, ...lines.slice(-LAST_LINES)];
}

function run(command: string[], cwd: string): Promise<{ isGreen: boolean; printed: string }> {
  // A run of vitest within another one would take itself for one of its workers.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$)/.test(name)),
  );
  const options = { cwd, env: { ...env, NO_COLOR: '1' }, timeout: TIME_LIMIT, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      resolve({ isGreen: !error, printed: stdout + stderr });
    });
  });
}
