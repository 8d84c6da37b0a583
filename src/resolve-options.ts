import { operations } from '../generated/operations.js';
import { OpenAIError } from './errors.js';
import type { ClientOptions, HeaderValues, Settings } from './options.js';
import { createRedactor } from './redact.js';

const TEN_MINUTES = 600_000;

/** 3840x2160 pixels of 4 bytes, which nothing could compress, are 44 MB in base64. */
const LARGEST_PICTURE = 64 * 2 ** 20;

/**
 * Fills options from the environment and the defaults.
 *
 * @throws {OpenAIError} where the key is missing or cannot be a header's value, an option is out of
 * range, or the client is made in a browser without `dangerouslyAllowBrowser`.
 */
export function resolveOptions(options: ClientOptions, defaultBaseURL: string): Settings {
  if (!options.dangerouslyAllowBrowser && isBrowser()) {
    throw new OpenAIError(
      'In a browser the API key is readable by everyone who opens the page. Call the API from a server, ' +
        'or pass dangerouslyAllowBrowser: true if you know the risk.',
    );
  }
  const given = options.apiKey ?? readEnv('OPENAI_API_KEY');
  const apiKey = typeof given === 'function' ? undefined : checkKey(given);
  const { baseURL, query } = resolveBaseURL(
    options.baseURL || readEnv('OPENAI_BASE_URL') || defaultBaseURL,
    options.allowInsecure,
  );
  const headers = {
    authorization: apiKey && `Bearer ${apiKey}`,
    ...normalizeHeaders({
      'openai-organization': options.organization === undefined ? readEnv('OPENAI_ORG_ID') : options.organization,
      'openai-project': options.project === undefined ? readEnv('OPENAI_PROJECT_ID') : options.project,
    }),
    ...normalizeHeaders(options.defaultHeaders),
  };
  const redactor = createRedactor([apiKey ?? '', ...secretsIn(headers)]);
  const { onWarning = (message) => console.warn(`openai-images: ${message}`) } = options;
  return {
    baseURL,
    query,
    fillsModel: new URL(baseURL).origin === new URL(defaultBaseURL).origin,
    validation: checkWord('validation', options.validation ?? 'warn'),
    onWarning: (message) => onWarning(redactor.text(message)),
    warned: new Set(),
    timeout: checkNumber('timeout', options.timeout ?? TEN_MINUTES, 1),
    deadline: options.deadline === undefined ? undefined : checkNumber('deadline', options.deadline, 1),
    maxRetries: checkNumber('maxRetries', options.maxRetries ?? 2, 0),
    retry: checkWord('retry', options.retry ?? 'safe'),
    onRetry: options.onRetry,
    compat: options.compat,
    longCalls: checkWord('longCalls', options.longCalls ?? 'plain'),
    maxResponseBytes: checkNumber('maxResponseBytes', options.maxResponseBytes ?? LARGEST_PICTURE, 1),
    headers,
    askKey: typeof given === 'function' ? () => askFor(given) : undefined,
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    defaults: options.defaults ?? {},
    redactor,
  };
}

/**
 * Headers under names of one case, so that one set later replaces the same one set before; what is
 * undefined is not set.
 *
 * @throws {OpenAIError} where a name or value cannot be sent; the value is not repeated, it may be a key.
 */
export function normalizeHeaders(headers: HeaderValues = {}): HeaderValues {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  for (const [name, value] of entries) {
    try {
      new Headers([[name, value ?? '']]);
    } catch {
      throw new OpenAIError(
        `The header "${name.slice(0, 60)}" cannot be sent: its name or value holds a line break, or a character outside Latin-1.`,
      );
    }
  }
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

/** The values of headers that are keys, by their names. */
export function secretsIn(headers: HeaderValues): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value && /auth|key|token|secret/.test(name) ? [value, value.replace(/^\w+ /, '')] : [],
  );
}

/** @throws {OpenAIError} where a number option is not a number of at least `least`. */
export function checkNumber(name: string, value: number, least: number): number {
  if (typeof value === 'number' && value >= least) return value;
  throw new OpenAIError(`${name} is ${String(value)}; expected a number of at least ${least}.`);
}

const WORDS = { validation: ['warn', 'strict', 'off'], retry: ['safe', 'aggressive'], longCalls: ['plain', 'stream'] };

/** @throws {OpenAIError} where an option that is one of a few words, or a function in place of `retry`'s, is none. */
export function checkWord<T>(name: keyof typeof WORDS, value: T): T {
  const words = WORDS[name];
  if (words.some((word) => word === value) || (name === 'retry' && typeof value === 'function')) return value;
  const others = name === 'retry' ? ' or a function' : '';
  throw new OpenAIError(`${name} is "${value}"; expected ${words.map((word) => `"${word}"`).join(' or ')}${others}.`);
}

/** @throws {OpenAIError} where the function fails, or what it gives is no key. */
async function askFor(apiKey: () => string | PromiseLike<string>): Promise<string> {
  let key: string;
  try {
    key = await apiKey();
  } catch (cause) {
    throw new OpenAIError(`The apiKey function failed: ${(cause as Error)?.message ?? cause}. Nothing was sent.`, {
      cause,
    });
  }
  if (typeof key !== 'string')
    throw new OpenAIError(`The apiKey function gave ${typeof key}; expected the key as a string.`);
  return checkKey(key);
}

function checkKey(apiKey: string | undefined): string {
  if (!apiKey) {
    throw new OpenAIError(
      'The API key is missing. Pass it as createImagesClient({ apiKey }), or set the environment variable OPENAI_API_KEY.',
    );
  }
  if (/[^\x21-\x7e]/.test(apiKey)) {
    throw new OpenAIError(
      'The API key holds a blank, a line break or a character outside ASCII, so it cannot be sent. Was it pasted whole and trimmed?',
    );
  }
  return apiKey;
}

function resolveBaseURL(baseURL: string, allowInsecure = false): { baseURL: string; query: Record<string, string> } {
  if (!URL.canParse(baseURL)) {
    throw new OpenAIError(`baseURL is "${baseURL}"; expected an absolute URL such as https://api.openai.com/v1.`);
  }
  const { origin, protocol, hostname, username, password, pathname, searchParams, hash } = new URL(baseURL);
  if (!/^https?:$/.test(protocol)) throw new OpenAIError(`baseURL is "${baseURL}"; expected an https: URL.`);
  if (protocol === 'http:' && !allowInsecure && !LOOPBACK.test(hostname)) {
    throw new OpenAIError(
      `baseURL is plain http to ${hostname}, where anyone between could read the key. ` +
        'Use https:, or pass allowInsecure: true if you trust the network.',
    );
  }
  if (username || password) throw new OpenAIError('baseURL holds a user name or password. Pass the key as apiKey.');
  if (hash) throw new OpenAIError(`baseURL ends in "${hash}"; expected a URL that paths can be added to.`);
  const paths = Object.values(operations).map(({ path }) => path);
  const pasted = paths.find((path) => pathname.endsWith(path)) ?? '';
  const path = pathname.slice(0, pathname.length - pasted.length).replace(/\/+$/, '');
  return { baseURL: origin + path, query: Object.fromEntries(searchParams) };
}

/** https://www.rfc-editor.org/rfc/rfc6761#section-6.3, and the addresses behind that name. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i;

function readEnv(name: string): string | undefined {
  try {
    return globalThis.process?.env?.[name]?.trim() || undefined;
  } catch {
    // Deno throws where the environment may not be read.
    return undefined;
  }
}

function isBrowser(): boolean {
  return typeof window !== 'undefined' && typeof window.document !== 'undefined' && typeof navigator !== 'undefined';
}
