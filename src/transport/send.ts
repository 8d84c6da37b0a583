import { APIConnectionError, APIConnectionTimeoutError, APIUserAbortError } from '../errors.js';
import { checkNumber, lowerCaseNames, type RequestOptions, type Settings } from '../options.js';
import type { RequestPlan } from '../request/plan.js';
import { fetchPlanned, type ImagesApi } from './api.js';
import { type Deadline, startDeadline } from './deadline.js';
import { isRetryable, retryDelay, wait } from './retry.js';

/** A response whose body may still be on its way. */
export interface Exchange {
  readonly response: Response;
  readonly deadline: Deadline;
  /** The error that stands for a failure while the body is being read. */
  explain(cause: unknown): Error;
}

/** What a plan is sent with. */
export interface Sender {
  api: ImagesApi;
  settings: Settings;
  /** Turns a response that is no success into the error to throw. */
  readFailure(response: Response, settings: Settings): Promise<Error>;
}

/**
 * Sends a plan: one attempt, then more where the failed one provably yielded no picture.
 *
 * @throws {APIError} of the class that fits the status, or the way the connection failed.
 */
export async function send(plan: RequestPlan, sender: Sender, options: RequestOptions): Promise<Exchange> {
  const maxRetries = checkNumber('maxRetries', options.maxRetries ?? sender.settings.maxRetries, 0);
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(plan, sender, options);
    } catch (error) {
      if (attempt > maxRetries || !isRetryable(error)) throw error;
      await wait(retryDelay(error, attempt), options.signal);
    }
  }
}

async function attemptOnce(plan: RequestPlan, sender: Sender, options: RequestOptions): Promise<Exchange> {
  const { api, settings, readFailure } = sender;
  const timeout = checkNumber('timeout', options.timeout ?? settings.timeout, 1);
  const deadline = startDeadline(timeout, options.signal);
  const explain = (cause: unknown) => explainFailure(cause, deadline, options.signal);
  try {
    const { response } = await postPlan(api, plan, {
      headers: { accept: plan.accept, ...lowerCaseNames(options.headers) },
      signal: deadline.signal,
      fetch: async (request) => {
        const received = await fetchPlanned(settings.fetch, request).catch((cause) => Promise.reject(explain(cause)));
        // Thrown from in here, because openapi-fetch would read a failure's body itself, of any size.
        if (!received.ok) throw await readFailure(received, settings).catch((cause) => explain(cause));
        return received;
      },
    });
    return { response, deadline, explain };
  } catch (error) {
    deadline.release();
    throw error;
  }
}

interface PostInit {
  headers: Record<string, string | null | undefined>;
  signal: AbortSignal;
  fetch(request: Request): Promise<Response>;
}

/** openapi-fetch's types want a literal path and its body; a plan has both from the same table, known at run time. */
function postPlan(api: ImagesApi, plan: RequestPlan, init: PostInit): Promise<{ response: Response }> {
  const request = api.request as unknown as (
    method: string,
    path: string,
    init: PostInit & { body: unknown; parseAs: 'stream' },
  ) => Promise<{ response: Response }>;
  return request(plan.method, plan.path, { ...init, body: plan.body, parseAs: 'stream' });
}

function explainFailure(cause: unknown, deadline: Deadline, callerSignal: AbortSignal | null | undefined): Error {
  switch (deadline.endedBy()) {
    case 'abort':
      return new APIUserAbortError('The call was aborted by its signal.', { cause: callerSignal?.reason });
    case 'timeout':
      return new APIConnectionTimeoutError(
        `No complete response within ${deadline.timeout} ms. Pass a longer timeout, in milliseconds, if the picture may take longer.`,
      );
    default:
      return new APIConnectionError(`The connection failed: ${rootMessage(cause)}.`, { cause });
  }
}

/** `fetch failed` says nothing; what failed is the innermost cause. */
function rootMessage(cause: unknown): string {
  let root = cause;
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  if (!(root instanceof Error)) return String(root);
  if (root instanceof AggregateError && root.errors.length > 0) return rootMessage(root.errors[0]);
  return root.message || (root as { code?: string }).code || root.name;
}
