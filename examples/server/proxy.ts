import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** All that is let through: any other path would lend the key to more than pictures. */
const PATHS = ['/images/generations', '/images/edits', '/images/variations'];
const ANSWERED_HEADERS = ['content-type', 'retry-after', 'retry-after-ms', 'x-request-id', 'x-should-retry'];

export interface ProxyOptions {
  /** Sent to the API, and never to the browser. */
  apiKey: string;
  /** Where the API is, such as `https://api.openai.com/v1`. */
  baseURL: string;
  /** Where the page is, such as `http://127.0.0.1:8080`. No other site's page may spend the key's money. */
  pageOrigin: string;
  /** The longest body to pass on. Default: 64 MiB. */
  maxBytes?: number;
}

/** Passes a page's calls of `/v1/images/…` on to the API, with the key that the page does not have. */
export function createProxy({ apiKey, baseURL, pageOrigin, maxBytes = 64 * 2 ** 20 }: ProxyOptions): RequestListener {
  return async (request, response) => {
    const refuse = (status: number, message: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message } }));
    const path = PATHS.find((each) => request.url === `/v1${each}`);
    const length = request.headers['content-length'];
    if (!path) return refuse(404, 'Only the paths of the Images API are passed on.');
    if (request.method !== 'POST') return refuse(405, 'Only POST is passed on.');
    if (request.headers.origin !== pageOrigin) return refuse(403, `Only the page at ${pageOrigin} is served.`);
    if (!length) return refuse(411, 'The length of the body is missing; send a content-length header.');
    if (Number(length) > maxBytes)
      return refuse(413, `The body has ${length} bytes; at most ${maxBytes} are passed on.`);

    const left = new AbortController();
    response.once('close', () => left.abort());
    const { accept = '*/*', 'content-type': type = '' } = request.headers;
    const headers = { accept, 'content-type': type, 'content-length': length, authorization: `Bearer ${apiKey}` };
    const body = Readable.toWeb(request) as ReadableStream;
    const init = { method: 'POST', headers, body, duplex: 'half', redirect: 'error', signal: left.signal } as const;
    try {
      const answer = await fetch(baseURL.replace(/\/$/, '') + path, init);
      // What the API says of a wrong key may quote it.
      if (answer.status === 401) return refuse(502, "The API does not accept the server's key.");
      const known = [...answer.headers].filter(([name]) => ANSWERED_HEADERS.includes(name));
      response.writeHead(answer.status, Object.fromEntries(known)).flushHeaders();
      await pipeline(answer.body ?? [], response);
    } catch {
      if (response.headersSent) response.destroy();
      else refuse(502, 'The API cannot be reached from the server.');
    }
  };
}
