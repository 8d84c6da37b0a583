import { OpenAIError } from './errors.js';
import { createRedactor, type Redactor } from './redact.js';
import type { CreateVariationParams, EditParams, GenerateParams } from './request/params.js';
import type { PreflightSettings, Validation } from './request/preflight.js';
import type { DownloadProgress, UploadProgress } from './transport/progress.js';

/** A header's value; null takes a header away that would otherwise be sent. */
export type HeaderValues = Record<string, string | null | undefined>;

/** Options of {@link createImagesClient}; each has the name and meaning it has in the official SDK. */
export interface ClientOptions {
  /** The API key, sent as a bearer token. Default: the environment's `OPENAI_API_KEY`. */
  apiKey?: string | undefined;
  /** Where the API is. Default: the environment's `OPENAI_BASE_URL`, else `https://api.openai.com/v1`. */
  baseURL?: string | undefined;
  /** Sent as `OpenAI-Organization`. Default: the environment's `OPENAI_ORG_ID`; null sends none. */
  organization?: string | null | undefined;
  /** Sent as `OpenAI-Project`. Default: the environment's `OPENAI_PROJECT_ID`; null sends none. */
  project?: string | null | undefined;
  /** How long one attempt may take, body included, in milliseconds. Default: 600,000 (10 minutes). */
  timeout?: number | undefined;
  /** How often a request that provably yielded no picture is sent again. Default: 2. */
  maxRetries?: number | undefined;
  /** Headers for every request; null takes a default header away. */
  defaultHeaders?: HeaderValues | undefined;
  /** Called as `fetch(url, init)` in place of the runtime's own. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Let the client run in a browser, where everyone who opens the page can read the key. Default: false. */
  dangerouslyAllowBrowser?: boolean | undefined;
  /** Parameters for every call of an operation; a call's own parameters come first. */
  defaults?: ParamDefaults | undefined;
  /**
   * How calls are checked before they are sent. `warn`: what cannot work throws, what is merely not
   * known to work warns. `strict`: both throw. `off`: nothing is checked. Default: `warn`.
   */
  validation?: Validation | undefined;
  /** Gets each warning once. Default: `console.warn`. */
  onWarning?: ((message: string) => void) | undefined;
}

/** Parameters to fill in, per operation. */
export interface ParamDefaults {
  generate?: Partial<GenerateParams>;
  edit?: Partial<EditParams>;
  createVariation?: Partial<CreateVariationParams>;
}

/** Options of one call. */
export interface RequestOptions {
  /** Ends the call with an `APIUserAbortError`, whether it is being sent, retried or read. */
  signal?: AbortSignal | null | undefined;
  /** As the client's `timeout`, for this call. */
  timeout?: number | undefined;
  /** As the client's `maxRetries`, for this call. */
  maxRetries?: number | undefined;
  /** Headers for this call; null takes a header away. */
  headers?: HeaderValues | undefined;
  /**
   * Called as pictures are uploaded, where the runtime tells: on Node. A callback that throws fails the call.
   */
  onUploadProgress?: ((progress: UploadProgress) => void) | undefined;
  /** Called as the response is read. A callback that throws fails the call. */
  onDownloadProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** As the client's `validation`, for this call. */
  validation?: Validation | undefined;
  /** Sent beside the parameters as it is, unchecked: for what a server takes and the specification does not know. */
  extraBody?: Record<string, unknown> | undefined;
}

/** Client options with the environment and the defaults filled in. */
export interface Settings extends PreflightSettings {
  baseURL: string;
  timeout: number;
  maxRetries: number;
  headers: HeaderValues;
  fetch: typeof globalThis.fetch;
  defaults: ParamDefaults;
  /**
   * Whether a call that names no model gets the model table's default. Only the specification's own
   * server does: what another server has, and falls back to, is its own affair.
   */
  fillsModel: boolean;
  /** Takes the key out of what came from elsewhere. */
  redactor: Redactor;
}

const TEN_MINUTES = 600_000;

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
  const apiKey = resolveKey(options.apiKey ?? readEnv('OPENAI_API_KEY'));
  const baseURL = resolveBaseURL(options.baseURL || readEnv('OPENAI_BASE_URL') || defaultBaseURL);
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'openai-organization': options.organization === undefined ? readEnv('OPENAI_ORG_ID') : options.organization,
    'openai-project': options.project === undefined ? readEnv('OPENAI_PROJECT_ID') : options.project,
    ...normalizeHeaders(options.defaultHeaders),
  };
  return {
    baseURL,
    fillsModel: new URL(baseURL).origin === new URL(defaultBaseURL).origin,
    validation: options.validation ?? 'warn',
    onWarning: options.onWarning ?? ((message) => console.warn(`openai-images: ${message}`)),
    warned: new Set(),
    timeout: checkNumber('timeout', options.timeout ?? TEN_MINUTES, 1),
    maxRetries: checkNumber('maxRetries', options.maxRetries ?? 2, 0),
    headers,
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    defaults: options.defaults ?? {},
    redactor: createRedactor([apiKey, ...secretsIn(headers)]),
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
function secretsIn(headers: HeaderValues): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value && /auth|key|token|secret/.test(name) ? [value, value.replace(/^\w+ /, '')] : [],
  );
}

/** @throws {OpenAIError} where a number option is not a number of at least `least`. */
export function checkNumber(name: string, value: number, least: number): number {
  if (typeof value === 'number' && value >= least) return value;
  throw new OpenAIError(`${name} is ${String(value)}; expected a number of at least ${least}.`);
}

function resolveKey(apiKey: string | undefined): string {
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

function resolveBaseURL(baseURL: string): string {
  if (!URL.canParse(baseURL)) {
    throw new OpenAIError(`baseURL is "${baseURL}"; expected an absolute URL such as https://api.openai.com/v1.`);
  }
  const { username, password, search, hash } = new URL(baseURL);
  if (username || password) throw new OpenAIError('baseURL holds a user name or password. Pass the key as apiKey.');
  if (search || hash)
    throw new OpenAIError(`baseURL ends in "${search}${hash}"; expected a URL that paths can be added to.`);
  return baseURL;
}

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
