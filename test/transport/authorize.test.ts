import { createImagesClient, OpenAIError } from 'openai-images';
import { describe, expect, it, vi } from 'vitest';
import { errorOf } from '../support/error-of.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { testClient } from '../support/test-client.js';

const PARAMS = { prompt: 'An otter' };
const keyOf = (init: RequestInit | undefined) => new Headers(init?.headers).get('authorization');

describe('an apiKey that is a function', () => {
  it('is asked anew for each attempt, and not before a call', async () => {
    const busy = new Response('{}', { status: 503, headers: { 'retry-after-ms': '0' } });
    const { fetch, calls } = fakeFetch(busy, Response.json({ created: 1, data: [{ b64_json: 'AAAA' }] }));
    const apiKey = vi.fn(async () => `sk-${apiKey.mock.calls.length}`);
    const images = testClient({ fetch, apiKey });
    expect(apiKey).not.toHaveBeenCalled();
    await images.generate(PARAMS);
    expect(calls.map(({ init }) => keyOf(init))).toEqual(['Bearer sk-1', 'Bearer sk-2']);
  });

  it('serves the client beneath as well', async () => {
    const fetch = vi.fn(async (_request: unknown) => Response.json({ created: 1, data: [] }));
    const images = testClient({ fetch: fetch as never, apiKey: () => 'sk-plain' });
    await images.api.POST('/images/generations', { body: PARAMS });
    const request = fetch.mock.calls[0]?.[0] as Request | undefined;
    expect(request?.headers.get('authorization')).toBe('Bearer sk-plain');
  });

  it("gives way to a call's own header", async () => {
    const { fetch, calls } = fakeFetch();
    const apiKey = vi.fn(() => 'sk-unused');
    await testClient({ fetch, apiKey }).generate(PARAMS, { headers: { authorization: 'Bearer other' } });
    expect(keyOf(calls[0]?.init)).toBe('Bearer other');
    expect(apiKey).not.toHaveBeenCalled();
  });

  it.each([
    [
      'fails',
      () => Promise.reject(new Error('no vault')),
      /^The apiKey function failed: no vault\. Nothing was sent\.$/,
    ],
    ['gives nothing', () => undefined, /^The apiKey function gave undefined; expected the key as a string\.$/],
    ['gives an empty key', () => '', /^The API key is missing/],
    ['gives a key with a line break', () => 'sk-1\n', /^The API key holds a blank, a line break/],
  ])('is told apart where it %s, and nothing is sent', async (_what, apiKey, message) => {
    const { fetch, calls } = fakeFetch();
    const error = await errorOf(testClient({ fetch, apiKey: apiKey as never }).generate(PARAMS), OpenAIError);
    expect(error.message).toMatch(message);
    expect(calls).toHaveLength(0);
  });

  it('is kept out of errors that repeat it', async () => {
    const { fetch } = fakeFetch(Response.json({ error: { message: 'Wrong key sk-secret-7.' } }, { status: 401 }));
    const error = await errorOf(testClient({ fetch, apiKey: () => 'sk-secret-7' }).generate(PARAMS), OpenAIError);
    expect(error.message).toBe('401 Wrong key [API key].');
  });
});

describe('a baseURL', () => {
  it.each([
    ['https://images.invalid/v1?tenant=a&x=1', 'https://images.invalid/v1/images/generations?tenant=a&x=1'],
    ['https://images.invalid/v1/?tenant=a', 'https://images.invalid/v1/images/generations?tenant=a'],
    ['https://images.invalid/v1/images/edits', 'https://images.invalid/v1/images/generations'],
    ['https://images.invalid/deep/er/v1//', 'https://images.invalid/deep/er/v1/images/generations'],
  ])('of %s leads to %s', async (baseURL, url) => {
    const { fetch, calls } = fakeFetch();
    const images = createImagesClient({ apiKey: 'sk-own', baseURL, fetch });
    await images.generate(PARAMS);
    expect(calls[0]?.url).toBe(url);
  });
});
