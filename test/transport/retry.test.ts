import { getEventListeners } from 'node:events';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  InvalidRequestError,
} from 'openai-images';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isRetryable, retryDelay, wait } from '../../src/transport/retry.js';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const failure = (
  status: number,
  headers: Record<string, string> = {},
  details: { code?: string; message?: string } = {},
) => new APIError(details.message ?? 'no', { status, headers: new Headers(headers), code: details.code ?? null });

const withCode = (code: string, cause?: unknown) => Object.assign(new Error(code, { cause }), { code });

describe('isRetryable', () => {
  it.each([408, 409, 429, 500, 503])('is true of status %i', (status) => {
    expect(isRetryable(failure(status))).toBe(true);
  });

  it.each([400, 401, 402, 403, 404, 413, 422, 501, 502, 504, 520, 524])('is false of status %i', (status) => {
    expect(isRetryable(failure(status))).toBe(false);
  });

  it.each([
    ['the code insufficient_quota', { code: 'insufficient_quota' }],
    ['the code billing_hard_limit_reached', { code: 'billing_hard_limit_reached' }],
    [
      'a limit of none at all',
      { message: '429 Rate limit reached for images per minute. Limit: 0/1min. Current: 1/1min.' },
    ],
  ])('is false of a 429 with %s', (_what, details) => {
    expect(isRetryable(failure(429, {}, details))).toBe(false);
  });

  it('is true of a 429 with any other code or limit', () => {
    expect(isRetryable(failure(429, {}, { code: 'rate_limit_exceeded', message: 'Limit: 10/1min.' }))).toBe(true);
    expect(isRetryable(failure(500, {}, { code: 'insufficient_quota' }))).toBe(true);
  });

  it('is what x-should-retry says', () => {
    expect(isRetryable(failure(400, { 'x-should-retry': 'true' }))).toBe(true);
    expect(isRetryable(failure(502, { 'x-should-retry': 'true' }))).toBe(true);
    expect(isRetryable(failure(503, { 'x-should-retry': 'false' }))).toBe(false);
    expect(isRetryable(failure(503, { 'x-should-retry': 'perhaps' }))).toBe(true);
    expect(isRetryable(failure(400, { 'x-should-retry': 'perhaps' }))).toBe(false);
  });

  it.each([
    'ECONNREFUSED',
    'ConnectionRefused',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
  ])('is true of a connection that never stood: %s', (code) => {
    expect(isRetryable(new APIConnectionError('no', { cause: withCode(code) }))).toBe(true);
    const deep = new TypeError('fetch failed', { cause: withCode('outer', withCode(code)) });
    expect(isRetryable(new APIConnectionError('no', { cause: deep }))).toBe(true);
  });

  it('is true where every address refused', () => {
    const cause = new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]);
    expect(isRetryable(new APIConnectionError('no', { cause: new TypeError('fetch failed', { cause }) }))).toBe(true);
  });

  it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])(
    'is false of a connection that broke: %s',
    (code) => {
      expect(isRetryable(new APIConnectionError('no', { cause: withCode(code) }))).toBe(false);
    },
  );

  it.each([
    ['a timeout', new APIConnectionTimeoutError('no', { cause: withCode('ECONNREFUSED') })],
    ['an abort', new APIUserAbortError('no', { cause: withCode('ECONNREFUSED') })],
    ['a connection error of no known cause', new APIConnectionError('no')],
    ['a connection error whose cause is a text', new APIConnectionError('no', { cause: 'ECONNREFUSED' })],
    ['refused parameters', new InvalidRequestError('no')],
    ['any other error', withCode('ECONNREFUSED')],
    ['what is no error', undefined],
  ])('is false of %s', (_what, error) => {
    expect(isRetryable(error)).toBe(false);
  });

  it('comes to an end where causes go round', () => {
    const cause = withCode('outer');
    cause.cause = cause;
    expect(isRetryable(new APIConnectionError('no', { cause }))).toBe(false);
  });
});

describe('retryDelay', () => {
  const NOW = Date.parse('2025-01-01T00:00:00Z');

  it.each([
    ['retry-after-ms', { 'retry-after-ms': '120' }, 120],
    ['retry-after-ms of zero', { 'retry-after-ms': '0' }, 0],
    ['retry-after-ms before retry-after', { 'retry-after-ms': '120', 'retry-after': '9' }, 120],
    ['retry-after in seconds', { 'retry-after': '7' }, 7_000],
    ['retry-after in parts of a second', { 'retry-after': '0.25' }, 250],
    ['retry-after of zero', { 'retry-after': '0' }, 0],
    ['retry-after below zero as zero', { 'retry-after': '-5' }, 0],
    ['retry-after behind a broken retry-after-ms', { 'retry-after-ms': 'soon', 'retry-after': '2' }, 2_000],
    ['retry-after as a date', { 'retry-after': 'Wed, 01 Jan 2025 00:00:30 GMT' }, 30_000],
    ['a date gone by as zero', { 'retry-after': 'Tue, 31 Dec 2024 23:59:00 GMT' }, 0],
  ] as const)('takes %s', (_what, headers, delay) => {
    expect(retryDelay(failure(429, headers), 1, NOW)).toBe(delay);
  });

  it.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [4, 4_000],
    [5, 8_000],
    [6, 8_000],
    [50, 8_000],
  ])('lies anywhere below its bound after attempt %i: %i ms', (attempt, bound) => {
    const random = vi.spyOn(Math, 'random');
    for (const share of [0, 0.5, 0.999]) {
      random.mockReturnValue(share);
      expect(retryDelay(failure(500), attempt)).toBeCloseTo(share * bound, 6);
      expect(retryDelay(new APIConnectionError('no'), attempt)).toBeCloseTo(share * bound, 6);
    }
  });

  it('is its own where the header says nothing', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    expect(retryDelay(failure(429, { 'retry-after': 'tomorrow' }), 1)).toBe(250);
  });
});

describe('wait', () => {
  it('waits as long as told', async () => {
    vi.useFakeTimers();
    const done = vi.fn();
    wait(1_000, undefined).then(done);
    await vi.advanceTimersByTimeAsync(999);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toHaveBeenCalled();
  });

  it('ends with the signal, and lets go of timer and signal both', async () => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const waiting = wait(60_000, controller.signal);
    expect(vi.getTimerCount()).toBe(1);
    controller.abort();
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  it('does not begin where the signal was aborted before', async () => {
    vi.useFakeTimers();
    await wait(60_000, AbortSignal.abort());
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets go of the signal after the full time', async () => {
    const { signal } = new AbortController();
    await wait(1, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
