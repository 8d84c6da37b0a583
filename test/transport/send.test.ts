import { execFile } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  InternalServerError,
  OpenAIError,
  RateLimitError,
} from 'openai-images';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { errorOf } from '../support/error-of.js';
import { fakeFetch, stall } from '../support/fake-fetch.js';
import { ANSWER_IMAGE, type Answer, startHttpServer } from '../support/http-server.js';
import { parseMultipart } from '../support/parse-multipart.js';
import { makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

const PARAMS = { prompt: 'An otter' };
const BILLED = 'The picture may have been made and billed: to ask again may buy it twice.';
const ANSWER = { created: 1, data: [{ b64_json: 'AAAA' }] };

/** A failure that asks for no delay. */
const fail = (status: number, headers: Record<string, string> = {}, body = '') =>
  new Response(body, { status, headers: { 'retry-after-ms': '0', ...headers } });

/** Sends the headers and half of the body, then `then` decides. */
const answerHalf =
  (status = 200, then: (response: Parameters<Answer>[0]) => void = () => {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': 100 });
    response.write('{"created":1,', () => then(response));
  };

/** A fetch that tells when the response's headers are here. */
function watchHeaders() {
  let tell: () => void;
  const headersHere = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const watched: typeof fetch = async (...args) => {
    const response = await fetch(...args);
    setImmediate(tell);
    return response;
  };
  return { fetch: watched, headersHere };
}

/** Stops the clocks that the client sets; the connection's own go on. */
const stopClocks = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

/** An answer that is held back, and promises of its request's arrival and its connection's end. */
function holdAnswer(answer: Answer = () => {}) {
  let arrive: () => void;
  let close: () => void;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const held: Answer = (response, request, count) => {
    response.on('close', close);
    answer(response, request, count);
    arrive();
  };
  return { held, arrived, closed };
}

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a timeout', () => {
  it('ends a call whose headers do not come, and its connection', async () => {
    stopClocks();
    const { held, arrived, closed } = holdAnswer();
    const server = await startHttpServer(held);
    const call = testClient({ baseURL: server.url, timeout: 30_000 }).generate(PARAMS);
    const outcome = errorOf(call, APIConnectionTimeoutError);
    await arrived;
    vi.advanceTimersByTime(30_000);
    const error = await outcome;
    expect(error.message).toMatch(
      /^No complete response within 30000 ms: time ran out waiting for the response to begin\..* Pass a longer timeout/,
    );
    expect(error.status).toBeUndefined();
    await closed;
    expect(server.requests).toHaveLength(1);
  });

  it.each([200, 400])('ends a call whose body of status %i stalls, and its connection', async (status) => {
    stopClocks();
    const { held, closed } = holdAnswer(answerHalf(status));
    const server = await startHttpServer(held);
    const { fetch, headersHere } = watchHeaders();
    const call = testClient({ baseURL: server.url, fetch, timeout: 30_000 }).generate(PARAMS);
    const outcome = errorOf(call, APIConnectionTimeoutError);
    await headersHere;
    vi.advanceTimersByTime(30_000);
    await outcome;
    await closed;
    expect(server.requests).toHaveLength(1);
  });

  it("of the call's own comes before the client's", async () => {
    const { fetch } = fakeFetch(stall);
    const images = testClient({ fetch, timeout: 60_000 });
    const error = await errorOf(images.generate(PARAMS, { timeout: 5 }), APIConnectionTimeoutError);
    expect(error.message).toContain('within 5 ms');
  });

  it('counts anew for each attempt', async () => {
    vi.useFakeTimers();
    const { fetch, calls } = fakeFetch(fail(503, { 'retry-after-ms': '900' }), stall);
    const outcome = errorOf(testClient({ fetch, timeout: 1_000 }).generate(PARAMS), APIConnectionTimeoutError);
    const settled = vi.fn();
    outcome.then(settled);
    await vi.advanceTimersByTimeAsync(900 + 999);
    expect([calls.length, settled.mock.calls.length]).toEqual([2, 0]);
    await vi.advanceTimersByTimeAsync(1);
    await outcome;
    expect(calls).toHaveLength(2);
  });

  it('is not what an abort is called, nor the other way round', async () => {
    const { fetch } = fakeFetch(stall);
    const late = await errorOf(testClient({ fetch }).generate(PARAMS, { timeout: 5 }), APIConnectionTimeoutError);
    expect(late).not.toBeInstanceOf(APIUserAbortError);
    const stopped = testClient({ fetch }).generate(PARAMS, { signal: AbortSignal.timeout(5), timeout: 60_000 });
    expect(await errorOf(stopped, APIUserAbortError)).not.toBeInstanceOf(APIConnectionError);
  });
});

