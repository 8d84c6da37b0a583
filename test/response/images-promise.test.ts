import { APIConnectionTimeoutError, AuthenticationError, type WithResponse } from 'openai-images';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ImagesPromise } from '../../src/response/images-promise.js';
import { errorOf } from '../support/error-of.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { startHttpServer } from '../support/http-server.js';
import { testClient } from '../support/test-client.js';

afterEach(() => {
  vi.useRealTimers();
});

const BODY = { created: 1, data: [{ b64_json: 'AAAA' }] };

function startCall(response: Response = Response.json(BODY, { headers: { 'x-request-id': 'req_1' } })) {
  const { fetch, calls } = fakeFetch(response);
  return { call: testClient({ fetch, maxRetries: 0 }).generate({ prompt: 'An otter' }), calls };
}

const WAYS = ['data', 'asResponse', 'withResponse'] as const;
const ORDERS = WAYS.flatMap((first) =>
  WAYS.filter((way) => way !== first).map((second) => [
    first,
    second,
    WAYS.find((way) => way !== first && way !== second) as (typeof WAYS)[number],
  ]),
);

interface Asked {
  data: unknown;
  asResponse: Response;
  withResponse: WithResponse<unknown>;
}

const askAs = (call: ImagesPromise<unknown>, way: keyof Asked): Promise<unknown> =>
  way === 'data' ? call.then((data) => data) : call[way]();

describe('one call', () => {
  it('is one request and one object, however often it is awaited', async () => {
    const { call, calls } = startCall();
    const [first, second] = [await call, await call];
    expect(first).toEqual(BODY);
    expect(second).toBe(first);
    expect(calls).toHaveLength(1);
  });

  it.each(ORDERS)('is one request asked for as %s, %s, %s in turn', async (...order) => {
    const { call, calls } = startCall();
    const asked: Partial<Asked> = {};
    for (const way of order) Object.assign(asked, { [way]: await askAs(call, way) });
    expect(asked.data).toEqual(BODY);
    expect(asked.withResponse).toEqual({ data: BODY, response: asked.asResponse, requestId: 'req_1', rateLimit: {} });
    expect(asked.withResponse?.data).toBe(asked.data);
    expect(asked.withResponse?.response).toBe(asked.asResponse);
    expect(calls).toHaveLength(1);
  });

  it.each(ORDERS)('is one request asked for as %s, %s, %s at once', async (...order) => {
    const server = await startHttpServer();
    const call = testClient({ baseURL: server.url }).generate({ prompt: 'An otter' });
    const asked: Partial<Asked> = {};
    await Promise.all(order.map(async (way) => Object.assign(asked, { [way]: await askAs(call, way) })));
    expect(asked.data).toEqual(BODY);
    expect(asked.withResponse?.data).toBe(asked.data);
    expect(asked.withResponse?.response).toBe(asked.asResponse);
    expect(server.requests).toHaveLength(1);
  });
});

describe('asResponse', () => {
  it('leaves a body that can be read beside the data', async () => {
    const { call } = startCall();
    const response = await call.asResponse();
    expect(response.bodyUsed).toBe(false);
    expect(await call).toEqual(BODY);
    expect(await response.json()).toEqual(BODY);
  });

  it('leaves the body to the caller alone', async () => {
    const { call, calls } = startCall();
    const response = await call.asResponse();
    expect(await response.json()).toEqual(BODY);
    expect(calls).toHaveLength(1);
  });

  it('leaves the body unread where the data is asked for at the same time', async () => {
    const { call } = startCall();
    const [data, response] = await Promise.all([call, call.asResponse()]);
    expect(response.bodyUsed).toBe(false);
    expect(await response.json()).toEqual(data);
  });

  it('is there before the body has come', async () => {
    let finish = () => {};
    const server = await startHttpServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'req_2' });
      response.flushHeaders();
      finish = () => response.end(JSON.stringify(BODY));
    });
    const call = testClient({ baseURL: server.url }).generate({ prompt: 'An otter' });
    const response = await call.asResponse();
    expect(response.headers.get('x-request-id')).toBe('req_2');
    finish();
    expect(await call).toEqual(BODY);
  });

  it('is not bound by the timeout once it is there', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let finish = () => {};
    const server = await startHttpServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"created":');
      finish = () => response.end('1}');
    });
    const response = await testClient({ baseURL: server.url, timeout: 1_000 }).generate({ prompt: 'x' }).asResponse();
    vi.advanceTimersByTime(60_000);
    finish();
    expect(await response.json()).toEqual({ created: 1 });
  });

  it('is bound by the timeout where the data is asked for as well', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const server = await startHttpServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"created":');
    });
    const call = testClient({ baseURL: server.url, timeout: 1_000 }).generate({ prompt: 'x' });
    const outcome = errorOf(call, APIConnectionTimeoutError);
    await call.asResponse();
    vi.advanceTimersByTime(1_000);
    await outcome;
  });
});

