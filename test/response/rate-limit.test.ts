import { describe, expect, it } from 'vitest';
import { readDuration, readRateLimits, readRetryAfter } from '../../src/response/rate-limit.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { testClient } from '../support/test-client.js';

describe('readRetryAfter', () => {
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
    expect(readRetryAfter(new Headers(headers), NOW)).toBe(delay);
  });

  it.each([{}, { 'retry-after': 'tomorrow' }, { 'retry-after': '' }, { 'retry-after-ms': '-1' }])(
    'takes nothing from %o',
    (headers) => {
      expect(readRetryAfter(new Headers(headers as Record<string, string>), NOW)).toBeUndefined();
    },
  );
});

describe('readDuration', () => {
  it.each([
    ['1s', 1_000],
    ['6m0s', 360_000],
    ['1h2m3s', 3_723_000],
    ['1.5s', 1_500],
    ['120ms', 120],
    ['1m30ms', 60_030],
    ['2d', 172_800_000],
    ['7', 7_000],
    [' 0 ', 0],
  ])('reads %s as %i ms', (text, milliseconds) => {
    expect(readDuration(text)).toBeCloseTo(milliseconds, 6);
  });

  it.each(['', 'soon', '1 s', '-1s', '1s!', '1.2.3s'])('reads %o as nothing', (text) => {
    expect(readDuration(text)).toBeUndefined();
  });
});

describe('readRateLimits', () => {
  it('reads each kind that the server names', () => {
    const headers = new Headers({
      'x-ratelimit-limit-images': '5',
      'x-ratelimit-remaining-images': '4',
      'x-ratelimit-reset-images': '12s',
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-remaining-tokens': 'many',
      'x-ratelimit-limit-constructor': '1',
      'x-request-id': 'req_1',
    });
    expect(readRateLimits(headers)).toEqual({
      images: { limit: 5, remaining: 4, resetMs: 12_000 },
      requests: { limit: 500, remaining: undefined, resetMs: undefined },
      tokens: { limit: undefined, remaining: undefined, resetMs: undefined },
      constructor: { limit: 1, remaining: undefined, resetMs: undefined },
    });
  });

  it('are handed out beside the data', async () => {
    const { fetch } = fakeFetch(
      Response.json({ created: 1, data: [{ b64_json: 'AAAA' }] }, { headers: { 'x-ratelimit-remaining-images': '3' } }),
    );
    const { rateLimit } = await testClient({ fetch }).generate({ prompt: 'An otter' }).withResponse();
    expect(rateLimit.images?.remaining).toBe(3);
    expect(rateLimit.tokens).toBeUndefined();
  });
});
