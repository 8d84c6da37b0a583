import type { Phase } from '../errors.js';
import { onAbort } from './on-abort.js';

/** Why an attempt was ended from this side. */
export type EndReason = 'timeout' | 'deadline' | 'abort' | 'upload';

/** What may end an attempt. Times are in milliseconds. */
export interface DeadlineLimits {
  /** For this attempt's waiting, in all; of a stream, between two signs of life. */
  timeout: number;
  /** When the whole call has to be over, as `Date.now()` counts. */
  expiresAt?: number | undefined;
  signal?: AbortSignal | null | undefined;
}

/** One attempt's clocks and the caller's signal, as the single signal that `fetch` takes. */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly timeout: number;
  /** What is being waited for; undefined before anything is sent. */
  phase(): Phase | undefined;
  enter(phase: Phase): void;
  /** Who ended the attempt; undefined while nobody has. */
  endedBy(): EndReason | undefined;
  /** Calls back when the attempt is ended from this side, until the function returned is called. */
  onEnd(callback: () => void): () => void;
  /** Stops the attempt's clock; the caller's signal and the whole call's deadline still end it. */
  stopClock(): void;
  /** Has the clock go on from where it was stopped. */
  resumeClock(): void;
  /** Gives the attempt its whole time once more: it has shown that it is alive. */
  resetClock(): void;
  /** Ends the attempt, as the caller's signal does. */
  abort(): void;
  /** Ends the attempt because what it sends cannot be read. */
  failUpload(cause: unknown): void;
  uploadFailure(): unknown;
  /** Lets go of clocks and signal. */
  release(): void;
}

/** Starts the clocks of an attempt beside the caller's signal. */
export function startDeadline({ timeout, expiresAt, signal: callerSignal }: DeadlineLimits): Deadline {
  const controller = new AbortController();
  const callbacks = new Set<() => void>();
  let phase: Phase | undefined;
  let reason: EndReason | undefined;
  let failure: unknown;
  const end = (endedBy: EndReason) => {
    if (reason) return;
    reason = endedBy;
    controller.abort();
    for (const callback of callbacks) callback();
  };
  let left = timeout;
  let startedAt = 0;
  let clock: ReturnType<typeof setTimeout> | undefined;
  const resumeClock = () => {
    if (clock !== undefined) return;
    startedAt = performance.now();
    clock = startTimer(() => end('timeout'), left);
  };
  const stopClock = () => {
    if (clock === undefined) return;
    clearTimeout(clock);
    clock = undefined;
    left -= performance.now() - startedAt;
  };
  resumeClock();
  const lastClock = expiresAt === undefined ? undefined : startTimer(() => end('deadline'), expiresAt - Date.now());
  if (callerSignal?.aborted) end('abort');
  const stopListening = callerSignal ? onAbort(callerSignal, () => end('abort')) : undefined;
  return {
    signal: controller.signal,
    timeout,
    phase: () => phase,
    enter(next) {
      phase = next;
    },
    endedBy: () => reason,
    onEnd(callback) {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
    stopClock,
    resumeClock,
    resetClock() {
      const isRunning = clock !== undefined;
      stopClock();
      left = timeout;
      if (isRunning) resumeClock();
    },
    abort: () => end('abort'),
    failUpload(cause) {
      failure ??= cause;
      end('upload');
    },
    uploadFailure: () => failure,
    release() {
      stopClock();
      clearTimeout(lastClock);
      stopListening?.();
    },
  };
}

/** A promise that the end of an attempt ends: whatever is still going on then is left to itself. */
export function unlessEnded<T>(promise: Promise<T>, deadline: Deadline, makeError: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = deadline.onEnd(() => reject(makeError()));
    if (deadline.endedBy()) reject(makeError());
    promise.then(resolve, reject).finally(stop);
  });
}

/** Timers take a signed 32-bit number of milliseconds; more fires at once. */
export const MAX_DELAY = 2 ** 31 - 1;

/** A timer of any length that does not keep a process alive by itself: the request beside it does. */
function startTimer(callback: () => void, delay: number): ReturnType<typeof setTimeout> {
  const timer = setTimeout(callback, Math.min(delay, MAX_DELAY));
  if (typeof timer === 'object' && 'unref' in timer) timer.unref();
  return timer;
}
