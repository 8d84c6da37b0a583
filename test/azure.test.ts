import { azure, createImagesClient, ModerationError, OpenAIError, RateLimitError } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { errorOf } from './support/error-of.js';
import { fakeFetch } from './support/fake-fetch.js';
import { type Answer, startHttpServer } from './support/http-server.js';
import { makePng } from './support/pictures.js';

const ENDPOINT = 'https://otters.openai.azure.com';
const prompt = 'An otter';

/** Where a call to a resource goes, and as what. */
async function requestOf(options: Parameters<typeof azure>[0]) {
  const { fetch, calls } = fakeFetch();
  await createImagesClient({ ...azure(options), fetch }).generate({ prompt });
  const { url, init } = calls[0] ?? { url: '', init: {} };
  return { url, headers: Object.fromEntries(new Headers(init.headers)), body: JSON.parse(String(init.body)) };
}

describe('azure', () => {
  it('uses the undated paths, with the deployment as the model', async () => {
    const { url, headers, body } = await requestOf({ endpoint: ENDPOINT, deployment: 'otters', apiKey: 'key-azure' });
    expect(url).toBe(`${ENDPOINT}/openai/v1/images/generations`);
    expect(headers).toMatchObject({ 'api-key': 'key-azure' });
    expect(headers).not.toHaveProperty('authorization');
    expect(body).toEqual({ prompt, model: 'otters' });
  });

  it("uses a deployment's paths with a dated version", async () => {
    const options = { endpoint: `${ENDPOINT}/`, deployment: 'my otters', apiVersion: '2025-04-01-preview' };
    const { url, body } = await requestOf({ ...options, apiKey: 'key-azure' });
    expect(url).toBe(`${ENDPOINT}/openai/deployments/my%20otters/images/generations?api-version=2025-04-01-preview`);
    expect(body).toEqual({ prompt });
  });

  it.each([
    `${ENDPOINT}/openai/deployments/otters/images/generations?api-version=2025-04-01-preview`,
    `${ENDPOINT}/openai/deployments/otters/images/edits?api-version=2025-04-01-preview`,
    `${ENDPOINT}/openai/deployments/otters/?api-version=2025-04-01-preview`,
  ])('takes a URL as it was pasted, %s', async (endpoint) => {
    const { url } = await requestOf({ endpoint, apiKey: 'key-azure' });
    expect(url).toBe(`${ENDPOINT}/openai/deployments/otters/images/generations?api-version=2025-04-01-preview`);
  });

  it('keeps a query of the undated paths', async () => {
    const { url } = await requestOf({ endpoint: `${ENDPOINT}/openai/v1/?api-version=preview`, apiKey: 'key-azure' });
    expect(url).toBe(`${ENDPOINT}/openai/v1/images/generations?api-version=preview`);
  });

  it('sends a token that it asks for anew for each attempt', async () => {
    const busy = new Response('{}', { status: 429, headers: { 'retry-after-ms': '0' } });
    const { fetch, calls } = fakeFetch(busy, busy, Response.json({ created: 1, data: [{ b64_json: 'AAAA' }] }));
    let count = 0;
    const images = createImagesClient({
      ...azure({ endpoint: ENDPOINT, token: async () => `token-${++count}` }),
      fetch,
    });
    await images.generate({ prompt });
    const sent = calls.map(({ init }) => new Headers(init.headers).get('authorization'));
    expect(sent).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-3']);
    expect(new Headers(calls[0]?.init.headers).has('api-key')).toBe(false);
  });

  it.each([
    [{ endpoint: 'otters', apiKey: 'key-azure' }, /^endpoint is "otters"; expected a URL such as/],
    [{ endpoint: ENDPOINT }, /^Pass either apiKey/],
    [{ endpoint: ENDPOINT, apiKey: 'key-azure', token: 'token' }, /^Pass either apiKey/],
    [{ endpoint: ENDPOINT, apiKey: 'key-azure', apiVersion: '2025-04-01-preview' }, /needs the deployment/],
  ])('refuses %o', (options, message) => {
    expect(() => azure(options)).toThrow(OpenAIError);
    expect(() => azure(options)).toThrow(message);
  });
});

describe('a server that acts like Azure', () => {
  /** Knows one deployment at dated paths, and asks for its key under the name that Azure has for it. */
  const actLikeAzure: Answer = (response, request) => {
    const { pathname, searchParams } = new URL(request.url, 'http://azure');
    const answer = (status: number, body: object, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'apim-request-id': 'apim_1', ...headers })
        .end(JSON.stringify(body));
    if (request.headers['api-key'] !== 'key-azure') {
      return answer(401, { error: { code: '401', message: 'Access denied due to invalid subscription key.' } });
    }
    if (!searchParams.get('api-version')) return answer(404, { error: { code: '404', message: 'Resource not found' } });
    if (!/^\/openai\/deployments\/otters\/images\/(generations|edits)$/.test(pathname)) {
      return answer(404, { error: { code: 'DeploymentNotFound', message: 'The API deployment does not exist.' } });
    }
    if (String(request.body).includes('violence')) {
      const filtered = { violence: { filtered: true, severity: 'high' }, hate: { filtered: false, severity: 'safe' } };
      const inner_error = { code: 'ResponsibleAIPolicyViolation', content_filter_results: filtered };
      return answer(400, { error: { code: 'contentFilter', message: 'Refused.', param: null, inner_error } });
    }
    if (String(request.body).includes('too much')) {
      return answer(429, { error: { code: '429', message: 'Too many requests.' } }, { 'retry-after': '7' });
    }
    answer(200, { created: 1, data: [{ b64_json: 'AAAA', content_filter_results: { hate: { filtered: false } } }] });
  };

  async function connect() {
    const { url } = await startHttpServer(actLikeAzure);
    const endpoint = new URL(url).origin;
    const options = azure({ endpoint, deployment: 'otters', apiVersion: '2025-04-01-preview', apiKey: 'key-azure' });
    return createImagesClient({ ...options, maxRetries: 0, onWarning: () => {} });
  }

  it('generates and edits', async () => {
    const images = await connect();
    expect((await images.generate({ prompt })).data).toHaveLength(1);
    expect((await images.edit({ image: makePng(), prompt })).data).toHaveLength(1);
  });

  it('says what it refused, and for what', async () => {
    const images = await connect();
    const refused = await errorOf(images.generate({ prompt: 'violence' }), ModerationError);
    expect(refused).toMatchObject({ status: 400, code: 'contentFilter', categories: ['violence'] });
    const busy = await errorOf(images.generate({ prompt: 'too much' }), RateLimitError);
    expect(busy).toMatchObject({ status: 429, retryAfterMs: 7_000 });
  });
});
