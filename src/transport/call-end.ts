import type { Deadline } from './deadline.js';

/** What ends a call from this side, whichever attempt it is at. */
export interface CallEnd {
  onAttempt(deadline: Deadline): void;
  abort(): void;
}

export function createCallEnd(): CallEnd {
  let attempt: Deadline | undefined;
  let isAborted = false;
  const endAttempt = () => {
    attempt?.abort();
    attempt?.release();
  };
  return {
    onAttempt(deadline) {
      attempt = deadline;
      if (isAborted) endAttempt();
    },
    abort() {
      isAborted = true;
      endAttempt();
    },
  };
}
