import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeFetch } from './support/fake-fetch.js';
import { startHttpServer } from './support/http-server.js';
import { parseMultipart } from './support/parse-multipart.js';
import { makePng } from './support/pictures.js';
import { API_KEY, testClient } from './support/test-client.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** Sends one `generate` and gives the request as the server received it. */
async function receive(options: Parameters<typeof testClient>[0] = {}, headers?: Record<string, string | null>) {
  const server = await startHttpServer();
  const images = testClient({ baseURL: server.url, ...options });
  await images.generate({ prompt: 'An otter' }, headers ? { headers } : {});
  expect(server.requests).toHaveLength(1);
  return server.requests[0] as (typeof server.requests)[number];
}

describe('generate', () => {
  it("posts the caller's parameters as JSON, to the byte", async () => {
    const server = await startHttpServer();
    const params = { size: '1024x1024', prompt: 'Ein Otter mit Béret 🦦', n: 2, user: null } as const;
    const result = await testClient({ baseURL: server.url }).generate({ ...params, user: 'u-1' });

    const [request] = server.requests;
    expect(`${request?.method} ${request?.url}`).toBe('POST /v1/images/generations');
    expect(request?.body.toString()).toBe(JSON.stringify({ ...params, user: 'u-1' }));
    expect(request?.headers['content-length']).toBe(String(request?.body.length));
    expect(result).toEqual({ created: 1, data: [{ b64_json: 'AAAA' }] });
  });

  it('sends the key as a bearer token and says what it sends and takes', async () => {
    const { headers } = await receive();
    expect(headers.authorization).toBe(`Bearer ${API_KEY}`);
    expect(headers['content-type']).toBe('application/json');
    expect(headers.accept).toBe('application/json');
  });

  it('passes on what it does not know, and null as null', async () => {
    const { fetch, calls } = fakeFetch();
    const params = { prompt: 'An otter', n: null, brand_new: { deep: [1, true] } };
    await testClient({ fetch }).generate(params);
    expect(JSON.parse(String(calls[0]?.init.body))).toEqual(params);
  });

  it("leaves the caller's parameters as they are", async () => {
    const { fetch } = fakeFetch();
    const params = Object.freeze({ prompt: 'An otter' });
    await testClient({ fetch, defaults: { generate: { n: 3 } } }).generate(params);
    expect(params).toEqual({ prompt: 'An otter' });
  });

  it('is sent without being awaited', async () => {
    const { fetch, calls } = fakeFetch();
    const result = testClient({ fetch }).generate({ prompt: 'An otter' });
    await vi.waitFor(() => expect(calls).toHaveLength(1), { interval: 1 });
    await result;
    expect(calls).toHaveLength(1);
  });
});

describe('edit and createVariation', () => {
  it('posts an edit as a form', async () => {
    const server = await startHttpServer();
    await testClient({ baseURL: server.url }).edit({ image: makePng(), prompt: 'Add a beret' });
    const [request] = server.requests;
    expect(`${request?.method} ${request?.url}`).toBe('POST /v1/images/edits');
    expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(request?.headers.authorization).toBe(`Bearer ${API_KEY}`);
    expect(request?.headers.accept).toBe('application/json');
  });

  it('posts a variation as a form', async () => {
    const server = await startHttpServer();
    await testClient({ baseURL: server.url }).createVariation({ image: makePng() });
    const [request] = server.requests;
    expect(`${request?.method} ${request?.url}`).toBe('POST /v1/images/variations');
    expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  });
});

describe('headers', () => {
  it('sends organization and project where given', async () => {
    const { headers } = await receive({ organization: 'org-1', project: 'proj-1' });
    expect(headers['openai-organization']).toBe('org-1');
    expect(headers['openai-project']).toBe('proj-1');
  });

  it('sends neither organization nor project unasked', async () => {
    const { headers } = await receive();
    expect(headers).not.toHaveProperty('openai-organization');
    expect(headers).not.toHaveProperty('openai-project');
  });

  it('sends the default headers with every call', async () => {
    const { headers } = await receive({ defaultHeaders: { 'X-Team': 'otters' } });
    expect(headers['x-team']).toBe('otters');
    expect(headers.authorization).toBe(`Bearer ${API_KEY}`);
  });

  it('lets a default header of any case replace one of its own', async () => {
    const { headers } = await receive({ defaultHeaders: { AUTHORIZATION: 'Bearer other', Accept: 'text/plain' } });
    expect(headers.authorization).toBe('Bearer other');
  });

  it('takes a header away for a default of null', async () => {
    const { headers } = await receive({
      organization: 'org-1',
      defaultHeaders: { Authorization: null, 'OpenAI-Organization': null },
    });
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('openai-organization');
  });

  it("puts a call's headers before the defaults", async () => {
    const { headers } = await receive(
      { defaultHeaders: { 'x-team': 'otters', 'x-zone': 'sea' } },
      { 'X-TEAM': 'beavers', Accept: 'application/json; v=2' },
    );
    expect(headers['x-team']).toBe('beavers');
    expect(headers['x-zone']).toBe('sea');
    expect(headers.accept).toBe('application/json; v=2');
  });

  it("takes a header away for a call's null, for that call alone", async () => {
    const server = await startHttpServer();
    const images = testClient({ baseURL: server.url, defaultHeaders: { 'x-team': 'otters' } });
    await images.generate({ prompt: 'One' }, { headers: { 'X-Team': null, authorization: null } });
    await images.generate({ prompt: 'Two' });
    expect(server.requests[0]?.headers).not.toHaveProperty('x-team');
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(server.requests[1]?.headers['x-team']).toBe('otters');
    expect(server.requests[1]?.headers.authorization).toBe(`Bearer ${API_KEY}`);
  });

  it('leaves the boundary of a form in place under default headers', async () => {
    const server = await startHttpServer();
    const images = testClient({ baseURL: server.url, defaultHeaders: { 'x-team': 'otters' } });
    await images.createVariation({ image: makePng() });
    expect(parseMultipart(server.requests[0] as never)).toHaveLength(1);
  });
});

