import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../../generated/schema.js';
import type { Settings } from '../options.js';

/** The typed openapi-fetch client: every path of the specification, with this client's key and settings. */
export type ImagesApi = Client<paths, 'application/json'>;

/**
 * Refusing redirects keeps the key at its origin, and with `window: null` it spares Node a copy of
 * the whole body, kept for a redirect that never comes.
 * https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
const SAFE_INIT = { redirect: 'error', window: null } as const;

/** What a request is to the one function that performs it. */
export interface BodilessRequest {
  url: string;
  method: string;
  headers: Headers;
  signal: AbortSignal;
}

type RequestClass = typeof Request;

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
    ...SAFE_INIT,
    baseUrl: settings.baseURL,
    headers: settings.headers,
    bodySerializer: serializeBody,
    Request: LazyRequest,
    fetch: (request) => settings.fetch(request, SAFE_INIT),
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
  return fetch(url, { ...SAFE_INIT, method, headers, signal, body });
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
