import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../..');
const COMMAND = ['--import', 'tsx', 'examples/server/start.ts'];
const { PATH } = process.env;

/** Runs the command until it ends, and gives its exit code and what it said. */
function run(...args: string[]): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...COMMAND, ...args], { cwd: ROOT, env: { PATH } }, (error, _stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stderr });
    });
  });
}

it('serves the page and the API on a mock, and says where', async () => {
  const child = spawn(process.execPath, [...COMMAND, '--port', '0'], { cwd: ROOT, env: { PATH } });
  onTestFinished(() => void child.kill());
  const [line] = await once(createInterface(child.stdout), 'line');
  const url = /The page is at (http:\/\/127\.0\.0\.1:\d+) \(on a mock\)/.exec(line)?.[1] ?? line;
  expect(await (await fetch(url)).text()).toContain('<title>openai-images in the browser</title>');
  const response = await fetch(`${url}/v1/images/generations`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: '{"prompt":"An otter"}',
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toHaveProperty('data.0.b64_json');
  expect((await fetch(`${url}/../package.json`)).status).toBe(404);
});

it('asks for the key where it is to call the API and has none', async () => {
  expect(await run('--live')).toEqual({
    code: 1,
    stderr: 'The API key is missing. Set the environment variable OPENAI_API_KEY.\n',
  });
});

it('says what to do about a port that is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { code, stderr } = await run('--port', String((server.address() as AddressInfo).port));
  expect(code).toBe(1);
  expect(stderr).toBe('The port is taken. Pass another one: npm run demo:browser -- --port 8081\n');
});