describe('defaults', () => {
  const defaults = {
    generate: { model: 'dall-e-3', quality: 'hd' },
    edit: { n: 4, user: 'u-1' },
    createVariation: { size: '256x256' },
  } as const;

  it("fills parameters in per operation, the call's own winning", async () => {
    const { fetch, calls } = fakeFetch();
    await testClient({ fetch, defaults }).generate({ prompt: 'An otter', model: 'dall-e-3', quality: 'standard' });
    expect(JSON.parse(String(calls[0]?.init.body))).toEqual({
      model: 'dall-e-3',
      quality: 'standard',
      prompt: 'An otter',
    });
  });

  it('fills in form fields too', async () => {
    const server = await startHttpServer();
    const images = testClient({ baseURL: server.url, defaults });
    await images.edit({ image: makePng(), prompt: 'Add a beret', n: 2 });
    await images.createVariation({ image: makePng() });
    const [edit, variation] = server.requests.map((request) =>
      Object.fromEntries(parseMultipart(request).map(({ name, bytes }) => [name, bytes.toString('latin1')])),
    );
    expect(edit).toMatchObject({ n: '2', user: 'u-1', prompt: 'Add a beret' });
    expect(Object.keys(variation ?? {})).toEqual(['size', 'image']);
    expect(variation?.size).toBe('256x256');
  });
});

describe('withOptions', () => {
  it('keeps every option that is not given anew', async () => {
    const { fetch, calls } = fakeFetch();
    const images = testClient({ fetch, organization: 'org-1', defaultHeaders: { 'x-team': 'otters' } });
    await images.withOptions({ project: 'proj-1' }).generate({ prompt: 'An otter' });
    const headers = new Headers(calls[0]?.init.headers);
    expect(calls[0]?.url).toBe('https://images.invalid/v1/images/generations');
    expect(headers.get('authorization')).toBe(`Bearer ${API_KEY}`);
    expect(headers.get('openai-organization')).toBe('org-1');
    expect(headers.get('openai-project')).toBe('proj-1');
    expect(headers.get('x-team')).toBe('otters');
  });

  it('replaces default headers and defaults whole, and leaves the first client alone', async () => {
    const { fetch, calls } = fakeFetch();
    const images = testClient({
      fetch,
      defaultHeaders: { 'x-team': 'otters' },
      defaults: { generate: { n: 2, user: 'u-1' } },
    });
    const other = images.withOptions({
      apiKey: 'sk-other',
      defaultHeaders: { 'x-zone': 'sea' },
      defaults: { generate: { n: 3 } },
    });
    await other.generate({ prompt: 'An otter' });
    await images.generate({ prompt: 'An otter' });
    const [changed, first] = calls.map(({ init }) => ({
      headers: Object.fromEntries(new Headers(init.headers)),
      body: JSON.parse(String(init.body)),
    }));
    expect(changed?.headers).toMatchObject({ authorization: 'Bearer sk-other', 'x-zone': 'sea' });
    expect(changed?.headers).not.toHaveProperty('x-team');
    expect(changed?.body).toEqual({ n: 3, prompt: 'An otter' });
    expect(first?.headers).toMatchObject({ authorization: `Bearer ${API_KEY}`, 'x-team': 'otters' });
    expect(first?.body).toEqual({ n: 2, user: 'u-1', prompt: 'An otter' });
  });
});

describe('baseURL', () => {
  it.each([
    ['https://images.invalid/v1', 'https://images.invalid/v1/images/generations'],
    ['https://images.invalid/v1/', 'https://images.invalid/v1/images/generations'],
    ['https://images.invalid', 'https://images.invalid/images/generations'],
    [
      'https://gateway.invalid:8443/proxy/openai/v1/',
      'https://gateway.invalid:8443/proxy/openai/v1/images/generations',
    ],
  ])('joins %s and the path with one slash', async (baseURL, url) => {
    const { fetch, calls } = fakeFetch();
    await testClient({ fetch, baseURL }).generate({ prompt: 'An otter' });
    expect(calls[0]?.url).toBe(url);
  });
});

describe('fetch', () => {
  it("calls the runtime's fetch as it is at the time of the call", async () => {
    const images = testClient();
    const { fetch, calls } = fakeFetch();
    vi.stubGlobal('fetch', fetch);
    await images.generate({ prompt: 'An otter' });
    expect(calls).toHaveLength(1);
  });

  it('calls the given fetch in its stead', async () => {
    const runtime = fakeFetch();
    vi.stubGlobal('fetch', runtime.fetch);
    const given = fakeFetch();
    await testClient({ fetch: given.fetch }).generate({ prompt: 'An otter' });
    expect([runtime.calls.length, given.calls.length]).toEqual([0, 1]);
  });
});
