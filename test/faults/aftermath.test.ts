import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { APIConnectionTimeoutError, OutcomeUnknownError } from 'openai-images';
import { expect, it, onTestFinished } from 'vitest';
import { errorOf } from '../support/error-of.js';
import { makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';
import { within } from '../support/within.js';
import { type Fault, startFaultServer } from './fault-server.js';
import { faults, MAX_RESPONSE_BYTES } from './faults.js';

async function start(fault: Fault) {
  const server = await startFaultServer(fault);
  onTestFinished(server.close);
  return server;
}

/** More than a connection holds on its way. */
const BIG_PICTURE = new File(
  [makePng().subarray(0, -12), new Uint8Array(16 * 2 ** 20), makePng().subarray(-12)],
  'a.png',
);

it('gives the next call its own answer, and not the one that came unasked', async () => {
  const pictures = ['AAAA', 'BBBB', 'CCCC', 'DDDD'].map((base64) => {
    const body = `{"created":1,"data":[{"b64_json":"${base64}"}]}`;
    return `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  });
  let count = 0;
  const server = await start({
    onRequest(socket) {
      // Two answers a request, the second of which is for nobody.
      socket.write(pictures[count++ * 2] + (pictures[count * 2 - 1] ?? ''));
    },
  });
  const images = testClient({ baseURL: server.url });
  for (const base64 of ['AAAA', 'CCCC']) {
    const { data } = await images.generate({ prompt: 'An otter' });
    expect(data?.[0]?.b64_json).toBe(base64);
  }
  expect(server.requests()).toBe(2);
});

it('tells an upload that the server does not take from a response that it does not give', async () => {
  const server = await start({ onConnect: (socket) => void socket.pause() });
  const images = testClient({ baseURL: server.url, timeout: 1_000 });
  const call = images.edit({ image: BIG_PICTURE, prompt: 'An otter' });
  const error = await errorOf(call, APIConnectionTimeoutError);
  expect(error).toMatchObject({ phase: 'upload', mayHaveBeenBilled: true });
  expect(error.message).toContain('time ran out while the request was being sent');
});

it('does not send a picture again whose upload was reset', async () => {
  let connections = 0;
  const server = await start({
    onConnect(socket) {
      connections++;
      socket.once('data', () => socket.resetAndDestroy());
    },
  });
  const call = testClient({ baseURL: server.url }).edit({ image: BIG_PICTURE, prompt: 'An otter' });
  const error = await errorOf(call, OutcomeUnknownError);
  expect(error).toMatchObject({ phase: 'upload', mayHaveBeenBilled: true });
  expect([connections, server.requests()]).toEqual([1, 0]);
});

it('leaves nothing that keeps a process alive, whatever the server does', async () => {
  // Node's fetch gives up a TLS handshake only after 10 s of its own.
  const entries = Object.entries<Fault>(faults).filter(([, { https }]) => !https);
  const servers = await Promise.all(
    entries.map(async ([, fault]) => ({ ...(await start(fault)), hangs: fault.hangs })),
  );
  const script = `
    const { createImagesClient } = await import(${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)});
    const servers = ${JSON.stringify(servers.map(({ url, hangs }) => ({ url, hangs })))};
    const calls = servers.flatMap(({ url, hangs }) => {
      const limits = hangs ? { timeout: 1_500, deadline: 3_000 } : {};
      const options = { apiKey: 'sk-own', baseURL: url, maxResponseBytes: ${MAX_RESPONSE_BYTES}, ...limits };
      const images = createImagesClient({ ...options, onWarning() {} });
      const params = { prompt: 'An otter' };
      return [
        images.generate(params),
        (async () => { for await (const _ of images.generate(params).images()); })(),
        (async () => { for await (const _ of await images.generate({ ...params, stream: true })); })(),
      ];
    });
    await Promise.allSettled(calls);
    process.stdout.write(String(calls.length));`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 40_000 });
  // An unhandled rejection would have ended the process with its error.
  expect(stderr).toBe('');
  expect(stdout).toBe(String(servers.length * 3));
  await within(8_000, Promise.all(servers.map(({ allClosed }) => allClosed())));
}, 60_000);
