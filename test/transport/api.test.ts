import { APIConnectionError } from 'openai-images';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorOf } from '../support/error-of.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { startHttpServer } from '../support/http-server.js';
import { parseMultipart } from '../support/parse-multipart.js';
import { makePng } from '../support/pictures.js';
import { API_KEY, testClient } from '../support/test-client.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('what fetch is called with', () => {
  it.each(['generate', 'edit', 'api'] as const)(
    'is safe against redirects, and a URL as text but for api: %s',
    async (way) => {
      const fetch = vi.fn(async (_url: unknown, _init?: RequestInit) =>
        Response.json({ created: 1, data: [{ b64_json: 'AAAA' }] }),
      );
      const images = testClient({ fetch });
      if (way === 'generate') await images.generate({ prompt: 'An otter' });
      else if (way === 'edit') await images.edit({ image: makePng(), prompt: 'An otter' });
      else await images.api.POST('/images/generations', { body: { prompt: 'An otter' } });

      expect(fetch).toHaveBeenCalledTimes(1);
      const [url, init] = fetch.mock.calls[0] as [unknown, RequestInit];
      expect(init.redirect).toBe('error');
      expect(init.window).toBeNull();
      if (url instanceof Request) {
        expect([way, url.method, url.redirect]).toEqual(['api', 'POST', 'error']);
        expect(await url.text()).toBe('{"prompt":"An otter"}');
        expect(url.headers.get('authorization')).toBe(`Bearer ${API_KEY}`);
        return;
      }
      expect(url).toBe(`https://images.invalid/v1/images/${way === 'edit' ? 'edits' : 'generations'}`);
      expect(init.method).toBe('POST');
      if (way === 'edit') expect(init.body).toBeInstanceOf(FormData);
      else expect(init.body).toBe('{"prompt":"An otter"}');
      expect(new Headers(init.headers).get('authorization')).toBe(`Bearer ${API_KEY}`);
    },
  );
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('of status %i is refused, and its target hears nothing', async (status) => {
    const target = await startHttpServer();
    const server = await startHttpServer((response) => {
      response.writeHead(status, { location: `${target.url}/images/generations` }).end();
    });
    const error = await errorOf(
      testClient({ baseURL: server.url }).generate({ prompt: 'An otter' }),
      APIConnectionError,
    );
    expect(error.message).toContain('redirect');
    expect(server.requests).toHaveLength(1);
    expect(target.requests).toHaveLength(0);
  });

  it('is refused through `api` and for a form too', async () => {
    const target = await startHttpServer();
    const server = await startHttpServer((response) => response.writeHead(307, { location: target.url }).end());
    const images = testClient({ baseURL: server.url });
    await expect(images.api.POST('/images/generations', { body: { prompt: 'An otter' } })).rejects.toThrow();
    await errorOf(images.createVariation({ image: makePng() }), APIConnectionError);
    expect(server.requests).toHaveLength(2);
    expect(target.requests).toHaveLength(0);
  });

  it.each(['generate', 'api'] as const)('is refused where fetch can only hand it over: %s', async (way) => {
    vi.stubGlobal('WebSocketPair', class {});
    const target = await startHttpServer();
    const server = await startHttpServer((response) => {
      response.writeHead(307, { location: `${target.url}/images/generations` }).end('moved');
    });
    const modes: unknown[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      modes.push(init?.redirect, input instanceof Request ? input.redirect : undefined);
      return globalThis.fetch(input, init);
    };
    const images = testClient({ baseURL: server.url, fetch });
    const call =
      way === 'api'
        ? images.api.POST('/images/generations', { body: { prompt: 'An otter' } })
        : images.generate({ prompt: 'An otter' });
    await expect(call).rejects.toThrow(way === 'api' ? 'unexpected redirect' : 'The server answered with a redirect');
    expect(modes).toEqual(['manual', way === 'api' ? 'manual' : undefined]);
    expect(server.requests).toHaveLength(1);
    expect(target.requests).toHaveLength(0);
  });
});

