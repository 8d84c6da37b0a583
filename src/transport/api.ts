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
 * A Request without its body, which stays in the plan: there the next attempt finds it unread.
 * Middleware sees method, URL and headers, and may put any other Request in its place.
 */
export class BodilessRequest extends Request {
  constructor(url: string, { body: _body, ...init }: RequestInit) {
    super(url, init);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Request;
  }
}

/** Performs a planned request with a caller's `fetch(url, init)`. */
export async function fetchPlanned(
  fetch: typeof globalThis.fetch,
  { url, method, headers, signal }: Request,
  body: string | FormData,
): Promise<Response> {
  return fetch(url, { ...SAFE_INIT, method, headers, signal, body });
}

/** Makes the openapi-fetch client that every call goes through. */
export function createApi(settings: Settings): ImagesApi {
  return createClient<paths, 'application/json'>({
    ...SAFE_INIT,
    baseUrl: settings.baseURL,
    headers: settings.headers,
    bodySerializer: serializeBody,
    fetch: (request) => settings.fetch(request, SAFE_INIT),
  });
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
