import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mock } from '../../scripts/mock.js';
import { type ConnectProxy, startConnectProxy } from '../support/connect-proxy.js';
import { startSpecificationMock } from '../support/mock.js';
import { makeUserFolder, type UserFolder } from '../support/user-folder.js';

interface CodeBlock {
  language: string;
  code: string;
  line: number;
}

/** Commands install and compile; that takes its time on a busy machine. */
const TIMEOUT = { timeout: 120_000 };

const README = readFileSync('README.md', 'utf8');
const blocks: CodeBlock[] = [...README.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((match) => ({
  language: match[1] ?? '',
  code: match[2] ?? '',
  line: README.slice(0, match.index).split('\n').length,
}));
const scripts = blocks.filter(({ language }) => language === 'ts');
const commands = blocks.filter(({ language }) => language === 'sh').flatMap(({ code }) => code.trim().split('\n'));

describe('README', () => {
  let mock: Mock;
  let folder: UserFolder;
  let proxy: ConnectProxy;

  beforeAll(async () => {
    [mock, folder, proxy] = await Promise.all([startSpecificationMock(), makeUserFolder(), startConnectProxy()]);
  });
  afterAll(() => Promise.all([mock?.close(), folder?.remove(), proxy?.close()]));

  it('has no code block of a kind that is not run', () => {
    expect(scripts.length).toBeGreaterThan(0);
    expect(blocks.filter(({ language }) => !['ts', 'sh'].includes(language))).toEqual([]);
  });

  it.concurrent.each(scripts)('runs its code block at line $line', async ({ code, line }) => {
    await folder.run(`readme-${line}.ts`, code, mock.url, { HTTPS_PROXY: proxy.url });
  });

  it('type-checks its code blocks', async () => {
    await folder.typeCheck();
  });

  // These tests are `npm test`; a mock runs until it is stopped.
  const ran = ['npm test', 'npm run mock'];

  it.concurrent.each(commands.filter((command) => !ran.includes(bare(command))))(
    'runs `%s`',
    TIMEOUT,
    async (command) => {
      await promisify(execFile)('npm', bare(command).split(' ').slice(1));
    },
  );

  it('names only commands that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const command of commands.map(bare)) {
      const name = /^npm (?:run )?([\w:]+)/.exec(command)?.[1];
      expect(scripts).toHaveProperty([name ?? command]);
    }
  });
});

/** A command without the comment behind it. */
function bare(command: string): string {
  return command.replace(/\s+#.*$/, '');
}
