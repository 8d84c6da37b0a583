import { InvalidResponseError } from '../errors.js';
import { unlessEnded } from '../transport/deadline.js';
import type { Exchange } from '../transport/send.js';

/**
 * A response's body, chunk by chunk. The attempt's clock goes on while the server is waited for, and not while a
 * chunk is dealt with. Leaving the loop cancels the body.
 *
 * @throws {InvalidResponseError} where the body is larger than the call allows
 */
export async function* readChunks(exchange: Exchange): AsyncGenerator<Uint8Array, void, undefined> {
  const { response, deadline, maxBytes, explain, isHalf } = exchange;
  if (!response.body) return;
  const reader = response.body.getReader();
  // Not waited for: the other half of a body that was teed may never be read. And such a half is left alone
  // where its request was aborted, for Node 20 throws what nobody can catch.
  const cancel = () => {
    if (!isHalf || !deadline.endedBy()) reader.cancel().catch(() => undefined);
  };
  // Node leaves a read without an answer where the request was aborted after its whole body had come.
  const stopListening = deadline.onEnd(cancel);
  let received = 0;
  try {
    while (true) {
      deadline.resumeClock();
      const next = reader.read();
      const { done, value } = await (isHalf ? unlessEnded(next, deadline, () => explain(undefined)) : next);
      deadline.stopClock();
      if (deadline.endedBy()) throw explain(undefined);
      if (done) return;
      // Events may take any time, as long as something comes.
      if (deadline.phase() === 'events') deadline.resetClock();
      received += value.length;
      if (received > maxBytes) throw tooLarge(exchange);
      yield value;
    }
  } finally {
    stopListening();
    cancel();
  }
}

/** The error for a body that is larger than a call allows. */
export function tooLarge({ response, maxBytes, safeHeaders }: Exchange): InvalidResponseError {
  return new InvalidResponseError(
    `The response is larger than the ${maxBytes} bytes that were allowed. Where pictures are that large, pass a higher maxResponseBytes.`,
    { status: response.status, headers: safeHeaders(), mayHaveBeenBilled: true },
  );
}
