import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mock } from '../../scripts/mock.js';
import { startSpecificationMock } from '../support/mock.js';

const ROOT = path.join(import.meta.dirname, '../..');
const EXAMPLE = path.join(ROOT, 'examples/deno/otter.ts');
const DENO = createRequire(import.meta.url).resolve('deno/bin.cjs');

/** Deno compiles all of the package first. */
const TIMEOUT = { timeout: 120_000 };

describe('the Deno example', () => {
  let mock: Mock;
  let folder: string;

  beforeAll(async () => {
    [mock, folder] = await Promise.all([startSpecificationMock(), makeDenoProject()]);
  });
  afterAll(() => Promise.all([mock?.close(), folder && rm(folder, { recursive: true })]));

  function deno(...args: string[]) {
    const { PATH } = process.env;
    const env = { PATH, OPENAI_API_KEY: 'sk-mock', OPENAI_BASE_URL: mock.url };
    const own = { DENO_DIR: path.join(folder, '.deno'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' };
    return promisify(execFile)(process.execPath, [DENO, ...args], { cwd: folder, env: { ...env, ...own } });
  }

  it('saves each picture of a stream, with the permissions that it names', TIMEOUT, async () => {
    const command = /deno run (.*) otter\.ts/.exec(await readFile(EXAMPLE, 'utf8'))?.[1];
    const { stdout } = await deno('run', '--no-prompt', ...(command?.split(' ') ?? []), 'otter.ts', 'An otter');
    expect(stdout).toBe('preview-1.png\npreview-2.png\notter.png\n');
    for (const name of stdout.trim().split('\n')) {
      expect((await readFile(path.join(folder, name))).subarray(1, 4).toString()).toBe('PNG');
    }
  });

  it('type-checks', TIMEOUT, async () => {
    await deno('check', 'otter.ts');
  });
});

/** A folder with the example and the package installed, from where Deno takes it without asking a registry. */
async function makeDenoProject(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-deno-'));
  const modules = path.join(folder, 'node_modules');
  const { dependencies } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  await mkdir(modules);
  // Copied, for Deno takes what a link leads to for the user's own code.
  for (const part of ['dist', 'package.json']) {
    await cp(path.join(ROOT, part), path.join(modules, 'openai-images', part), { recursive: true });
  }
  for (const name of Object.keys(dependencies)) {
    await symlink(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  }
  await cp(EXAMPLE, path.join(folder, 'otter.ts'));
  await writeFile(path.join(folder, 'package.json'), '{ "dependencies": { "openai-images": "*" } }');
  await writeFile(path.join(folder, 'deno.json'), '{ "nodeModulesDir": "manual" }');
  return folder;
}
