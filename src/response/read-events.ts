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
  let endedInCR = false;
  const parseHeld = () => {
    const text = decoder.decode(held.from(0));
    held.clear();
    if (text === '') return [];
    const unmarked = isFirst ? text.replace(/^\uFEFF/, '') : text;
    // A CR may have been the first half of a CRLF. The parser takes time squared to a CR that is a line end of its own.
    const rest = endedInCR ? unmarked.replace(/^\n/, '') : unmarked;
    parser.feed(rest.includes('\r') ? rest.replace(/\r\n?/g, '\n') : rest);
    [isFirst, endedInCR] = [false, text.endsWith('\r')];
    return events.splice(0);
  };
  for await (const chunk of chunks) {
    const end = endOfLines(chunk);
    held.append(chunk.subarray(0, end));
    if (end > 0) yield* parseHeld();
    held.append(chunk.subarray(end));
  }
  yield* parseHeld();
}

/** Where the last line that ends in a chunk does so; 0 where none does. */
function endOfLines(chunk: Uint8Array): number {
  if (findByte(chunk, LF) < 0 && findByte(chunk, CR) < 0) return 0;
  return Math.max(chunk.lastIndexOf(LF), chunk.lastIndexOf(CR)) + 1;
}
