import { onAbort } from '../transport/on-abort.js';
import type { Exchange } from '../transport/send.js';

/**
 * A response's body, chunk by chunk. The clock runs while the server is waited for, and not while a
 * chunk is dealt with. Leaving the loop cancels the body.
 */
export async function* readChunks({
  response,
  deadline,
  explain,
}: Exchange): AsyncGenerator<Uint8Array, void, undefined> {
  if (!response.body) return;
  const reader = response.body.getReader();
  // Not waited for: the other half of a body that was teed may never be read.
  const cancel = () => void reader.cancel().catch(() => undefined);
  // Node leaves a read without an answer where the request was aborted after its whole body had come.
  const stopListening = onAbort(deadline.signal, cancel);
  try {
    while (true) {
      deadline.restartClock();
      const { done, value } = await reader.read();
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
