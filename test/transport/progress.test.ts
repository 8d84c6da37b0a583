import { gzipSync } from 'node:zlib';
import { APIConnectionError, type DownloadProgress, type UploadProgress } from 'openai-images';
import { describe, expect, it, vi } from 'vitest';
import { watchUpload } from '../../src/transport/progress.js';
import { collect } from '../support/collect.js';
import { errorOf } from '../support/error-of.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { ANSWER_IMAGE, startHttpServer } from '../support/http-server.js';
import { parseMultipart } from '../support/parse-multipart.js';
import { makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

const PNG = makePng();

/** A picture with so much behind it that it goes in several pieces. */
function makeBig(size: number): Blob {
  return new Blob([PNG, new Uint8Array(size - PNG.length)]);
}

describe('watchUpload', () => {
  it('gives no more of a file once the attempt is over, which would end the process on Node from 24 on', async () => {
    const form = new FormData();
    form.append('image', makeBig(200_000), 'otter.png');
    let isOver = false;
    const onFailure = vi.fn();
    const file = watchUpload(form, undefined, onFailure, () => isOver).get('image') as File;
    const reader = file.stream().getReader();
    expect((await reader.read()).value?.length).toBeGreaterThan(0);
    const settled = vi.fn();
    reader.read().then(() => reader.read().then(settled, settled), settled);
    isOver = true;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(settled).not.toHaveBeenCalled();
    expect(onFailure).not.toHaveBeenCalled();
  });

  it('takes a file that nobody wants any more for no failure', async () => {
    const form = new FormData();
    form.append('image', makeBig(200_000), 'otter.png');
    const onFailure = vi.fn();
    const file = watchUpload(form, undefined, onFailure, () => false).get('image') as File;
    await file.stream().cancel('no answer is awaited');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(onFailure).not.toHaveBeenCalled();
  });
});

describe('onUploadProgress', () => {
  it('grows to the size of all pictures, while content-length is still sent', async () => {
    const server = await startHttpServer();
    const told: UploadProgress[] = [];
    const image = [makeBig(700_000), makeBig(300_000)];
    await testClient({ baseURL: server.url }).edit(
      { image, prompt: 'x' },
      { onUploadProgress: (progress) => told.push(progress) },
    );
    expect(told.length).toBeGreaterThan(2);
    expect(told.every(({ totalBytes }) => totalBytes === 1_000_000)).toBe(true);
    const sent = told.map(({ sentBytes }) => sentBytes);
    expect(sent).toEqual([...new Set(sent)].sort((a, b) => a - b));
    expect(sent.at(-1)).toBe(1_000_000);
    const { headers, body } = server.requests[0] as never as { headers: Record<string, string>; body: Buffer };
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers['transfer-encoding']).toBeUndefined();
  });

  it('changes nothing of what is sent', async () => {
    const server = await startHttpServer();
    const images = testClient({ baseURL: server.url });
    const image = new File([PNG], 'sea "otter".png');
    await images.edit({ image, prompt: 'x', n: 2 });
    await images.edit({ image, prompt: 'x', n: 2 }, { onUploadProgress: () => {} });
    const [plain, counted] = server.requests.map((request) => parseMultipart(request));
    expect(counted).toEqual(plain);
  });

  it('starts again at each attempt', async () => {
    const server = await startHttpServer((response, request, count) => {
      if (count > 2) return ANSWER_IMAGE(response, request, count);
      response.writeHead(429, { 'retry-after-ms': '1' }).end();
    });
    const told: number[] = [];
    await testClient({ baseURL: server.url }).edit(
      { image: makeBig(200_000), prompt: 'x' },
      { onUploadProgress: ({ sentBytes }) => told.push(sentBytes) },
    );
    expect(server.requests).toHaveLength(3);
    expect(told.filter((sent) => sent === 200_000)).toHaveLength(3);
    expect(told.filter((sent, index) => sent < (told[index - 1] ?? 0))).toHaveLength(2);
    expect(new Set(server.requests.map(({ body }) => body.length)).size).toBe(1);
  });

  it('is not called where nothing is uploaded', async () => {
    const { fetch } = fakeFetch();
    const told: UploadProgress[] = [];
    const options = { onUploadProgress: (progress: UploadProgress) => told.push(progress) };
    await testClient({ fetch }).generate({ prompt: 'x' }, options);
    await testClient({ fetch }).edit({ image: { file_id: 'file-7f3c' }, prompt: 'x' }, options);
    expect(told).toEqual([]);
  });

  it('that throws fails the call, with what it threw', async () => {
    const server = await startHttpServer();
    const onUploadProgress = () => {
      throw new Error('the bar broke');
    };
    const call = testClient({ baseURL: server.url }).edit(
      { image: makeBig(200_000), prompt: 'x' },
      { onUploadProgress },
    );
    expect((await errorOf(call, APIConnectionError)).message).toContain('the bar broke');
    expect(server.requests).toEqual([]);
  });
});

