import { execFile } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { promisify } from 'node:util';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  type ImageGenStreamEvent,
  InternalServerError,
  OpenAIError,
  OutcomeUnknownError,
  type RequestOptions,
} from 'openai-images';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Fault, startFaultServer } from './faults/fault-server.js';
import { faults } from './faults/faults.js';
import { errorOf } from './support/error-of.js';
import { completedEvent, eventText, partialEvent, streamResponse } from './support/event-stream.js';
import { fakeFetch, stall } from './support/fake-fetch.js';
import { startHttpServer } from './support/http-server.js';
import { makePng } from './support/pictures.js';
import { testClient } from './support/test-client.js';

const PARAMS = { prompt: 'An otter' };
const STREAM = { ...PARAMS, stream: true, partial_images: 2 } as const;
const HOUR = 3_600_000;

async function start(fault: Fault) {
  const server = await startFaultServer(fault);
  onTestFinished(server.close);
  return server;
}

/** A body that gives a text each time so many milliseconds have passed, without end or for so many times. */
function tickingBody(text: (count: number) => string, pause: number, times = Number.POSITIVE_INFINITY) {
  const encoder = new TextEncoder();
  let count = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (count === times) return controller.close();
      controller.enqueue(encoder.encode(text(count++)));
    },
  });
}

