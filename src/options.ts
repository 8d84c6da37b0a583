import type { Redactor } from './redact.js';
import type { Compat } from './request/multipart.js';
import type { CreateVariationParams, EditParams, GenerateParams } from './request/params.js';
import type { LongCalls } from './request/plan.js';
import type { PreflightSettings, Validation } from './request/preflight.js';
import type { DownloadProgress, UploadProgress } from './transport/progress.js';
import type { RetryEvent, RetryPolicy } from './transport/retry.js';

/** A header's value; null takes a header away that would otherwise be sent. */
export type HeaderValues = Record<string, string | null | undefined>;

/** Options of a client that a call may have otherwise. Times are in milliseconds. */
export interface SharedOptions {
  /**
   * How long one attempt may take, body included; of a stream, how long between two signs of life. Default: 600,000 (10
   * minutes). Node's `fetch` gives up after 300,000 without response headers all the same: see `longCalls`.
   */
  timeout?: number | undefined;
  /** How long the whole call may take: every attempt, the waiting between them, the body or the stream. Default: no limit. */
  deadline?: number | undefined;
  /** How often a request is sent again at most. Default: 2. */
  maxRetries?: number | undefined;
  /**
   * Which failed requests are sent again. `safe`: those that provably yielded no picture. `aggressive`: those that the
   * official SDK sends again, which may buy a picture twice. A function gets the number of the failed attempt, from 1, and
   * its error, and decides. Default: `safe`.
   */
  retry?: RetryPolicy | undefined;
  /** Called before the waiting for another attempt. A callback that throws fails the call. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
  /**
   * How `generate` and `edit` are sent where they were not asked to stream. `stream`: as a stream without previews, where
   * the model can, so that the response begins long before it ends; the call returns the same. Default: `plain`.
   */
  longCalls?: LongCalls | undefined;
  /** The most bytes of response to take for each picture asked for, previews included. Default: 64 MiB. */
  maxResponseBytes?: number | undefined;
  /**
   * How calls are checked before they are sent. `warn`: what cannot work throws, what is merely not
   * known to work warns. `strict`: both throw. `off`: nothing is checked. Default: `warn`.
   */
  validation?: Validation | undefined;
}

/** Options of {@link createImagesClient}; those that the official SDK has bear its names and mean the same. */
export interface ClientOptions extends SharedOptions {
  /**
   * The API key, sent as a bearer token, or a function that gives it, asked anew for each attempt. Default: the
   * environment's `OPENAI_API_KEY`.
   */
  apiKey?: string | (() => string | PromiseLike<string>) | undefined;
  /**
   * Where the API is; a query (`?…`) goes along with every request, and the path of an operation is taken off. Default:
   * the environment's `OPENAI_BASE_URL`, else `https://api.openai.com/v1`.
   */
  baseURL?: string | undefined;
  /** Let the key go out over plain http to other machines, where anyone between can read it. Default: false. */
  allowInsecure?: boolean | undefined;
  /** Sent as `OpenAI-Organization`. Default: the environment's `OPENAI_ORG_ID`; null sends none. */
  organization?: string | null | undefined;
  /** Sent as `OpenAI-Project`. Default: the environment's `OPENAI_PROJECT_ID`; null sends none. */
  project?: string | null | undefined;
  /** What the server takes otherwise than the API does. */
  compat?: Compat | undefined;
  /** Headers for every request; null takes a default header away. */
  defaultHeaders?: HeaderValues | undefined;
  /** Called as `fetch(url, init)` in place of the runtime's own. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Let the client run in a browser, where everyone who opens the page can read the key. Default: false. */
  dangerouslyAllowBrowser?: boolean | undefined;
  /** Parameters for every call of an operation; a call's own parameters come first. */
  defaults?: ParamDefaults | undefined;
  /** Gets each warning once. Default: `console.warn`. */
  onWarning?: ((message: string) => void) | undefined;
}

/** Parameters to fill in, per operation. */
export interface ParamDefaults {
  generate?: Partial<GenerateParams>;
  edit?: Partial<EditParams>;
  createVariation?: Partial<CreateVariationParams>;
}

/** Options of one call; the client's own are in force where it has none. */
export interface RequestOptions extends SharedOptions {
  /** Ends the call with an `APIUserAbortError`, whether it is being sent, retried or read. */
  signal?: AbortSignal | null | undefined;
  /** Headers for this call; null takes a header away. */
  headers?: HeaderValues | undefined;
  /**
   * Called as pictures are uploaded, where the runtime tells: on Node. A callback that throws fails the call.
   */
  onUploadProgress?: ((progress: UploadProgress) => void) | undefined;
  /** Called as the response is read. A callback that throws fails the call. */
  onDownloadProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Sent beside the parameters as it is, unchecked: for what a server takes and the specification does not know. */
  extraBody?: Record<string, unknown> | undefined;
}

/** Client options with the environment and the defaults filled in. */
export interface Settings extends PreflightSettings {
  baseURL: string;
  /** Goes along with every request. */
  query: Record<string, string>;
  timeout: number;
  deadline: number | undefined;
  maxRetries: number;
  retry: RetryPolicy;
  onRetry: ((event: RetryEvent) => void) | undefined;
  longCalls: LongCalls;
  compat: Compat | undefined;
  maxResponseBytes: number;
  headers: HeaderValues;
  /** Where the key is had anew for each attempt. */
  askKey: (() => Promise<string>) | undefined;
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
