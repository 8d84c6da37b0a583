import { onAbort } from './on-abort.js';

/** Why an attempt was ended from this side. */
export type EndReason = 'timeout' | 'abort' | 'upload';

/** One attempt's clock and the caller's signal, as the single signal that `fetch` takes. */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly timeout: number;
  /** Who ended the attempt; undefined while nobody has. */
  endedBy(): EndReason | undefined;
  /** Stops the clock; the caller's signal still ends the attempt. */
  stopClock(): void;
  /** Gives the attempt its whole time once more: it has shown that it is alive. */
  restartClock(): void;
  /** Ends the attempt, as the caller's signal does. */
  abort(): void;
  /** Ends the attempt because what it sends cannot be read. */
  failUpload(cause: unknown): void;
  uploadFailure(): unknown;
  /** Lets go of clock and signal both. */
  release(): void;
}

/** Starts a clock of `timeout` milliseconds beside the caller's signal. */
export function startDeadline(timeout: number, callerSignal: AbortSignal | null | undefined): Deadline {
  const controller = new AbortController();
  let reason: EndReason | undefined;
  let failure: unknown;
  const end = (endedBy: EndReason) => {
    reason ??= endedBy;
    controller.abort();
  };
  const startClock = () => startTimer(() => end('timeout'), timeout);
  let clock = startClock();
  if (callerSignal?.aborted) end('abort');
  const stopListening = callerSignal ? onAbort(callerSignal, () => end('abort')) : undefined;
  const stopClock = () => clearTimeout(clock);
  return {
    signal: controller.signal,
    timeout,
    endedBy: () => reason,
    stopClock,
    restartClock() {
      stopClock();
      clock = startClock();
    },
    abort: () => end('abort'),
    failUpload(cause) {
      failure ??= cause;
      end('upload');
    },
    uploadFailure: () => failure,
    release() {
      stopClock();
      stopListening?.();
    },
  };
}

/** Timers take a signed 32-bit number of milliseconds; more fires at once. */
export const MAX_DELAY = 2 ** 31 - 1;

/** A timer of any length that does not keep a process alive by itself: the request beside it does. */
export function startTimer(callback: () => void, delay: number): ReturnType<typeof setTimeout> {
  const timer = setTimeout(callback, Math.min(delay, MAX_DELAY));
  if (typeof timer === 'object' && 'unref' in timer) timer.unref();
  return timer;
}
