import { createParser } from 'eventsource-parser';
import { createByteStore } from './byte-store.js';
import { findByte } from './find-byte.js';

/** One event of a stream: its data as JSON, and its name where the server gave one. */
export interface RawEvent {
  name: string | undefined;
  data: string;
}

const [LF, CR] = [0x0a, 0x0d];

/**
 * Reads bytes as server-sent events. An event that they break off in is dropped, as
 * https://html.spec.whatwg.org/#event-stream-interpretation says.
 *
 * A picture is one line of megabytes. So bytes are held until a line ends, and become text once.
 */
export async function* readEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawEvent, void, undefined> {
  const events: RawEvent[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => events.push({ name: event, data }) });
  // Without `stream: true`, which no line needs, Node decodes several times faster.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const held = createByteStore();
  let isFirst = true;
  const parseHeld = () => {
    const text = decoder.decode(held.from(0));
    held.clear();
    parser.feed(isFirst ? text.replace(/^\uFEFF/, '') : text);
    isFirst &&= text === '';
    return events.splice(0);
  };
  let last: number | undefined;
  for await (const chunk of chunks) {
    const end = endOfLines(chunk);
    held.append(chunk.subarray(0, end));
    if (end > 0) yield* parseHeld();
    held.append(chunk.subarray(end));
    last = chunk.at(-1) ?? last;
  }
  yield* parseHeld();
  // The parser waits for what follows a CR, for it may be the first half of a CRLF.
  if (last === CR) parser.feed('\n');
  yield* events.splice(0);
}

/** Where the last line that ends in a chunk does so; 0 where none does. */
function endOfLines(chunk: Uint8Array): number {
  if (findByte(chunk, LF) < 0 && findByte(chunk, CR) < 0) return 0;
  return Math.max(chunk.lastIndexOf(LF), chunk.lastIndexOf(CR)) + 1;
}
