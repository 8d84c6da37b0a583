import { APIConnectionError, APIConnectionTimeoutError, APIError } from '../errors.js';
import { MAX_DELAY } from './deadline.js';
import { onAbort } from './on-abort.js';

const FIRST_DELAY = 500;
const LONGEST_DELAY = 8_000;

/** 429s that time does not mend: the account is out of money, not out of turns. */
const SPENT = new Set(['insufficient_quota', 'billing_hard_limit_reached']);

/** Failures from before a connection stood, as Node, undici, Bun and Deno name them: nothing was sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ConnectionRefused',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Whether a failed request may be sent again: only where it provably yielded no picture.
 * A server's `x-should-retry` decides where present.
 */
export function isRetryable(error: unknown): boolean {
  if (error instanceof APIConnectionTimeoutError) return false;
  if (error instanceof APIConnectionError) return causes(error).some((cause) => NEVER_SENT.has(cause.code ?? ''));
  if (!(error instanceof APIError) || error.status === undefined) return false;
  const asked = error.headers?.get('x-should-retry');
  if (asked === 'true' || asked === 'false') return asked === 'true';
  if (error.status === 429) return !SPENT.has(error.code ?? '') && !/limit: 0\//i.test(error.message);
  return [408, 409, 500, 503].includes(error.status);
}

/**
 * How long to wait before the next attempt, in milliseconds: what the server asked for, else
 * exponential with full jitter, 0.5 s to 8 s.
 *
 * @param attempt how many attempts there were, 1 after the first
 */
export function retryDelay(error: unknown, attempt: number, now = Date.now()): number {
  const headers = error instanceof APIError ? error.headers : undefined;
  const milliseconds = Number(headers?.get('retry-after-ms') || Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  const after = headers?.get('retry-after');
  if (after) {
    const delay = Number.isNaN(Number(after)) ? Date.parse(after) - now : Number(after) * 1_000;
    if (!Number.isNaN(delay)) return Math.max(delay, 0);
  }
  return Math.random() * Math.min(FIRST_DELAY * 2 ** (attempt - 1), LONGEST_DELAY);
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

function causes(error: Error): { code?: string }[] {
  const found: { code?: string }[] = [];
  for (let cause = error.cause; cause instanceof Error && found.length < 5; cause = cause.cause) {
    found.push(cause as { code?: string });
    if (cause instanceof AggregateError) found.push(...cause.errors);
  }
  return found;
}
