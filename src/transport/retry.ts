import {
  APIConnectionError,
  APIError,
  APIUserAbortError,
  ModerationError,
  OutcomeUnknownError,
  QuotaError,
} from '../errors.js';
import { MAX_DELAY } from './deadline.js';
import { onAbort } from './on-abort.js';

/**
 * Which failed requests are sent again. `safe`: those that provably yielded no picture. `aggressive`: those that the
 * official SDK sends again, which may buy a picture twice. A function decides for itself, after the attempt whose number
 * it gets, from 1.
 */
export type RetryPolicy =
  | 'safe'
  | 'aggressive'
  | ((attempt: number, error: APIError) => boolean | PromiseLike<boolean>);

/** An attempt that failed, and will be followed by another. */
export interface RetryEvent {
  /** The number of the failed attempt, from 1. */
  attempt: number;
  /** How long the next one waits, in milliseconds. */
  delayMs: number;
  error: APIError;
}

const FIRST_DELAY = 500;
const LONGEST_DELAY = 8_000;

/** Whether a failed request is to be sent again, by a policy. */
export async function isRetryable(error: unknown, policy: RetryPolicy, attempt: number): Promise<boolean> {
  // Neither time nor another attempt changes these.
  if (!(error instanceof APIError) || error instanceof APIUserAbortError || error instanceof ModerationError)
    return false;
  if (typeof policy === 'function') return policy(attempt, error);
  const asked = error.headers?.get('x-should-retry');
  if (asked === 'true' || asked === 'false') return asked === 'true';
  return policy === 'aggressive' ? mayPass(error) : yieldedNothing(error);
}

/** Whether an attempt provably yielded no picture, and the next may do better. */
function yieldedNothing(error: APIError): boolean {
  if (error instanceof OutcomeUnknownError || error instanceof QuotaError) return false;
  if (error instanceof APIConnectionError) return error.phase === 'connect';
  return [408, 409, 429, 500, 503].includes(error.status ?? 0);
}

/** https://github.com/openai/openai-node#retries */
function mayPass(error: APIError): boolean {
  if (error instanceof APIConnectionError) return true;
  const status = error.status ?? 0;
  return [408, 409, 429].includes(status) || status >= 500;
}

/** How long to wait before the next attempt: what the server asked for, else exponential with full jitter, 0.5 s to 8 s. */
export function retryDelay(error: APIError, attempt: number): number {
  return error.retryAfterMs ?? Math.random() * Math.min(FIRST_DELAY * 2 ** (attempt - 1), LONGEST_DELAY);
}

/** Waits, and ends at once when the signal is aborted: then it resolves early. */
export function wait(delay: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      stopListening?.();
      resolve();
    };
    // Nothing but this timer keeps the process alive until the next attempt, so it has to.
    const timer = setTimeout(finish, Math.min(delay, MAX_DELAY));
    const stopListening = signal ? onAbort(signal, finish) : undefined;
    if (signal?.aborted) finish();
  });
}