describe('withResponse', () => {
  it('gives data, response and id', async () => {
    const { data, response, requestId } = await startCall().call.withResponse();
    expect(data).toEqual(BODY);
    expect(response.status).toBe(200);
    expect(requestId).toBe('req_1');
  });

  it('gives null for an id that did not come', async () => {
    expect((await startCall(Response.json(BODY)).call.withResponse()).requestId).toBeNull();
  });
});

describe('the promise', () => {
  it('has then, catch and finally, each to be chained', async () => {
    const { call, calls } = startCall();
    let settled = 0;
    const created = await call
      .finally(() => {
        settled++;
      })
      .then(({ created }) => created)
      .catch(() => expect.fail('it did not fail'));
    expect([created, settled, calls.length]).toEqual([1, 1, 1]);
    expect(await call.catch(() => 'failed')).toBe(await call);
  });

  it('is taken for a promise', async () => {
    const { call } = startCall();
    expect(Object.prototype.toString.call(call)).toBe('[object Promise]');
    expect(call).toBeInstanceOf(ImagesPromise);
    expect(await Promise.all([call, call, Promise.resolve(call), Promise.race([call])])).toEqual(Array(4).fill(BODY));
    expect(await Promise.allSettled([call])).toEqual([{ status: 'fulfilled', value: BODY }]);
  });

  it('keeps several calls apart', async () => {
    const { fetch, calls } = fakeFetch(({ init }) =>
      Response.json({ created: 1, data: [{ url: JSON.parse(String(init.body)).prompt }] }),
    );
    const images = testClient({ fetch });
    const results = await Promise.all(['a', 'b', 'c'].map((prompt) => images.generate({ prompt })));
    const urls = results.map(({ data }) => data?.[0]?.url);
    expect(urls).toEqual(['a', 'b', 'c']);
    expect(calls).toHaveLength(3);
  });
});

describe('a call that fails', () => {
  const startFailure = () => startCall(Response.json({ error: { message: 'No.' } }, { status: 401 }));

  it('fails with one error in whichever way it is asked for', async () => {
    const { call, calls } = startFailure();
    const error = await errorOf(call, AuthenticationError);
    expect(await errorOf(call.asResponse(), AuthenticationError)).toBe(error);
    expect(await errorOf(call.withResponse(), AuthenticationError)).toBe(error);
    expect(await errorOf(call.then(), AuthenticationError)).toBe(error);
    expect(await errorOf(call.finally(), AuthenticationError)).toBe(error);
    expect(await call.catch((caught: unknown) => caught)).toBe(error);
    expect(await call.then(undefined, (caught: unknown) => caught)).toBe(error);
    expect(calls).toHaveLength(1);
  });

  it('runs finally, and passes the error on', async () => {
    let settled = 0;
    await errorOf(
      startFailure().call.finally(() => {
        settled++;
      }),
      AuthenticationError,
    );
    expect(settled).toBe(1);
  });

  it.each([
    ['await', (call: ImagesPromise<unknown>) => errorOf(call, AuthenticationError)],
    ['catch', (call: ImagesPromise<unknown>) => call.catch(() => {})],
    ['finally and catch', (call: ImagesPromise<unknown>) => call.finally(() => {}).catch(() => {})],
    ['asResponse alone', (call: ImagesPromise<unknown>) => call.asResponse().catch(() => {})],
    ['withResponse alone', (call: ImagesPromise<unknown>) => call.withResponse().catch(() => {})],
    [
      'Promise.all',
      (call: ImagesPromise<unknown>) => Promise.all([call, call.asResponse(), call.withResponse()]).catch(() => {}),
    ],
    [
      'asResponse and then',
      (call: ImagesPromise<unknown>) =>
        call
          .asResponse()
          .then(() => call)
          .catch(() => {}),
    ],
  ])('leaves no rejection unhandled where %s handles it', async (_how, handle) => {
    const unhandled: unknown[] = [];
    const keep = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', keep);
    await handle(startFailure().call);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    process.off('unhandledRejection', keep);
    expect(unhandled).toEqual([]);
  });
});
