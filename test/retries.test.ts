import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  APIError,
  BadGatewayBodyError,
  InternalServerError,
  InvalidRequestError,
  ModerationError,
  OutcomeUnknownError,
  QuotaError,
  RateLimitError,
  type RetryEvent,
} from 'openai-images';
import { imageFile } from 'openai-images/node';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { errorOf } from './support/error-of.js';
import { streamResponse } from './support/event-stream.js';
import { fakeFetch, stall } from './support/fake-fetch.js';
import { ANSWER_IMAGE, startHttpServer } from './support/http-server.js';
import { parseMultipart } from './support/parse-multipart.js';
import { makePng } from './support/pictures.js';
import { testClient } from './support/test-client.js';
import { within } from './support/within.js';

const PARAMS = { prompt: 'An otter' };

/** A failure that asks for the next attempt at once, if there is to be one. */
const fail = (status: number, error: object = {}, headers: Record<string, string> = {}) =>
  Response.json({ error: { message: 'No.', ...error } }, { status, headers: { 'retry-after-ms': '0', ...headers } });

const lost = Object.assign(new TypeError('fetch failed'), {
  cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
});
const refused = Object.assign(new TypeError('fetch failed'), {
  cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
});

type FakeAnswer = Parameters<typeof fakeFetch>[0];

/** How many requests a call that fails makes, and its error. */
async function countRequests(answer: FakeAnswer, options: object = {}) {
  const { fetch, calls } = fakeFetch(answer);
  const error = await errorOf(testClient({ fetch, ...options }).generate(PARAMS), APIError);
  return { error, requests: calls.length };
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('by default', () => {
  it.each<[string, FakeAnswer]>([
    ['a refused connection', refused],
    ['status 408', fail(408)],
    ['status 409', fail(409)],
    ['status 429 of a rate', fail(429, { code: 'rate_limit_exceeded', message: 'Limit: 10/1min.' })],
    ['status 500', fail(500)],
    ['status 503', fail(503)],
    ['a 400 that asks for it', fail(400, {}, { 'x-should-retry': 'true' })],
    ['a 502 that asks for it', fail(502, {}, { 'x-should-retry': 'true' })],
  ])('three requests are made for %s', async (_what, answer) => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    expect((await countRequests(answer)).requests).toBe(3);
  });

  it.each<[string, FakeAnswer, typeof APIError]>([
    ['a lost connection', lost, OutcomeUnknownError],
    ['a 429 of a quota', fail(429, { code: 'insufficient_quota' }), QuotaError],
    ['a 429 of a billing limit', fail(429, { code: 'billing_hard_limit_reached' }), QuotaError],
    ['a 429 of no turns at all', fail(429, { message: 'Rate limit reached. Limit: 0/1min.' }), QuotaError],
    ['a 400 of a billing limit', fail(400, { code: 'billing_hard_limit_reached' }), QuotaError],
    ['a 429 that asks for none', fail(429, {}, { 'x-should-retry': 'false' }), RateLimitError],
    ['status 502', fail(502), OutcomeUnknownError],
    ['status 504', fail(504), OutcomeUnknownError],
    ['status 520', fail(520), OutcomeUnknownError],
    ['status 524', fail(524), OutcomeUnknownError],
    ['HTML under 503', new Response('<html>', { status: 503 }), BadGatewayBodyError],
    ['HTML under 200', new Response('<html>', { headers: { 'content-type': 'text/html' } }), BadGatewayBodyError],
    [
      'moderation that asks for it',
      fail(400, { code: 'moderation_blocked' }, { 'x-should-retry': 'true' }),
      ModerationError,
    ],
  ])('one request is made for %s', async (_what, answer, ErrorClass) => {
    const { error, requests } = await countRequests(answer);
    expect(error).toBeInstanceOf(ErrorClass);
    expect(requests).toBe(1);
  });

  it('a stream that has begun is not asked for again, however it ends', async () => {
    const { fetch, calls } = fakeFetch(() =>
      streamResponse('data: {"error":{"message":"Oops.","type":"server_error"}}\n\n'),
    );
    const stream = await testClient({ fetch }).generate({ ...PARAMS, stream: true });
    await errorOf(stream.finalImage(), InternalServerError);
    expect(calls).toHaveLength(1);
  });
});

