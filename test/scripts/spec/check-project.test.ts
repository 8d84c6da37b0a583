import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { checkProject } from '../../../scripts/spec/check-project.js';
import { GenerateError } from '../../../scripts/spec/generate-error.js';
import { errorOf } from '../../support/error-of.js';

const PROJECT = path.join(import.meta.dirname, '../../..');
const NUMBER = 'export const answer: number = 42;\n';

describe.concurrent('checkProject', { timeout: 120_000 }, () => {
  it('passes a project whose types and contract suite are as they should be with the new files', async (test) => {
    const folder = await makeProject(test);
    const said: string[] = [];
    await checkProject(folder, new Map([['answer.ts', NUMBER]]), (line) => said.push(line));
    expect(said).toEqual([
      expect.stringMatching(/^Passed the type check in \d+\.\d s$/),
      expect.stringMatching(/^Passed the contract suite in \d+\.\d s$/),
    ]);
    expect(await readdir(folder)).not.toContain('answer.ts');
  });

  it('tells what the type check finds', async (test) => {
    const { said, message } = await failCheck(test, "export const answer: number = '42';\n");
    expect(message).toBe('The document does not pass the type check; above is what it found. Nothing was written.');
    expect(said).toMatch(/answer\.ts\(1,14\): error TS2322/);
  });

  it('tells what the contract suite finds', async (test) => {
    const { said, message } = await failCheck(test, 'export const answer: number = 41;\n');
    expect(message).toBe('The document does not pass the contract suite; above is what it found. Nothing was written.');
    expect(said).toMatch(/expected 41 to be 42/);
  });
});

async function failCheck(test: TestContext, answer: string): Promise<{ said: string; message: string }> {
  const folder = await makeProject(test);
  const said: string[] = [];
  const checking = checkProject(folder, new Map([['answer.ts', answer]]), (line) => said.push(line));
  const { message } = await errorOf(checking, GenerateError);
  expect(await readdir(folder)).not.toContain('answer.ts');
  return { said: said.join('\n'), message };
}

/** A project of one test, on a file that is still to come. */
async function makeProject({ onTestFinished }: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-check-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await symlink(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
  await mkdir(path.join(folder, 'test/contract'), { recursive: true });
  const compilerOptions = { strict: true, noEmit: true, skipLibCheck: true, module: 'NodeNext', types: [] };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(
    path.join(folder, 'test/contract/answer.test.ts'),
    "import { expect, it } from 'vitest';\nimport { answer } from '../../answer.js';\n\nit('is right', () => expect(answer).toBe(42));\n",
  );
  return folder;
}