describe('api', () => {
  it('sends JSON with the same key and headers', async () => {
    const server = await startHttpServer();
    const images = testClient({ baseURL: server.url, organization: 'org-1', defaultHeaders: { 'x-team': 'otters' } });
    const { data, error, response } = await images.api.POST('/images/generations', {
      body: { prompt: 'An otter', n: 1 },
    });
    expect(data).toEqual({ created: 1, data: [{ b64_json: 'AAAA' }] });
    expect(error).toBeUndefined();
    expect(response.status).toBe(200);
    const [request] = server.requests;
    expect(`${request?.method} ${request?.url}`).toBe('POST /v1/images/generations');
    expect(request?.body.toString()).toBe('{"prompt":"An otter","n":1}');
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${API_KEY}`,
      'content-type': 'application/json',
      'openai-organization': 'org-1',
      'x-team': 'otters',
    });
  });

  it('sends a body with files as a form with the same key', async () => {
    const server = await startHttpServer();
    const png = makePng();
    const image = new File([png], 'otter.png', { type: 'image/png' });
    await testClient({ baseURL: server.url }).api.POST('/images/edits', {
      body: { image, prompt: 'Add a beret', n: 2, size: null },
    });
    const [request] = server.requests;
    expect(request?.url).toBe('/v1/images/edits');
    expect(request?.headers.authorization).toBe(`Bearer ${API_KEY}`);
    const parts = parseMultipart(request as never);
    expect(parts.map(({ name, filename, mediaType }) => [name, filename, mediaType])).toEqual([
      ['image', 'otter.png', 'image/png'],
      ['prompt', undefined, undefined],
      ['n', undefined, undefined],
    ]);
    expect(Buffer.compare(parts[0]?.bytes as Buffer, png)).toBe(0);
    expect(parts[2]?.bytes.toString()).toBe('2');
  });

  it('sends a form of the caller as it is', async () => {
    const server = await startHttpServer();
    const form = new FormData();
    form.append('prompt', 'Add a beret');
    await testClient({ baseURL: server.url }).api.POST('/images/edits', { body: form as never });
    expect(parseMultipart(server.requests[0] as never).map(({ name }) => name)).toEqual(['prompt']);
  });

  it('answers a failure as `error`, once, without retrying', async () => {
    const server = await startHttpServer((response) => {
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":{"message":"No."}}');
    });
    const result = await testClient({ baseURL: server.url }).api.POST('/images/generations', {
      body: { prompt: 'An otter' },
    });
    expect(result.data).toBeUndefined();
    expect(result.error).toEqual({ error: { message: 'No.' } });
    expect(result.response.status).toBe(500);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a middleware', () => {
  it('sees every call, its attempts and its response', async () => {
    const { fetch } = fakeFetch(
      new Response(null, { status: 503, headers: { 'retry-after-ms': '0' } }),
      Response.json({ created: 1, data: [{ b64_json: 'AAAA' }] }, { headers: { 'x-request-id': 'req_2' } }),
    );
    const images = testClient({ fetch });
    const seen: string[] = [];
    images.api.use({
      onRequest: ({ request, schemaPath }) => {
        seen.push(`${request.method} ${request.url} ${schemaPath} ${request.body}`);
      },
      onResponse: ({ response }) => {
        seen.push(`${response.status} ${response.headers.get('x-request-id')}`);
      },
    });
    await images.edit({ image: makePng(), prompt: 'An otter' });
    await images.api.POST('/images/generations', { body: { prompt: 'An otter' } });
    expect(seen).toEqual([
      'POST https://images.invalid/v1/images/edits /images/edits null',
      'POST https://images.invalid/v1/images/edits /images/edits null',
      '200 req_2',
      'POST https://images.invalid/v1/images/generations /images/generations [object ReadableStream]',
      '200 req_2',
    ]);
  });

  it('can set a header, and the body still arrives', async () => {
    const server = await startHttpServer();
    const images = testClient({ baseURL: server.url });
    images.api.use({ onRequest: ({ request }) => request.headers.set('x-trace', 't-1') });
    await images.generate({ prompt: 'An otter' });
    await images.edit({ image: makePng(), prompt: 'Add a beret' });
    expect(server.requests.map(({ headers }) => headers['x-trace'])).toEqual(['t-1', 't-1']);
    expect(server.requests[0]?.body.toString()).toBe('{"prompt":"An otter"}');
    expect(parseMultipart(server.requests[1] as never).map(({ name }) => name)).toEqual(['image', 'prompt']);
  });

  it('hears of a failure through the error that the caller gets', async () => {
    const { fetch } = fakeFetch(new Response(null, { status: 404 }));
    const images = testClient({ fetch });
    const heard: unknown[] = [];
    images.api.use({
      onError: ({ error }) => {
        heard.push(error);
      },
    });
    const thrown = await images.generate({ prompt: 'An otter' }).catch((error: unknown) => error);
    expect(heard).toEqual([thrown]);
  });

  it('can answer by itself', async () => {
    const { fetch, calls } = fakeFetch();
    const images = testClient({ fetch });
    images.api.use({ onRequest: () => Response.json({ created: 2, data: [{ b64_json: 'AAAA' }] }) });
    expect(await images.generate({ prompt: 'An otter' })).toEqual({ created: 2, data: [{ b64_json: 'AAAA' }] });
    expect(calls).toHaveLength(0);
  });
});