describe("under the policy 'aggressive'", () => {
  it.each<[string, FakeAnswer]>([
    ['a lost connection', lost],
    ['status 502', fail(502)],
    ['status 504', fail(504)],
    ['status 524', fail(524)],
    ['status 501', fail(501)],
    ['a 429 of a quota', fail(429, { code: 'insufficient_quota' })],
  ])('three requests are made for %s', async (_what, answer) => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    expect((await countRequests(answer, { retry: 'aggressive' })).requests).toBe(3);
  });

  it('three requests are made where none is answered in time', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    expect((await countRequests(stall, { retry: 'aggressive', timeout: 5 })).requests).toBe(3);
  });

  it.each<[string, FakeAnswer]>([
    ['status 400', fail(400)],
    ['moderation', fail(400, { code: 'moderation_blocked' }, { 'x-should-retry': 'true' })],
    ['a 503 that asks for none', fail(503, {}, { 'x-should-retry': 'false' })],
    ['HTML under 200', new Response('<html>')],
  ])('one request is made for %s', async (_what, answer) => {
    expect((await countRequests(answer, { retry: 'aggressive' })).requests).toBe(1);
  });

  it('it may be one call alone', async () => {
    const { fetch, calls } = fakeFetch(fail(502));
    const images = testClient({ fetch });
    await errorOf(images.generate(PARAMS, { retry: 'aggressive' }), InternalServerError);
    await errorOf(images.generate(PARAMS), InternalServerError);
    expect(calls).toHaveLength(3 + 1);
    await errorOf(testClient({ fetch, retry: 'aggressive' }).generate(PARAMS, { retry: 'safe' }), InternalServerError);
    expect(calls).toHaveLength(3 + 1 + 1);
  });
});

describe('where a function decides', () => {
  it('it is asked after each failure but the last, with its number and error', async () => {
    const retry = vi.fn((_attempt: number, _error: APIError) => true);
    const { error, requests } = await countRequests(fail(400), { retry });
    expect(requests).toBe(3);
    expect(retry.mock.calls.map(([attempt, { status }]) => [attempt, status])).toEqual([
      [1, 400],
      [2, 400],
    ]);
    expect(error.status).toBe(400);
  });

  it('it may take its time, and be against what is the rule', async () => {
    const retry = async () => {
      await new Promise(setImmediate);
      return false;
    };
    expect((await countRequests(fail(503), { retry })).requests).toBe(1);
  });

  it('it gives way to maxRetries', async () => {
    expect((await countRequests(fail(400), { retry: () => true, maxRetries: 0 })).requests).toBe(1);
    expect((await countRequests(fail(400), { retry: () => true, maxRetries: 4 })).requests).toBe(5);
  });

  it('its own failure is that of the call', async () => {
    const own = new Error('my fault');
    const retry = () => {
      throw own;
    };
    const { fetch, calls } = fakeFetch(fail(503));
    expect(await errorOf(testClient({ fetch, retry }).generate(PARAMS), Error)).toBe(own);
    expect(calls).toHaveLength(1);
  });

  it('it is not asked about what was never sent', async () => {
    const retry = vi.fn(() => true);
    await errorOf(testClient({ fetch: fakeFetch().fetch, retry }).generate({} as never), InvalidRequestError);
    expect(retry).not.toHaveBeenCalled();
  });
});

describe('the delay', () => {
  it.each([
    ['retry-after-ms', { 'retry-after-ms': '1500' }, 1_500],
    ['retry-after in seconds', { 'retry-after': '90' }, 90_000],
    ['retry-after in parts of a second', { 'retry-after': '0.2' }, 200],
    ['retry-after as a date', { 'retry-after': 'Wed, 01 Jan 2025 01:00:00 GMT' }, 3_600_000],
    ['retry-after of a day', { 'retry-after': '86400' }, 86_400_000],
  ])('is what %s asks for, to the millisecond', async (_what, headers, delay) => {
    vi.useFakeTimers({ now: Date.parse('2025-01-01T00:00:00Z') });
    const onRetry = vi.fn();
    const answer = new Response('', { status: 429, headers: headers as unknown as Record<string, string> });
    const { fetch, calls } = fakeFetch(answer, Response.json({ created: 1, data: [{ b64_json: 'AAAA' }] }));
    const call = testClient({ fetch, onRetry }).generate(PARAMS).then();
    await vi.advanceTimersByTimeAsync(delay - 1);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toHaveLength(2);
    await call;
    expect(onRetry).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ attempt: 1, delayMs: delay }));
  });

  it('that ends before the deadline is waited for', async () => {
    vi.useFakeTimers();
    const { fetch, calls } = fakeFetch(
      fail(429, {}, { 'retry-after-ms': '9999' }),
      Response.json({ created: 1, data: [{ b64_json: 'AAAA' }] }),
    );
    const call = testClient({ fetch, deadline: 10_000 }).generate(PARAMS).then();
    await vi.advanceTimersByTimeAsync(9_999);
    await call;
    expect(calls).toHaveLength(2);
  });

  it.each([
    ['retry-after-ms', { 'retry-after-ms': '10000' }, 10_000],
    ['retry-after in seconds', { 'retry-after': '3600' }, 3_600_000],
    ['retry-after as a date', { 'retry-after': 'Wed, 01 Jan 2025 00:00:30 GMT' }, 30_000],
  ])('of %s that does not is an error at once, which tells it', async (_what, asked, delay) => {
    vi.useFakeTimers({ now: Date.parse('2025-01-01T00:00:00Z') });
    const onRetry = vi.fn();
    const headers = asked as unknown as Record<string, string>;
    const { fetch, calls } = fakeFetch(new Response('', { status: 429, headers }));
    const call = testClient({ fetch, onRetry, deadline: 10_000 }).generate(PARAMS);
    // No clock is moved on.
    const error = await errorOf(call, RateLimitError);
    expect(error.retryAfterMs).toBe(delay);
    expect(error.toJSON()).toMatchObject({ retryAfterMs: delay });
    expect([calls.length, onRetry.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0, 0]);
  });

  it('lies anywhere below a bound that doubles, 0.5 s to 8 s, where the server asks for none', async () => {
    vi.useFakeTimers();
    const events: RetryEvent[] = [];
    const { fetch } = fakeFetch(new Response('', { status: 500 }));
    const images = testClient({ fetch, maxRetries: 7, onRetry: (event) => events.push(event) });
    const failures = Array.from({ length: 200 }, () => errorOf(images.generate(PARAMS), InternalServerError));
    await vi.advanceTimersByTimeAsync(60_000);
    await Promise.all(failures);
    for (const [index, bound] of [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000].entries()) {
      const delays = events.filter(({ attempt }) => attempt === index + 1).map(({ delayMs }) => delayMs);
      expect(delays).toHaveLength(200);
      // By chance, 200 of them stay clear of an end about once in a hundred million runs.
      expect(Math.min(...delays)).toBeLessThan(bound * 0.1);
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...delays)).toBeGreaterThan(bound * 0.9);
      expect(Math.max(...delays)).toBeLessThanOrEqual(bound);
    }
  });
});