describe('onDownloadProgress', () => {
  const body = JSON.stringify({ created: 1, data: [{ b64_json: Buffer.alloc(300_000).toString('base64') }] });

  async function startCall(headers: Record<string, string | number>, bytes: string | Buffer = body) {
    const server = await startHttpServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers }).end(bytes);
    });
    const told: DownloadProgress[] = [];
    const options = { onDownloadProgress: (progress: DownloadProgress) => told.push(progress) };
    return { call: testClient({ baseURL: server.url }).generate({ prompt: 'x' }, options), told };
  }

  it.each([
    ['the data', async (call: Call) => call],
    ['the response', async (call: Call) => (await call.asResponse()).text()],
    ['the pictures', async (call: Call) => collect(call.images())],
  ])('grows to the length that the server announced, as %s is read', async (_what, read) => {
    const { call, told } = await startCall({ 'content-length': body.length });
    await read(call);
    const received = told.map(({ receivedBytes }) => receivedBytes);
    expect(received.length).toBeGreaterThan(1);
    expect(received).toEqual([...new Set(received)].sort((a, b) => a - b));
    expect(told.at(-1)).toEqual({ receivedBytes: body.length, totalBytes: body.length });
  });

  it('knows no total of a body without a length, or a compressed one', async () => {
    const chunked = await startCall({ 'transfer-encoding': 'chunked' });
    await chunked.call;
    expect(chunked.told.at(-1)).toEqual({ receivedBytes: body.length, totalBytes: undefined });
    const zipped = gzipSync(body);
    const compressed = await startCall({ 'content-encoding': 'gzip', 'content-length': zipped.length }, zipped);
    expect((await compressed.call).created).toBe(1);
    expect(compressed.told.at(-1)).toEqual({ receivedBytes: body.length, totalBytes: undefined });
  });

  it('leaves the response as it is', async () => {
    const { call } = await startCall({ 'content-length': body.length });
    const response = await call.asResponse();
    expect([response.status, response.ok, response.headers.get('x-request-id')]).toEqual([200, true, 'req_1']);
    expect(await response.text()).toBe(body);
    expect((await (await startCall({})).call.withResponse()).requestId).toBe('req_1');
  });

  it('tells of each event of a stream', async () => {
    const event = (type: string) => `data: {"type":"image_generation.${type}","b64_json":"AAAA"}\n\n`;
    const server = await startHttpServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(event('partial_image') + event('completed'));
    });
    const told: DownloadProgress[] = [];
    const call = testClient({ baseURL: server.url }).generate(
      { prompt: 'x', stream: true },
      { onDownloadProgress: (progress) => told.push(progress) },
    );
    await (await call).finalImage();
    expect(told.at(-1)?.receivedBytes).toBe((event('partial_image') + event('completed')).length);
  });

  it.each([
    ['the data', async (call: Call) => call],
    ['the pictures', async (call: Call) => collect(call.images())],
  ])('that throws fails the call as %s is read, and closes the connection', async (_what, read) => {
    let closed: Promise<unknown> = Promise.resolve();
    const server = await startHttpServer((response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(body.slice(0, 1_000));
    });
    const onDownloadProgress = () => {
      throw new Error('the bar broke');
    };
    const call = testClient({ baseURL: server.url }).generate({ prompt: 'x' }, { onDownloadProgress });
    expect((await errorOf(read(call), APIConnectionError)).message).toContain('the bar broke');
    await closed;
    expect(server.requests).toHaveLength(1);
  });
});

type Call = ReturnType<ReturnType<typeof testClient>['generate']>;
