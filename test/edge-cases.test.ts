import { createServer } from 'node:http';
import { inspect } from 'node:util';
import {
  APIConnectionError,
  APIError,
  APIUserAbortError,
  InvalidRequestError,
  OpenAIError,
  RateLimitError,
} from 'openai-images';
import { expect, it, onTestFinished } from 'vitest';
import { toImageFile } from '../src/request/image-file.js';
import { readRetryAfter } from '../src/response/rate-limit.js';
import { errorOf } from './support/error-of.js';
import { fakeFetch } from './support/fake-fetch.js';
import { startHttpServer } from './support/http-server.js';
import { HEADS, makePng } from './support/pictures.js';
import { API_KEY, testClient } from './support/test-client.js';

const PARAMS = { prompt: 'An otter' };

it('lets a middleware return a new Request, as openapi-fetch documents', async () => {
  const { fetch } = fakeFetch();
  const images = testClient({ fetch });
  images.api.use({
    onRequest: ({ request }) =>
      new Request(request, { headers: { ...Object.fromEntries(request.headers), 'x-a': '1' } }),
  });
  await images.generate(PARAMS);
});

it('a middleware of request.clone() keeps its body', async () => {
  const server = await startHttpServer();
  const images = testClient({ baseURL: server.url });
  images.api.use({ onRequest: ({ request }) => request.clone() as Request });
  await images.generate(PARAMS);
  expect(server.requests[0]?.body.toString()).toBe('{"prompt":"An otter"}');
});

it('a middleware that answers 429 itself yields a RateLimitError', async () => {
  const images = testClient({ maxRetries: 0 });
  images.api.use({ onRequest: () => Response.json({ error: { message: 'budget' } }, { status: 429 }) });
  await errorOf(images.generate(PARAMS), RateLimitError);
});

it('a middleware that turns an answer into a 502 in onResponse yields an APIError of that status', async () => {
  const { fetch } = fakeFetch();
  const images = testClient({ fetch, maxRetries: 0 });
  images.api.use({ onResponse: () => Response.json({ error: { message: 'budget' } }, { status: 502 }) });
  expect((await errorOf(images.generate(PARAMS), APIError)).status).toBe(502);
});

it('one signal for 30 calls at once warns nobody', async () => {
  const warnings: unknown[] = [];
  const keep = (warning: unknown) => warnings.push(warning);
  process.on('warning', keep);
  const { signal } = new AbortController();
  const { fetch } = fakeFetch();
  await Promise.all(Array.from({ length: 30 }, () => testClient({ fetch }).generate(PARAMS, { signal })));
  await new Promise(setImmediate);
  process.off('warning', keep);
  expect(warnings).toEqual([]);
});

it('asResponse read first, then the data', async () => {
  const call = testClient({ fetch: fakeFetch().fetch }).generate(PARAMS);
  const response = await call.asResponse();
  await response.text();
  const error = await call.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).not.toBeInstanceOf(APIConnectionError);
});

it('data asked for, then the handed-out response read at once', async () => {
  const call = testClient({ fetch: fakeFetch().fetch }).generate(PARAMS);
  const response = await call.asResponse();
  const [data, text] = await Promise.all([call.then((d) => d), response.text()]);
  expect(JSON.parse(text)).toEqual(data);
});

it('a Response from a URL with a stray percent sign', async () => {
  const server = createServer((_q, r) => r.end(makePng()));
  await new Promise<void>((r) => server.listen(0, r));
  onTestFinished(() => void server.close());
  const response = await fetch(`http://127.0.0.1:${(server.address() as { port: number }).port}/100%.png`);
  expect((await toImageFile(response, 'image')).name).toBe('100%.png');
});

it('a JSON array under 200 is no JSON object', async () => {
  await errorOf(testClient({ fetch: fakeFetch(new Response('[1]')).fetch }).generate(PARAMS), APIError);
});

it('a key with a slash that the server escapes in JSON is redacted', async () => {
  const { fetch } = fakeFetch(new Response('{"error":{"message":"bad key abc\\/def"}}', { status: 401 }));
  const error = await errorOf(testClient({ fetch, apiKey: 'abc/def' }).generate(PARAMS), APIError);
  expect(inspect(error)).not.toContain('abc/def');
});

it('a key echoed in a header is redacted', async () => {
  const { fetch } = fakeFetch(
    new Response('', { status: 401, headers: { 'www-authenticate': `Bearer error="${API_KEY}"` } }),
  );
  expect(inspect(await errorOf(testClient({ fetch }).generate(PARAMS), APIError), { depth: 9 })).not.toContain(API_KEY);
});

it('a key echoed in the status text is redacted', async () => {
  const { fetch } = fakeFetch(new Response('', { status: 401, statusText: `Bad key ${API_KEY}` }));
  expect((await errorOf(testClient({ fetch }).generate(PARAMS), APIError)).message).not.toContain(API_KEY);
});

it('a key in the error of a given fetch is redacted', async () => {
  const { fetch } = fakeFetch(new Error(`cannot send authorization: Bearer ${API_KEY}`));
  expect((await errorOf(testClient({ fetch }).generate(PARAMS), APIError)).message).not.toContain(API_KEY);
});

it('a key set through defaultHeaders is redacted', async () => {
  const { fetch } = fakeFetch(new Response('bad key azure-secret', { status: 401 }));
  const call = testClient({ fetch, defaultHeaders: { 'api-key': 'azure-secret' } }).generate(PARAMS);
  expect((await errorOf(call, APIError)).message).not.toContain('azure-secret');
});