describe('onRetry', () => {
  it('gets attempt, delay and error before each wait, and nothing of the last failure', async () => {
    const events: RetryEvent[] = [];
    const statuses = [503, 429, 500];
    const { fetch, calls } = fakeFetch(() =>
      fail(statuses[calls.length - 1] ?? 0, {}, { 'retry-after-ms': String(calls.length) }),
    );
    const images = testClient({ fetch, onRetry: (event) => events.push(event) });
    const error = await errorOf(images.generate(PARAMS), InternalServerError);
    expect(error.status).toBe(500);
    expect(events.map(({ attempt, delayMs, error: { status } }) => [attempt, delayMs, status])).toEqual([
      [1, 1, 503],
      [2, 2, 429],
    ]);
  });

  it("of the call's own comes before the client's", async () => {
    const [ours, others] = [vi.fn(), vi.fn()];
    const images = testClient({ fetch: fakeFetch(fail(503)).fetch, onRetry: others });
    await errorOf(images.generate(PARAMS, { onRetry: ours }), InternalServerError);
    expect([ours.mock.calls.length, others.mock.calls.length]).toEqual([2, 0]);
  });

  it('that throws fails the call, which is not sent again', async () => {
    const own = new Error('my fault');
    const onRetry = () => {
      throw own;
    };
    const { fetch, calls } = fakeFetch(fail(503));
    expect(await errorOf(testClient({ fetch, onRetry }).generate(PARAMS), Error)).toBe(own);
    expect(calls).toHaveLength(1);
  });
});

describe('every attempt', () => {
  it.each(['safe', 'aggressive'] as const)('of an edit under the policy %s sends the same bytes', async (retry) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-retries-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'otter.png');
    const png = makePng(64, 64);
    const picture = Buffer.concat([png.subarray(0, -12), Buffer.alloc(1_000_000, 'otter'), png.subarray(-12)]);
    await writeFile(file, picture);
    const server = await startHttpServer((response, request, count) => {
      if (count === 3) ANSWER_IMAGE(response, request, count);
      else if (retry === 'aggressive') response.socket?.resetAndDestroy();
      else response.writeHead(503, { 'retry-after-ms': '0' }).end();
    });
    vi.spyOn(Math, 'random').mockReturnValue(0.001);
    await testClient({ baseURL: server.url, retry }).edit({
      image: [await imageFile(file), new Blob([png]), png],
      prompt: 'Add a beret',
    });
    const hashes = server.requests.map((request) =>
      parseMultipart(request).map(({ name, filename, bytes }) => [
        name,
        filename,
        createHash('sha256').update(bytes).digest('hex'),
      ]),
    );
    expect(hashes).toHaveLength(3);
    expect(hashes[0]?.[0]).toEqual(['image[]', 'otter.png', createHash('sha256').update(picture).digest('hex')]);
    expect(hashes[0]).toHaveLength(4);
    expect(hashes[1]).toEqual(hashes[0]);
    expect(hashes[2]).toEqual(hashes[0]);
  });

  it('lets go of the connection of the one before, though its body never ends', async () => {
    const closed: Promise<unknown>[] = [];
    const server = await startHttpServer((response, request, count) => {
      if (count === 3) return ANSWER_IMAGE(response, request, count);
      closed.push(new Promise((resolve) => response.on('close', resolve)));
      response.writeHead(503, { 'retry-after-ms': '0', 'content-type': 'text/plain' });
      const more = () => {
        while (!response.destroyed && response.write('otter '.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    });
    const { data } = await testClient({ baseURL: server.url }).generate(PARAMS);
    expect(data).toHaveLength(1);
    await within(5_000, Promise.all(closed));
    expect(closed).toHaveLength(2);
  });
});
