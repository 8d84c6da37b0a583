import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProxy } from '../../../examples/server/proxy.js';
import { completedEvent, eventText, partialEvent } from '../../support/event-stream.js';
import { type Answer, startHttpServer } from '../../support/http-server.js';
import { within } from '../../support/within.js';

const KEY = 'sk-server-5d1e';
const ORIGIN = 'http://127.0.0.1:8080';
const CALL = {
  method: 'POST',
  headers: { origin: ORIGIN, 'content-type': 'application/json' },
  body: '{"prompt":"x"}',
};

/** A proxy in front of a server that answers as told. */
async function startProxy(answer?: Answer, maxBytes?: number) {
  const upstream = await startHttpServer(answer);
  return { ...upstream, url: await startProxyTo(upstream.url, maxBytes) };
}

async function startProxyTo(baseURL: string, maxBytes?: number): Promise<string> {
  const proxy = createProxy({ apiKey: KEY, baseURL, pageOrigin: ORIGIN, ...(maxBytes && { maxBytes }) });
  const server = createServer(proxy);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const messageOf = async (response: Response) =>
  ((await response.json()) as { error: { message: string } }).error.message;

describe('a call of the page', () => {
  it.each(['generations', 'edits', 'variations'])(
    'of %s reaches the API with the key, byte for byte, and nothing else of the browser does',
    async (operation) => {
      const { url, requests } = await startProxy();
      const body = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 256));
      const headers = {
        origin: ORIGIN,
        accept: 'text/event-stream',
        'content-type': 'multipart/form-data; boundary=x',
        authorization: 'Bearer kept-by-the-server',
        cookie: 'session=1',
        'openai-organization': 'org-other',
      };
      const response = await fetch(`${url}/v1/images/${operation}`, { method: 'POST', headers, body });
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ created: 1, data: [{ b64_json: 'AAAA' }] });
      expect(requests).toHaveLength(1);
      expect(requests[0]).toMatchObject({ method: 'POST', url: `/v1/images/${operation}` });
      expect(requests[0]?.body.equals(body)).toBe(true);
      expect(requests[0]?.headers).toMatchObject({
        authorization: `Bearer ${KEY}`,
        accept: 'text/event-stream',
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': String(body.length),
      });
      for (const name of ['cookie', 'origin', 'openai-organization']) {
        expect(requests[0]?.headers).not.toHaveProperty(name);
      }
    },
  );

  it('gets each event when the API sends it', async () => {
    let send = (_text: string) => {};
    const { url } = await startProxy((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      send = (text) => response.write(text);
    });
    const response = await within(5_000, fetch(`${url}/v1/images/generations`, CALL));
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    for (const text of [eventText(partialEvent()), eventText(completedEvent())]) {
      send(text);
      const { value } = await within(5_000, reader.read());
      expect(Buffer.from(value as Uint8Array).toString()).toBe(text);
    }
    await reader.cancel();
  });

  it('gets what a client needs to retry and to report, and no cookie', async () => {
    const { url } = await startProxy((response) => {
      const headers = { 'retry-after': '7', 'x-request-id': 'req_1', 'x-should-retry': 'true', 'set-cookie': 'a=b' };
      response.writeHead(429, headers).end('{}');
    });
    const { status, headers } = await fetch(`${url}/v1/images/generations`, CALL);
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('7');
    expect(headers.get('x-request-id')).toBe('req_1');
    expect(headers.get('x-should-retry')).toBe('true');
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is ended at the API when the page leaves it', async () => {
    let noteLoss = () => {};
    const lost = new Promise<void>((resolve) => {
      noteLoss = resolve;
    });
    const { url } = await startProxy((response) => {
      response.once('close', noteLoss);
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    });
    const leaving = new AbortController();
    await fetch(`${url}/v1/images/generations`, { ...CALL, signal: leaving.signal });
    leaving.abort();
    await within(5_000, lost);
  });
});

describe('what is not passed on', () => {
  const refused: [what: string, path: string, init: RequestInit, status: number][] = [
    ['another path of the API', '/v1/models', CALL, 404],
    ['a path below one of the Images API', '/v1/images/edits/1', CALL, 404],
    ['a path with a query', '/v1/images/edits?api-version=1', CALL, 404],
    ['another method', '/v1/images/edits', { ...CALL, method: 'PUT' }, 405],
    ["another site's page", '/v1/images/edits', { ...CALL, headers: { origin: 'https://example.com' } }, 403],
    [
      'a page under a name of its own for this server',
      '/v1/images/edits',
      { ...CALL, headers: { origin: 'http://evil.test:8080' } },
      403,
    ],
    ['a request of no page', '/v1/images/edits', { method: 'POST', body: '{}' }, 403],
    ['a body over the limit', '/v1/images/edits', { ...CALL, body: 'x'.repeat(1_001) }, 413],
  ];

  it.each(refused)('%s', async (_what, path, init, status) => {
    const { url, requests } = await startProxy(undefined, 1_000);
    const response = await fetch(url + path, init);
    expect(response.status).toBe(status);
    expect(await messageOf(response)).toMatch(/\.$/);
    expect(requests).toEqual([]);
  });

  it('a body of unknown length', async () => {
    const { url, requests } = await startProxy(undefined, 1_000);
    const init = { ...CALL, body: new Blob(['x'.repeat(2_000)]).stream(), duplex: 'half' };
    const response = await fetch(`${url}/v1/images/edits`, init);
    expect(response.status).toBe(411);
    expect(requests).toEqual([]);
  });

  it.each(['/v1/images/edits/../../models', '//evil.test/v1/images/edits', 'http://evil.test/v1/images/edits'])(
    'a path that leads elsewhere: %s',
    async (path) => {
      const { url, requests } = await startProxy();
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        const sent = request(url, { method: 'POST', path, headers: CALL.headers }, resolve);
        sent.once('error', reject).end('{}');
      });
      answer.resume();
      expect(answer.statusCode).toBe(404);
      expect(requests).toEqual([]);
    },
  );
});

describe('the key', () => {
  it('is not quoted to the browser where the API refuses it', async () => {
    const { url } = await startProxy((response) => {
      response.writeHead(401).end(JSON.stringify({ error: { message: `Incorrect API key provided: ${KEY}.` } }));
    });
    const response = await fetch(`${url}/v1/images/generations`, CALL);
    expect(response.status).toBe(502);
    expect(await messageOf(response)).toBe("The API does not accept the server's key.");
  });

  it('does not follow a redirect', async () => {
    const other = await startHttpServer();
    const { url } = await startProxy((response) => response.writeHead(303, { location: other.url }).end());
    const response = await fetch(`${url}/v1/images/generations`, CALL);
    expect(response.status).toBe(502);
    expect(other.requests).toEqual([]);
  });

  it('is not told where the API cannot be reached', async () => {
    const url = await startProxyTo('http://127.0.0.1:1/v1');
    const response = await fetch(`${url}/v1/images/generations`, CALL);
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain(KEY);
  });
});

it('breaks off where the API does, so that a client can tell', async () => {
  const { url } = await startProxy((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(eventText(partialEvent()), () => response.socket?.resetAndDestroy());
  });
  const response = await fetch(`${url}/v1/images/generations`, CALL);
  await expect(response.text()).rejects.toThrow();
});
