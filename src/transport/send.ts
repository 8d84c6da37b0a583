import { APIError, OpenAIError } from '../errors.js';
import type { RequestOptions, Settings } from '../options.js';
import type { RequestPlan } from '../request/plan.js';
import { checkNumber, normalizeHeaders } from '../resolve-options.js';
import { type ApiBinding, fetchPlanned } from './api.js';
import { authorize } from './authorize.js';
import { type Deadline, startDeadline, unlessEnded } from './deadline.js';
import { abortedBy, explainFailure } from './explain-failure.js';
import { countDownload, watchUpload } from './progress.js';
import { isRetryable, retryDelay, wait } from './retry.js';
import { watchSending } from './watch-sending.js';

/** A response whose body may still be on its way. */
export interface Exchange {
  readonly response: Response;
  readonly deadline: Deadline;
  /** The most bytes of body to take. */
  readonly maxBytes: number;
  /** The response's headers, for an error: without the key, which they may echo. */
  safeHeaders(): Headers;
  /** The error that stands for a failure while the body is being read. */
  explain(cause: unknown): Error;
  /** Whether the response is a clone, whose other half somebody else may be reading. */
  readonly isHalf?: boolean;
}

/** What a plan is sent with. */
export interface Sender {
  binding: ApiBinding;
  settings: Settings;
  /** Reads a response that is no success into the error to throw. */
  readFailure(response: Response, settings: Settings): Promise<Error>;
  /** The same where the body has been read. */
  toFailure(response: Response, body: unknown, settings: Settings): Error;
}

/** A call's own options, and when it has to be over. */
export interface CallOptions extends RequestOptions {
  expiresAt: number | undefined;
  /** Is given what each attempt can be ended by. */
  onAttempt?(deadline: Deadline): void;
}

/**
 * Sends a plan: one attempt, then more where the failed one provably yielded no picture, or the caller's policy says so.
 *
 * @throws {APIError} of the class that fits the status, or the way the connection failed.
 */
export async function send(plan: RequestPlan, sender: Sender, options: CallOptions): Promise<Exchange> {
  const { settings } = sender;
  const { signal, expiresAt = Number.POSITIVE_INFINITY, onRetry = settings.onRetry, retry = settings.retry } = options;
  const maxRetries = checkNumber('maxRetries', options.maxRetries ?? settings.maxRetries, 0);
  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted) throw abortedBy(signal);
    try {
      return await attemptOnce(plan, sender, options);
    } catch (error) {
      if (attempt > maxRetries || !(error instanceof APIError)) throw error;
      if (!(await isRetryable(error, retry, attempt))) throw error;
      const delayMs = retryDelay(error, attempt);
      if (Date.now() + delayMs >= expiresAt) throw error;
      onRetry?.({ attempt, delayMs, error });
      await wait(delayMs, signal);
    }
  }
}

/** Does work that comes before anything is sent, until the caller's signal or deadline ends it. */
export async function prepareWithin<T>(
  work: () => Promise<T>,
  { signal, expiresAt, deadline: wanted }: CallOptions,
  settings: Settings,
): Promise<T> {
  if (wanted !== undefined) checkNumber('deadline', wanted, 1);
  if (!signal && expiresAt === undefined) return work();
  const deadline = startDeadline({ timeout: Number.POSITIVE_INFINITY, expiresAt, signal });
  const makeError = () => explainFailure(undefined, deadline, signal, settings.redactor);
  return unlessEnded(work(), deadline, makeError).finally(deadline.release);
}

async function attemptOnce(plan: RequestPlan, sender: Sender, options: CallOptions): Promise<Exchange> {
  const { binding, settings, readFailure, toFailure } = sender;
  const { signal, expiresAt, onDownloadProgress, onUploadProgress } = options;
  const timeout = checkNumber('timeout', options.timeout ?? settings.timeout, 1);
  const maxBytes = checkNumber('maxResponseBytes', options.maxResponseBytes ?? settings.maxResponseBytes, 1);
  const deadline = startDeadline({ timeout, expiresAt, signal });
  options.onAttempt?.(deadline);
  let answer: Response | undefined;
  const explain = (cause: unknown) => explainFailure(cause, deadline, signal, settings.redactor, answer);
  const perform = async (request: Request) => {
    await authorize(request.headers, settings);
    let isOver = false;
    const { body: given } = plan;
    const body =
      given instanceof FormData ? watchUpload(given, onUploadProgress, deadline.failUpload, () => isOver) : given;
    // Until the runtime tells better.
    deadline.enter(body instanceof FormData ? 'upload' : 'headers');
    let received: Response;
    try {
      received = await watchSending(deadline.enter, () => fetchPlanned(settings.fetch, request, body));
    } catch (cause) {
      throw explain(cause);
    } finally {
      isOver = true;
    }
    deadline.enter('body');
    // Thrown from in here, because openapi-fetch would read a failure's body itself, of any size.
    if (!received.ok) throw await readFailure(received, settings);
    answer = received;
    return received;
  };
  try {
    const { response, error } = await postPlan(binding, plan, {
      headers: { accept: plan.accept, ...normalizeHeaders(options.headers) },
      signal: deadline.signal,
      // Some fetches do not listen to their signal.
      fetch: (request) => unlessEnded(perform(request), deadline, () => explain(undefined)),
    });
    // A middleware has answered in the server's place.
    if (!response.ok) throw toFailure(response, error, settings);
    return {
      response: onDownloadProgress ? countDownload(response, onDownloadProgress) : response,
      deadline,
      maxBytes: maxBytes * plan.pictures,
      safeHeaders: () => settings.redactor.headers(response.headers),
      explain,
    };
  } catch (error) {
    deadline.release();
    throw deadline.endedBy() && !(error instanceof OpenAIError) ? explain(error) : error;
  }
}

interface PostInit {
  headers: Record<string, string | null | undefined>;
  signal: AbortSignal;
  fetch(request: Request): Promise<Response>;
}

interface Posted {
  response: Response;
  error?: unknown;
}

/** openapi-fetch's types want a literal path and its body; a plan has both from the same table, known at run time. */
function postPlan({ api, requestClass }: ApiBinding, plan: RequestPlan, init: PostInit): Promise<Posted> {
  const request = api.request as unknown as (method: string, path: string, init: object) => Promise<Posted>;
  return request(plan.method, plan.path, { ...init, body: plan.body, parseAs: 'stream', Request: requestClass() });
}
