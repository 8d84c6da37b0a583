import { onAbort } from '../transport/on-abort.js';
import { type Exchange, unlessAborted } from '../transport/send.js';

/**
 * A response's body, chunk by chunk. The clock runs while the server is waited for, and not while a
 * chunk is dealt with. Leaving the loop cancels the body.
 */
export async function* readChunks({
  response,
  deadline,
  explain,
  isHalf,
}: Exchange): AsyncGenerator<Uint8Array, void, undefined> {
  if (!response.body) return;
  const reader = response.body.getReader();
  // Not waited for: the other half of a body that was teed may never be read. And such a half is left alone
  // where its request was aborted, for Node 20 throws what nobody can catch.
  const cancel = () => {
    if (!isHalf || !deadline.endedBy()) reader.cancel().catch(() => undefined);
  };
  // Node leaves a read without an answer where the request was aborted after its whole body had come.
  const stopListening = onAbort(deadline.signal, cancel);
  try {
    while (true) {
      deadline.restartClock();
      const next = reader.read();
      const { done, value } = await (isHalf ? unlessAborted(next, deadline.signal, () => explain(undefined)) : next);
      deadline.stopClock();
      if (deadline.endedBy()) throw explain(undefined);
      if (done) return;
      yield value;
    }
  } finally {
    stopListening();
    cancel();
  }
}
