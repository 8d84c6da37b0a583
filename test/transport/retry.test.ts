import { getEventListeners } from 'node:events';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  InvalidRequestError,
  ModerationError,
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

const safely = (error: unknown, attempt = 1) => isRetryable(error, 'safe', attempt);

describe('isRetryable', () => {
  it.each([408, 409, 429, 500, 503])('is true of status %i', async (status) => {
    expect(await safely(failure(status))).toBe(true);
  });

  it.each([400, 401, 402, 403, 404, 413, 422, 501, 502, 504, 520, 524])('is false of status %i', async (status) => {
    expect(await safely(failure(status))).toBe(false);
  });

  it.each([
    ['the code insufficient_quota', { code: 'insufficient_quota' }],
    ['the code billing_hard_limit_reached', { code: 'billing_hard_limit_reached' }],
    [
      'a limit of none at all',
      { message: '429 Rate limit reached for images per minute. Limit: 0/1min. Current: 1/1min.' },
    ],
  ])('is false of a 429 with %s', async (_what, details) => {
    expect(await safely(failure(429, {}, details))).toBe(false);
  });

  it('is true of a 429 with any other code or limit', async () => {
    expect(await safely(failure(429, {}, { code: 'rate_limit_exceeded', message: 'Limit: 10/1min.' }))).toBe(true);
    expect(await safely(failure(500, {}, { code: 'insufficient_quota' }))).toBe(true);
  });

  it('is what x-should-retry says', async () => {
    expect(await safely(failure(400, { 'x-should-retry': 'true' }))).toBe(true);
    expect(await safely(failure(502, { 'x-should-retry': 'true' }))).toBe(true);
    expect(await safely(failure(503, { 'x-should-retry': 'false' }))).toBe(false);
    expect(await safely(failure(503, { 'x-should-retry': 'perhaps' }))).toBe(true);
    expect(await safely(failure(400, { 'x-should-retry': 'perhaps' }))).toBe(false);
  });

  it('is true of what failed while connecting, a timeout included', async () => {
    expect(await safely(new APIConnectionError('no', { phase: 'connect' }))).toBe(true);
    expect(await safely(new APIConnectionTimeoutError('no', { phase: 'connect' }))).toBe(true);
  });

  it.each(['upload', 'headers', 'body', 'events', undefined] as const)(
    'is false of what failed in the phase %s',
    async (phase) => {
      expect(await safely(new APIConnectionError('no', { phase }))).toBe(false);
      expect(await safely(new APIConnectionTimeoutError('no', { phase }))).toBe(false);
    },
  );

  it.each([
    ['a picture that may have been made', new APIError('no', { status: 503, mayHaveBeenBilled: true })],
    ['an abort', new APIUserAbortError('no', { phase: 'connect' })],
    ['refused parameters', new InvalidRequestError('no')],
    ['any other error', withCode('ECONNREFUSED')],
    ['what is no error', undefined],
  ])('is false of %s', async (_what, error) => {
    expect(await safely(error)).toBe(false);
  });

  it.each(['safe', 'aggressive', () => true] as const)('is false of moderation under the policy %s', async (policy) => {
    const headers = new Headers({ 'x-should-retry': 'true' });
    expect(await isRetryable(new ModerationError('no', { status: 400, headers }), policy, 1)).toBe(false);
  });

  it('is what the official SDK does under the policy aggressive', async () => {
    const aggressively = (error: unknown) => isRetryable(error, 'aggressive', 1);
    for (const status of [408, 409, 429, 500, 501, 502, 503, 504, 524]) {
      expect(await aggressively(failure(status)), String(status)).toBe(true);
    }
    for (const status of [400, 401, 403, 404, 413, 422]) {
      expect(await aggressively(failure(status)), String(status)).toBe(false);
    }
    expect(await aggressively(failure(429, {}, { code: 'insufficient_quota' }))).toBe(true);
    expect(await aggressively(failure(500, { 'x-should-retry': 'false' }))).toBe(false);
    expect(await aggressively(new APIConnectionTimeoutError('no', { phase: 'headers' }))).toBe(true);
    expect(await aggressively(new APIUserAbortError('no'))).toBe(false);
  });

  it('is what a function decides, which gets the attempt and its error', async () => {
    const decide = vi.fn(async (attempt: number) => attempt < 2);
    const error = failure(400, { 'x-should-retry': 'false' });
    expect(await isRetryable(error, decide, 1)).toBe(true);
    expect(await isRetryable(error, decide, 2)).toBe(false);
    expect(decide.mock.calls).toEqual([
      [1, error],
      [2, error],
    ]);
  });
});

describe('retryDelay', () => {
  it('is what the server asked for', () => {
    expect(retryDelay(new APIError('no', { status: 429, retryAfterMs: 120 }), 1)).toBe(120);
    expect(retryDelay(new APIError('no', { status: 429, retryAfterMs: 0 }), 9)).toBe(0);
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
