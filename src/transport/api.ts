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

/**
 * A Request that leaves its body where it was: in `init`, which `fetch(url, init)` can read once
 * more for the next attempt. Middleware sees method, URL and headers.
 */
export class PlannedRequest extends Request {
  readonly init: RequestInit;

  constructor(url: string, init: RequestInit) {
    const { body: _body, redirect: _redirect, ...rest } = init;
    super(url, rest);
    this.init = init;
  }
}

/** Makes the openapi-fetch client that every call goes through. */
export function createApi(settings: Settings): ImagesApi {
  return createClient<paths, 'application/json'>({
    ...SAFE_INIT,
    baseUrl: settings.baseURL,
    headers: settings.headers,
    bodySerializer: serializeBody,
    Request: PlannedRequest as unknown as typeof Request,
    fetch: (request) => fetchPlanned(settings.fetch, request),
  });
}

/** Performs a request with a caller's `fetch(url, init)`. */
export function fetchPlanned(fetch: typeof globalThis.fetch, request: Request): Promise<Response> {
  // A middleware may have put a Request of its own in the place of ours.
  if (!(request instanceof PlannedRequest)) return fetch(request, SAFE_INIT);
  return fetch(request.url, { ...request.init, headers: request.headers });
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