const eventResponse = (body: ReadableStream<Uint8Array>) =>
  new Response(body, { headers: { 'content-type': 'text/event-stream' } });

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a deadline', () => {
  it('ends a call before anything is sent, whose picture never ends', async () => {
    vi.useFakeTimers();
    const { fetch, calls } = fakeFetch();
    const image = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
    const call = testClient({ fetch }).edit({ ...PARAMS, image }, { deadline: 1_000 });
    const outcome = errorOf(call, APIConnectionTimeoutError);
    await vi.advanceTimersByTimeAsync(1_000);
    const error = await outcome;
    expect(error.message).toBe(
      'The call was not over by its deadline: time ran out before anything was sent. Nothing was sent.',
    );
    expect(error).toMatchObject({ phase: undefined, mayHaveBeenBilled: false });
    expect(error).not.toBeInstanceOf(OutcomeUnknownError);
    expect([calls.length, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it.each([
    ['while connecting', 'connect', faults['never finishes the TLS handshake'], false],
    ['waiting for the response to begin', 'headers', faults['says nothing'], true],
    ["amid the response's body", 'body', faults['stops amid the body'], true],
  ] as const)('ends a call %s, once', async (during, phase, fault, mayHaveBeenBilled) => {
    const server = await start(fault);
    const fetch = vi.fn(globalThis.fetch);
    const call = testClient({ baseURL: server.url, fetch, deadline: 1_000 }).generate(PARAMS);
    const error = await errorOf(call, APIConnectionTimeoutError);
    expect(error.message).toMatch(`The call was not over by its deadline: time ran out ${during}. `);
    expect(error).toMatchObject({ phase, mayHaveBeenBilled });
    expect(error instanceof OutcomeUnknownError).toBe(mayHaveBeenBilled);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('ends a call while its request is being sent', async () => {
    const server = await start({ onConnect: (socket) => void socket.pause() });
    const image = new File(
      [makePng().subarray(0, -12), new Uint8Array(16 * 2 ** 20), makePng().subarray(-12)],
      'a.png',
    );
    const call = testClient({ baseURL: server.url, deadline: 1_000 }).edit({ ...PARAMS, image });
    const error = await errorOf(call, APIConnectionTimeoutError);
    expect(error).toMatchObject({ phase: 'upload', mayHaveBeenBilled: true });
  });

  it('ends a stream between two events', async () => {
    const server = await start(faults['stops amid the body']);
    const stream = await testClient({ baseURL: server.url, deadline: 1_000 }).generate(STREAM);
    const events: ImageGenStreamEvent[] = [];
    const reading = (async () => {
      for await (const event of stream) events.push(event);
    })();
    const error = await errorOf(reading, APIConnectionTimeoutError);
    expect(error).toMatchObject({ phase: 'events', mayHaveBeenBilled: true, requestId: 'req_fault' });
    expect(events.map(({ type }) => type)).toEqual(['image_generation.partial_image']);
  });

  it('ends a healthy stream, which its timeout lets be', async () => {
    vi.useFakeTimers();
    const { fetch } = fakeFetch(() => eventResponse(tickingBody((count) => eventText(partialEvent(count)), 60_000)));
    const stream = await testClient({ fetch, timeout: 90_000, deadline: HOUR }).generate(STREAM);
    const events: ImageGenStreamEvent[] = [];
    const reading = (async () => {
      for await (const event of stream) events.push(event);
    })();
    const outcome = errorOf(reading, APIConnectionTimeoutError);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(await outcome).toMatchObject({ phase: 'events', mayHaveBeenBilled: true });
    expect(events.length).toBeGreaterThan(57);
    expect(events.length).toBeLessThanOrEqual(60);
  });

  it('ends the pictures of a body that goes on', async () => {
    // What reads pictures is loaded in real time.
    for await (const _ of testClient({ fetch: fakeFetch().fetch }).generate(PARAMS).images());
    vi.useFakeTimers();
    const text = (count: number) => (count === 0 ? '{"data":[{"b64_json":"AAAA"}' : ' ');
    const { fetch } = fakeFetch(() => new Response(tickingBody(text, 1_000)));
    const pictures: unknown[] = [];
    const reading = (async () => {
      for await (const { bytes } of testClient({ fetch, deadline: 10_000 }).generate(PARAMS).images())
        pictures.push(bytes);
    })();
    const outcome = errorOf(reading, APIConnectionTimeoutError);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toMatchObject({ phase: 'body' });
    expect(pictures).toEqual([new Uint8Array(3)]);
  });

  it('counts for every attempt together, and the waiting between them', async () => {
    vi.useFakeTimers();
    const { fetch, calls } = fakeFetch(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return new Response('', { status: 503, headers: { 'retry-after-ms': '100' } });
    });
    const outcome = errorOf(testClient({ fetch, deadline: 550, maxRetries: 9 }).generate(PARAMS), OpenAIError);
    await vi.advanceTimersByTimeAsync(550);
    expect(await outcome).toBeInstanceOf(InternalServerError);
    expect(calls).toHaveLength(3);
  });

  it('counts from the call on, however late its response is asked for', async () => {
    vi.useFakeTimers();
    const { fetch } = fakeFetch(() => new Response(tickingBody(() => ' ', 50)));
    const call = testClient({ fetch, deadline: 1_000 }).generate(PARAMS);
    await vi.advanceTimersByTimeAsync(900);
    const outcome = errorOf(call, APIConnectionTimeoutError);
    await vi.advanceTimersByTimeAsync(100);
    await outcome;
  });

  it("of the call's own comes before the client's", async () => {
    vi.useFakeTimers();
    const images = testClient({ fetch: fakeFetch(stall).fetch, deadline: HOUR });
    const outcome = errorOf(images.generate(PARAMS, { deadline: 10 }), APIConnectionTimeoutError);
    await vi.advanceTimersByTimeAsync(10);
    await outcome;
  });

  it.each([0, -5, Number.NaN, '10' as never])('of %o is refused by name', async (deadline) => {
    const { fetch, calls } = fakeFetch();
    const message = `deadline is ${deadline}; expected a number of at least 1.`;
    expect(() => testClient({ deadline })).toThrow(message);
    expect((await errorOf(testClient({ fetch }).generate(PARAMS, { deadline }), OpenAIError)).message).toBe(message);
    expect(calls).toHaveLength(0);
  });

  it('is not what an abort is called', async () => {
    const options: RequestOptions = { deadline: HOUR, signal: AbortSignal.timeout(10) };
    const call = testClient({ fetch: fakeFetch(stall).fetch }).generate(PARAMS, options);
    expect(await errorOf(call, APIUserAbortError)).not.toBeInstanceOf(APIConnectionError);
  });
});

describe('a fetch that ignores its signal, and whose body stalls', () => {
  const stalled = (headers: Record<string, string> = {}) =>
    new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), { headers });

  it.each([
    ['of a length', { 'content-length': '100' }],
    ['of no length', {}],
    ['of events', { 'content-type': 'text/event-stream' }],
  ])('is ended by timeout, deadline and signal all the same: a body %s', async (_what, headers) => {
    const images = testClient({ fetch: fakeFetch(() => stalled(headers as Record<string, string>)).fetch });
    for (const options of [{ timeout: 10 }, { deadline: 10 }, { signal: AbortSignal.timeout(10) }]) {
      const ErrorClass = 'signal' in options ? APIUserAbortError : APIConnectionTimeoutError;
      await errorOf(images.generate({ ...PARAMS }, options), ErrorClass);
      await errorOf(
        images.generate(STREAM, options).then((stream) => stream.finalImage()),
        ErrorClass,
      );
    }
  });
});

describe('a long healthy stream', () => {
  it('is not killed, though it takes hours', async () => {
    vi.useFakeTimers();
    const text = (count: number) => (count < 24 ? eventText(partialEvent(count)) : eventText(completedEvent()));
    const { fetch } = fakeFetch(() => eventResponse(tickingBody(text, 9 * 60_000, 25)));
    const stream = await testClient({ fetch }).generate(STREAM);
    const final = stream.finalImage();
    await vi.advanceTimersByTimeAsync(26 * 9 * 60_000);
    expect((await final).type).toBe('image_generation.completed');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what a deadline leaves behind', () => {
  it.each<[string, Parameters<typeof fakeFetch>]>([
    ['a success', []],
    ['a failure', [new Response('', { status: 400 })]],
    ['retries', [new Response('', { status: 500, headers: { 'retry-after-ms': '1' } })]],
    ['HTML under 200', [new Response('<html>')]],
    ['a broken connection', [new TypeError('fetch failed')]],
    ['its own end', [stall]],
  ])('is no timer and no listener after %s', async (_what, answers) => {
    vi.useFakeTimers();
    const { signal } = new AbortController();
    const call = testClient({ fetch: fakeFetch(...answers).fetch }).generate(PARAMS, { signal, deadline: 5_000 });
    const settled = call.catch(() => {});
    await vi.advanceTimersByTimeAsync(5_000);
    await settled;
    expect([vi.getTimerCount(), getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
  });

  it('is no timer once the pictures or the events were read, or left', async () => {
    vi.useFakeTimers();
    const images = testClient({
      deadline: 5_000,
      fetch: fakeFetch(() => streamResponse(eventText(completedEvent()))).fetch,
    });
    await (await images.generate(STREAM)).finalImage();
    for await (const _ of await images.generate(STREAM)) break;
    for await (const _ of images.generate(STREAM).images());
    for await (const _ of testClient({ deadline: 5_000, fetch: fakeFetch().fetch }).generate(PARAMS).images()) break;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is nothing that keeps a process alive', async () => {
    const server = await startHttpServer((response) => {
      response.writeHead(200, { connection: 'close' }).end('{"created":1,"data":[{"b64_json":"AAAA"}]}');
    });
    const script = `
      const { createImagesClient } = await import(${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)});
      const images = createImagesClient({ apiKey: 'sk-own', baseURL: '${server.url}', deadline: 3_600_000 });
      const response = await images.generate({ prompt: 'An otter' }).asResponse();
      await response.text();
      const { created } = await images.generate({ prompt: 'An otter' });
      process.stdout.write('created ' + created);`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 15_000 });
    expect(stdout).toBe('created 1');
  });
});

describe("Node's own limit of 300 s", () => {
  const limited = (code: string) =>
    Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error('Headers Timeout Error'), { code }),
    });

  it('is told, and the way out, where no headers came', async () => {
    const { fetch, calls } = fakeFetch(limited('UND_ERR_HEADERS_TIMEOUT'));
    const error = await errorOf(testClient({ fetch, timeout: HOUR }).generate(PARAMS), APIConnectionTimeoutError);
    expect(error.message).toBe(
      "Node's fetch gave up after 300 s, waiting for the response to begin; it does so whatever the timeout. " +
        'The picture may have been made and billed: to ask again may buy it twice. ' +
        "Pass longCalls: 'stream' to have a long call answered early, or a fetch with other limits.",
    );
    expect(error).toMatchObject({ phase: 'headers', mayHaveBeenBilled: true });
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    expect(calls).toHaveLength(1);
  });

  it('is told where a body stalled', async () => {
    const { fetch } = fakeFetch(() => {
      const body = new ReadableStream({
        pull: () => Promise.reject(limited('UND_ERR_BODY_TIMEOUT')),
      });
      return new Response(body);
    });
    const error = await errorOf(testClient({ fetch }).generate(PARAMS), APIConnectionTimeoutError);
    expect(error.message).toMatch(/^Node's fetch gave up after 300 s, amid the response's body;/);
    expect(error).toMatchObject({ phase: 'body', mayHaveBeenBilled: true });
  });

  it('is no timeout of a connection, which is tried again', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { fetch, calls } = fakeFetch(limited('UND_ERR_CONNECT_TIMEOUT'));
    const error = await errorOf(testClient({ fetch }).generate(PARAMS), APIConnectionError);
    expect(error).toMatchObject({ phase: 'connect', mayHaveBeenBilled: false });
    expect(calls).toHaveLength(3);
  });
});
