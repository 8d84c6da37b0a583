import { APIConnectionError, APIConnectionTimeoutError, APIUserAbortError, OpenAIError } from '../errors.js';
import { checkNumber, normalizeHeaders, type RequestOptions, type Settings } from '../options.js';
import type { Redactor } from '../redact.js';
import type { RequestPlan } from '../request/plan.js';
import { type ApiBinding, fetchPlanned } from './api.js';
import { type Deadline, startDeadline } from './deadline.js';
import { onAbort } from './on-abort.js';
import { countDownload, watchUpload } from './progress.js';
import { isRetryable, retryDelay, wait } from './retry.js';

/** A response whose body may still be on its way. */
export interface Exchange {
  readonly response: Response;
  readonly deadline: Deadline;
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

/**
 * Sends a plan: one attempt, then more where the failed one provably yielded no picture.
 *
 * @throws {APIError} of the class that fits the status, or the way the connection failed.
 */
export async function send(plan: RequestPlan, sender: Sender, options: RequestOptions): Promise<Exchange> {
  const maxRetries = checkNumber('maxRetries', options.maxRetries ?? sender.settings.maxRetries, 0);
  for (let attempt = 1; ; attempt++) {
    if (options.signal?.aborted) throw abortedBy(options.signal);
    try {
      return await attemptOnce(plan, sender, options);
    } catch (error) {
      if (attempt > maxRetries || !isRetryable(error)) throw error;
      await wait(retryDelay(error, attempt), options.signal);
    }
  }
}

/** A promise that a signal can end: whatever is still going on then is left to itself. */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | null | undefined,
  makeError = () => abortedBy(signal) as Error,
): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = onAbort(signal, () => reject(makeError()));
    if (signal.aborted) reject(makeError());
    promise.then(resolve, reject).finally(stop);
  });
}

async function attemptOnce(plan: RequestPlan, sender: Sender, options: RequestOptions): Promise<Exchange> {
  const { binding, settings, readFailure, toFailure } = sender;
  const timeout = checkNumber('timeout', options.timeout ?? settings.timeout, 1);
  const deadline = startDeadline(timeout, options.signal);
  const explain = (cause: unknown) => explainFailure(cause, deadline, options.signal, settings);
  const perform = async (request: Request) => {
    const body =
      plan.body instanceof FormData ? watchUpload(plan.body, options.onUploadProgress, deadline.failUpload) : plan.body;
    const received = await fetchPlanned(settings.fetch, request, body).catch((cause) => Promise.reject(explain(cause)));
    // Thrown from in here, because openapi-fetch would read a failure's body itself, of any size.
    if (!received.ok) throw await readFailure(received, settings);
    return received;
  };
  try {
    const { response, error } = await postPlan(binding, plan, {
      headers: { accept: plan.accept, ...normalizeHeaders(options.headers) },
      signal: deadline.signal,
      // Some fetches do not listen to their signal.
      fetch: (request) => unlessAborted(perform(request), deadline.signal, () => explain(undefined)),
    });
    // A middleware has answered in the server's place.
    if (!response.ok) throw toFailure(response, error, settings);
    const { onDownloadProgress } = options;
    return {
      response: onDownloadProgress ? countDownload(response, onDownloadProgress) : response,
      deadline,
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

/** The error that stands for a call whose signal was aborted. */
export function abortedBy(signal: AbortSignal | null | undefined): APIUserAbortError {
  return new APIUserAbortError('The call was aborted by its signal.', { cause: signal?.reason });
}

function explainFailure(
  cause: unknown,
  deadline: Deadline,
  callerSignal: AbortSignal | null | undefined,
  { redactor }: Settings,
): Error {
  switch (deadline.endedBy()) {
    case 'abort':
      return abortedBy(callerSignal);
    case 'upload':
      return connectionError('upload', deadline.uploadFailure(), redactor);
    case 'timeout':
      return new APIConnectionTimeoutError(
        `No complete response within ${deadline.timeout} ms. Pass a longer timeout, in milliseconds, if the picture may take longer.`,
      );
    default:
      return connectionError('connection', cause, redactor);
  }
}

function connectionError(what: string, cause: unknown, redactor: Redactor): APIConnectionError {
  const isChanged = cause instanceof Error && cause.name === 'NotReadableError';
  const advice = isChanged ? ' Was the file changed or removed since the call was made?' : '';
  const message = `The ${what} failed: ${rootMessage(cause).replace(/\.$/, '')}.${advice}`;
  return new APIConnectionError(redactor.text(message), { cause: safeCause(cause, redactor) });
}

/** A cause goes into logs with its error; one that repeats a secret is told again without it. */
function safeCause(cause: unknown, redactor: Redactor): unknown {
  const told = cause instanceof Error ? `${cause.stack}${rootMessage(cause)}` : String(cause);
  return redactor.text(told) === told ? cause : new Error(redactor.text(rootMessage(cause)));
}

/** `fetch failed` says nothing; what failed is the innermost cause. */
function rootMessage(cause: unknown): string {
  let root = cause;
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  if (!(root instanceof Error)) return String(root);
  if (root instanceof AggregateError && root.errors.length > 0) return rootMessage(root.errors[0]);
  return root.message || (root as { code?: string }).code || root.name;
}