it('parameters that are none are refused', async () => {
  const { fetch, calls } = fakeFetch();
  await errorOf(testClient({ fetch }).generate('An otter' as never), InvalidRequestError);
  expect(calls).toHaveLength(0);
});

it('no parameters at all are refused', async () => {
  const { fetch, calls } = fakeFetch();
  await errorOf(testClient({ fetch }).generate(undefined as never), InvalidRequestError);
  expect(calls).toHaveLength(0);
});

it('a default header of undefined takes no header away', async () => {
  const { fetch, calls } = fakeFetch();
  await testClient({ fetch, defaultHeaders: { Authorization: undefined } }).generate(PARAMS, {
    headers: { accept: undefined },
  });
  const headers = new Headers(calls[0]?.init.headers);
  expect(headers.get('accept')).toBe('application/json');
  expect(headers.get('authorization')).toBe(`Bearer ${API_KEY}`);
});

it('a retry-after beyond 2^31 ms does not fire at once', async () => {
  const { fetch, calls } = fakeFetch(new Response('', { status: 429, headers: { 'retry-after': '9999999' } }));
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  await testClient({ fetch })
    .generate(PARAMS, { signal: controller.signal })
    .catch(() => {});
  expect(calls.length).toBeLessThanOrEqual(2);
  expect(calls).toHaveLength(1);
});

it('an empty retry-after-ms is no delay of zero', () => {
  expect(readRetryAfter(new Headers({ 'retry-after-ms': '', 'retry-after': '2' }))).toBe(2_000);
});

it('an aborted signal calls no fetch, even one that ignores signals', async () => {
  const { fetch, calls } = fakeFetch();
  await errorOf(testClient({ fetch }).generate(PARAMS, { signal: AbortSignal.abort() }), APIUserAbortError);
  expect(calls).toHaveLength(0);
});

it('an abort during the wait starts no further attempt', async () => {
  const controller = new AbortController();
  const { fetch, calls } = fakeFetch(() => {
    setTimeout(() => controller.abort(), 5);
    return new Response('', { status: 429, headers: { 'retry-after': '9' } });
  });
  await errorOf(testClient({ fetch }).generate(PARAMS, { signal: controller.signal }), APIError);
  expect(calls).toHaveLength(1);
});

it('a signal ends the reading of an input stream', async () => {
  const controller = new AbortController();
  const never = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
  const call = testClient({ fetch: fakeFetch().fetch }).createVariation(
    { image: never },
    { signal: controller.signal },
  );
  controller.abort();
  await errorOf(Promise.race([call, new Promise((r) => setTimeout(r, 100))]), APIUserAbortError);
});

it('a fetch that throws at once is a connection error', async () => {
  const fetch = (() => {
    throw new Error('boom');
  }) as never;
  await errorOf(testClient({ fetch }).generate(PARAMS), APIConnectionError);
});

it('a failure whose body broke off keeps its status', async () => {
  const server = await startHttpServer((response) => {
    response.writeHead(401, { 'content-length': 100 });
    response.write('x', () => response.destroy());
  });
  expect((await errorOf(testClient({ baseURL: server.url }).generate(PARAMS), APIError)).status).toBe(401);
});

it('a view over shared memory is refused by name or sent', async () => {
  const view = new Uint8Array(new SharedArrayBuffer(64));
  view.set(HEADS['image/png']);
  const r = await toImageFile(view, 'image').catch((e: unknown) => e);
  expect(r instanceof File || r instanceof InvalidRequestError).toBe(true);
});

it('an extension that fits where the name only has a dot', async () => {
  expect((await toImageFile(new File([makePng()], 'otter.v2'), 'image')).name).toBe('otter.v2.png');
});

it('a type with slashes puts no folder in the name', async () => {
  expect((await toImageFile(new Blob(['xx'], { type: 'image/a/b' }), 'image')).name).not.toContain('/');
});

it('a message ends with one full stop', async () => {
  const { fetch } = fakeFetch(new Error('It broke.'));
  expect((await errorOf(testClient({ fetch }).generate(PARAMS), APIError)).message).toBe(
    'The connection failed: It broke. The picture may have been made and billed: to ask again may buy it twice.',
  );
});

it('a BigInt parameter is an InvalidRequestError', async () => {
  await errorOf(
    testClient({ fetch: fakeFetch().fetch }).generate({ prompt: 'x', n: 1n } as never),
    InvalidRequestError,
  );
});

it('a timeout ends a fetch that ignores its signal', async () => {
  const fetch = (() => new Promise(() => {})) as never;
  const call = testClient({ fetch, timeout: 10 }).generate(PARAMS);
  await errorOf(Promise.race([call, new Promise((r) => setTimeout(r, 80))]), APIError);
});

it('refuses a header that cannot be sent, at construction, and does not repeat it', () => {
  const make = () => testClient({ defaultHeaders: { 'x-secret': 'se\ncret' } });
  expect(make).toThrow(OpenAIError);
  expect(make).toThrow('The header "x-secret" cannot be sent');
  expect(make).not.toThrow('cret\n');
});
it('refuses a base URL with a user name or password, and does not repeat it', () => {
  const make = () => testClient({ baseURL: 'https://user:s3cret@host.test/v1' });
  expect(make).toThrow(OpenAIError);
  expect(make).not.toThrow('s3cret');
});
it('takes a key out of the names of a body too', async () => {
  const { fetch } = fakeFetch(Response.json({ [API_KEY]: [API_KEY] }, { status: 400 }));
  expect(inspect(await errorOf(testClient({ fetch }).generate(PARAMS), APIError), { depth: 9 })).not.toContain(API_KEY);
});