describe('a signal', () => {
  it('that was aborted before keeps the request from being sent', async () => {
    const server = await startHttpServer();
    const reason = new Error('changed my mind');
    const call = testClient({ baseURL: server.url }).generate(PARAMS, { signal: AbortSignal.abort(reason) });
    const error = await errorOf(call, APIUserAbortError);
    expect(error.message).toBe('The call was aborted by its signal.');
    expect(error.cause).toBe(reason);
    expect(server.requests).toHaveLength(0);
  });

  it('ends a call before its headers come, and its connection', async () => {
    const controller = new AbortController();
    const { held, closed } = holdAnswer(() => controller.abort());
    const server = await startHttpServer(held);
    const call = testClient({ baseURL: server.url }).generate(PARAMS, { signal: controller.signal });
    expect((await errorOf(call, APIUserAbortError)).cause).toBe(controller.signal.reason);
    await closed;
    expect(server.requests).toHaveLength(1);
  });

  it.each([200, 500])('ends a call amid its body of status %i, and its connection', async (status) => {
    const controller = new AbortController();
    const { held, closed } = holdAnswer(answerHalf(status));
    const server = await startHttpServer(held);
    const { fetch, headersHere } = watchHeaders();
    const call = testClient({ baseURL: server.url, fetch }).generate(PARAMS, { signal: controller.signal });
    const outcome = errorOf(call, APIUserAbortError);
    await headersHere;
    controller.abort();
    await outcome;
    await closed;
    expect(server.requests).toHaveLength(1);
  });

  it('ends the waiting between attempts at once', async () => {
    const controller = new AbortController();
    const server = await startHttpServer((response) => {
      response.writeHead(429, { 'retry-after': '30' }).end(() => setTimeout(() => controller.abort(), 20));
    });
    const start = performance.now();
    const call = testClient({ baseURL: server.url }).generate(PARAMS, { signal: controller.signal });
    await errorOf(call, APIUserAbortError);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(controller.signal.aborted).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  it('still ends the body of a response that was handed out', async () => {
    const controller = new AbortController();
    const { held, closed } = holdAnswer(answerHalf());
    const server = await startHttpServer(held);
    const images = testClient({ baseURL: server.url });
    const response = await images.generate(PARAMS, { signal: controller.signal }).asResponse();
    controller.abort();
    await expect(response.text()).rejects.toThrow();
    await closed;
  });
});

describe('what a call leaves behind', () => {
  const outcomes: [string, Parameters<typeof fakeFetch>][] = [
    ['a success', []],
    ['a failure', [fail(400)]],
    ['retries', [fail(500)]],
    ['HTML under 200', [new Response('<html>')]],
    ['a broken connection', [new TypeError('fetch failed')]],
  ];

  const expectNothing = (signal: AbortSignal) =>
    expect([vi.getTimerCount(), getEventListeners(signal, 'abort').length]).toEqual([0, 0]);

  beforeEach(() => {
    vi.useFakeTimers();
  });

  it.each(outcomes)('is no timer and no listener after %s', async (_what, answers) => {
    const { signal } = new AbortController();
    const { fetch, calls } = fakeFetch(...answers);
    const call = testClient({ fetch }).generate(PARAMS, { signal });
    const settled = call.catch(() => {});
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(10);
    await settled;
    expectNothing(signal);
  });

  it('is no timer and no listener after a timeout', async () => {
    const { signal } = new AbortController();
    const outcome = errorOf(
      testClient({ fetch: fakeFetch(stall).fetch, timeout: 5 }).generate(PARAMS, { signal }),
      APIConnectionTimeoutError,
    );
    await vi.advanceTimersByTimeAsync(5);
    await outcome;
    expectNothing(signal);
  });

  it.each([
    ['amid an attempt', stall],
    ['amid the waiting for the next', new Response('', { status: 429, headers: { 'retry-after': '30' } })],
  ])('is no timer and no listener after an abort %s', async (_when, answer) => {
    const controller = new AbortController();
    const { fetch } = fakeFetch(answer, stall);
    const outcome = errorOf(testClient({ fetch }).generate(PARAMS, { signal: controller.signal }), APIUserAbortError);
    await vi.advanceTimersByTimeAsync(10);
    expect(vi.getTimerCount()).toBe(1);
    controller.abort();
    await outcome;
    expectNothing(controller.signal);
  });

  it('is no timer and no listener after a response and its data', async () => {
    const { signal } = new AbortController();
    const call = testClient({ fetch: fakeFetch().fetch }).generate(PARAMS, { signal });
    await call.asResponse();
    await call;
    expectNothing(signal);
  });

  it('is no running clock once a response was handed out', async () => {
    await testClient({ fetch: fakeFetch().fetch }).generate(PARAMS).asResponse();
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('lets the process end with the call', async () => {
  const server = await startHttpServer();
  const script = `
    const { createImagesClient } = await import(${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)});
    const images = createImagesClient({ apiKey: 'sk-own', baseURL: '${server.url}' });
    const { created } = await images.generate({ prompt: 'An otter' });
    process.stdout.write('created ' + created);`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 15_000 });
  expect(stdout).toBe('created 1');
});

describe('a retry', () => {
  it.each([408, 409, 429, 500, 503])('follows status %i', async (status) => {
    const server = await startHttpServer((response, request, count) => {
      if (count === 1) response.writeHead(status, { 'retry-after-ms': '0' }).end();
      else ANSWER_IMAGE(response, request, count);
    });
    expect(await testClient({ baseURL: server.url }).generate(PARAMS)).toEqual(ANSWER);
    expect(server.requests).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 422, 501, 502, 504])('does not follow status %i', async (status) => {
    const { fetch, calls } = fakeFetch(fail(status));
    expect((await errorOf(testClient({ fetch }).generate(PARAMS), APIError)).status).toBe(status);
    expect(calls).toHaveLength(1);
  });

  it.each(['insufficient_quota', 'billing_hard_limit_reached'])('does not follow a 429 of %s', async (code) => {
    const { fetch, calls } = fakeFetch(Response.json({ error: { message: 'Pay.', code } }, { status: 429 }));
    expect((await errorOf(testClient({ fetch }).generate(PARAMS), RateLimitError)).code).toBe(code);
    expect(calls).toHaveLength(1);
  });

  it('follows a 400 that asks for it, and not a 500 that asks for none', async () => {
    const asked = fakeFetch(fail(400, { 'x-should-retry': 'true' }), Response.json(ANSWER));
    expect(await testClient({ fetch: asked.fetch }).generate(PARAMS)).toEqual(ANSWER);
    expect(asked.calls).toHaveLength(2);
    const unasked = fakeFetch(fail(500, { 'x-should-retry': 'false' }));
    await errorOf(testClient({ fetch: unasked.fetch }).generate(PARAMS), InternalServerError);
    expect(unasked.calls).toHaveLength(1);
  });

  it.each([
    ['2 by default', {}, {}, 3],
    ['as often as the client says', { maxRetries: 4 }, {}, 5],
    ['never where the client says 0', { maxRetries: 0 }, {}, 1],
    ['as often as the call says', { maxRetries: 4 }, { maxRetries: 1 }, 2],
    ['never where the call says 0', {}, { maxRetries: 0 }, 1],
  ])('comes %s, and then the last error is thrown', async (_what, options, callOptions, attempts) => {
    const { fetch, calls } = fakeFetch(({ init: _init }) => fail(500, { 'x-request-id': `req_${calls.length}` }));
    const call = testClient({ fetch, ...options }).generate(PARAMS, callOptions);
    expect((await errorOf(call, InternalServerError)).requestId).toBe(`req_${attempts}`);
    expect(calls).toHaveLength(attempts);
  });

  it('follows a 429 after its Retry-After delay, not before', async () => {
    vi.useFakeTimers();
    const { fetch, calls } = fakeFetch(
      new Response('', { status: 429, headers: { 'retry-after': '7' } }),
      Response.json(ANSWER),
    );
    const call = testClient({ fetch })
      .generate(PARAMS)
      .then((answer) => answer);
    await vi.advanceTimersByTimeAsync(6_999);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toHaveLength(2);
    expect(await call).toEqual(ANSWER);
  });

  it('follows a 500 after a delay that doubles', async () => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const { fetch, calls } = fakeFetch(new Response('', { status: 500 }));
    const outcome = errorOf(testClient({ fetch, maxRetries: 2 }).generate(PARAMS), InternalServerError);
    for (const [delay, attempts] of [
      [249, 1],
      [1, 2],
      [499, 2],
      [1, 3],
    ] as const) {
      await vi.advanceTimersByTimeAsync(delay);
      expect(calls).toHaveLength(attempts);
    }
    await outcome;
  });

  it('carries the same bytes and headers as the attempt before', async () => {
    const server = await startHttpServer((response, request, count) => {
      if (count < 3) response.writeHead(503, { 'retry-after-ms': '0' }).end();
      else ANSWER_IMAGE(response, request, count);
    });
    const png = makePng(64, 64);
    await testClient({ baseURL: server.url }).edit({ image: Readable.from([png]), mask: png, prompt: 'Ötter', n: 1 });
    expect(server.requests).toHaveLength(3);
    const [first, ...others] = server.requests.map((request) => {
      const { 'content-type': _boundary, 'content-length': _length, ...headers } = request.headers;
      return { headers, parts: parseMultipart(request) };
    });
    expect(first?.parts.map(({ name, bytes }) => [name, bytes.length])).toEqual([
      ['image', png.length],
      ['mask', png.length],
      ['prompt', 6],
      ['n', 1],
    ]);
    for (const other of others) expect(other).toEqual(first);
  });

  it('follows a connection that was refused', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const baseURL = `http://127.0.0.1:${await unusedPort()}/v1`;
    const fetch = vi.fn(globalThis.fetch);
    const error = await errorOf(testClient({ baseURL, fetch }).generate(PARAMS), APIConnectionError);
    expect(error.message).toMatch(/^The connection failed: connect ECONNREFUSED 127\.0\.0\.1:\d+\.$/);
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('does not follow a connection that was reset once the request had left', async () => {
    const server = await startHttpServer((response) => response.socket?.resetAndDestroy());
    const error = await errorOf(testClient({ baseURL: server.url }).generate(PARAMS), APIConnectionError);
    expect(error).not.toBeInstanceOf(APIConnectionTimeoutError);
    expect(error.message).toMatch(/^The connection failed: /);
    expect(server.requests).toHaveLength(1);
  });

  it('does not follow a body that broke off', async () => {
    const server = await startHttpServer(answerHalf(200, (response) => response.destroy()));
    const error = await errorOf(testClient({ baseURL: server.url }).generate(PARAMS), APIConnectionError);
    expect(error.status).toBeUndefined();
    expect(server.requests).toHaveLength(1);
  });

  it('does not follow a timeout', async () => {
    const { fetch, calls } = fakeFetch(stall);
    await errorOf(testClient({ fetch, timeout: 5 }).generate(PARAMS), APIConnectionTimeoutError);
    expect(calls).toHaveLength(1);
  });

  it('ends where the next failure is one of another kind', async () => {
    const { fetch, calls } = fakeFetch(fail(500), fail(401));
    await errorOf(testClient({ fetch }).generate(PARAMS), AuthenticationError);
    expect(calls).toHaveLength(2);
  });
});

describe('a connection that fails', () => {
  it('is explained by its innermost cause, and keeps the whole of it', async () => {
    const cause = new TypeError('fetch failed', { cause: new Error('certificate has expired') });
    const { fetch } = fakeFetch(cause);
    const error = await errorOf(testClient({ fetch }).generate(PARAMS), APIConnectionError);
    expect(error.message).toBe(`The connection failed: certificate has expired. ${BILLED}`);
    expect(error.cause).toBe(cause);
  });

  it('is explained by its code, or the first of several, where nothing better is there', async () => {
    const coded = Object.assign(new Error(''), { code: 'EPROTO' });
    for (const cause of [coded, new AggregateError([coded, new Error('second')])]) {
      const { fetch } = fakeFetch(new TypeError('fetch failed', { cause }));
      const error = await errorOf(testClient({ fetch }).generate(PARAMS), APIConnectionError);
      expect(error.message).toBe(`The connection failed: EPROTO. ${BILLED}`);
    }
  });

  it('may fail with what is no error', async () => {
    const fetch = () => Promise.reject('boom');
    const error = await errorOf(testClient({ fetch }).generate(PARAMS), APIConnectionError);
    expect([error.message, error.cause]).toEqual([`The connection failed: boom. ${BILLED}`, 'boom']);
    expect(error).toBeInstanceOf(OpenAIError);
  });
});
