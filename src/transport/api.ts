import createClient, { type Client, createQuerySerializer } from 'openapi-fetch';
import type { paths } from '../../generated/schema.js';
import type { Settings } from '../options.js';
import { authorize } from './authorize.js';

/** The typed openapi-fetch client: every path of the specification, with this client's key and settings. */
export type ImagesApi = Client<paths, 'application/json'>;

/**
 * Refusing redirects keeps the key at its origin, and with `window: null` it spares Node a copy of
 * the whole body, kept for a redirect that never comes.
 * https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 * Cloudflare's workerd, which alone has a WebSocketPair, cannot refuse: it hands the redirect over instead.
 */
const safeInit = () => ({ redirect: 'WebSocketPair' in globalThis ? 'manual' : 'error', window: null }) as const;

/** @throws {TypeError} where the answer is a redirect, as `fetch` does where it refuses them itself. */
async function fetchSafely(
  fetch: typeof globalThis.fetch,
  input: string | Request,
  init: RequestInit,
): Promise<Response> {
  const safe = safeInit();
  const response = await fetch(input, { ...init, ...safe });
  if (safe.redirect === 'error' || ![301, 302, 303, 307, 308].includes(response.status)) return response;
  await response.body?.cancel();
  throw new TypeError('unexpected redirect');
}

/** What a request is to the one function that performs it. */
export interface BodilessRequest {
  url: string;
  method: string;
  headers: Headers;
  signal: AbortSignal;
}

type RequestClass = typeof Request;

const serializeQuery = createQuerySerializer();

/** The runtime's Request, looked up when one is made: on Node the first look costs more than a call. */
const LazyRequest = deferTo((url, init) => new Request(url, init));

/**
 * A Request without its body, which stays in the plan: there the next attempt finds it unread.
 * Middleware sees method, URL and headers, and may put any other Request in its place.
 */
const RequestWithoutBody = deferTo((url, { body: _body, ...init }) => new Request(url, init));

/** The same as a plain object, where no middleware is there to ask for more. */
const PlainRequest = deferTo((url, { method = 'GET', headers, signal }) => ({ url, method, headers, signal }));

function deferTo(make: (url: string, init: RequestInit) => object): RequestClass {
  function Deferred(url: string, init: RequestInit): object {
    return make(url, init);
  }
  Object.defineProperty(Deferred, Symbol.hasInstance, { value: (value: unknown) => value instanceof Request });
  return Deferred as unknown as RequestClass;
}

/** The openapi-fetch client that every call goes through, and the Request it wants for a planned one. */
export interface ApiBinding {
  api: ImagesApi;
  requestClass(): RequestClass;
}

/** Makes the openapi-fetch client. */
export function createApi(settings: Settings): ApiBinding {
  const api = createClient<paths, 'application/json'>({
    ...safeInit(),
    baseUrl: settings.baseURL,
    headers: settings.headers,
    bodySerializer: serializeBody,
    Request: LazyRequest,
    querySerializer: (query) => serializeQuery({ ...settings.query, ...query }),
    async fetch(request) {
      await authorize(request.headers, settings);
      return fetchSafely(settings.fetch, request, {});
    },
  });
  let hasMiddleware = false;
  const use: ImagesApi['use'] = (...middleware) => {
    hasMiddleware = true;
    api.use(...middleware);
  };
  return { api: { ...api, use }, requestClass: () => (hasMiddleware ? RequestWithoutBody : PlainRequest) };
}

/** Performs a planned request with a caller's `fetch(url, init)`. */
export async function fetchPlanned(
  fetch: typeof globalThis.fetch,
  { url, method, headers, signal }: BodilessRequest,
  body: string | FormData,
): Promise<Response> {
  return fetchSafely(fetch, url, { method, headers, signal, body });
}

/** A body with files is a form, any other is JSON; what is serialized already stays as it is. */
function serializeBody(body: unknown): string | FormData {
  if (typeof body === 'string' || body instanceof FormData) return body;
  const entries = Object.entries(body as object).filter(([, value]) => value !== undefined && value !== null);
  if (!entries.some(([, value]) => value instanceof Blob)) return JSON.stringify(body);
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value instanceof Blob ? value : String(value));
  return form;
}
