import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A runtime that runs scripts: Node, Bun or Deno. */
export async function startProcess(binary, args, project) {
  const { PATH, HOME, SystemRoot } = process.env;
  const options = { cwd: project, env: { PATH, HOME, SystemRoot }, timeout: 120_000 };
  const { stdout } = await run(binary, ['--version'], options);
  return {
    version: /\d+\.\d+\.\d+/.exec(stdout)[0],
    async run(baseURL) {
      const { stdout } = await run(binary, [...args, 'entries/process.mjs', baseURL], options);
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    },
  };
}
