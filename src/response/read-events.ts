import { createParser } from 'eventsource-parser';

/** One event of a stream: its data as JSON, and its name where the server gave one. */
export interface RawEvent {
  name: string | undefined;
  data: string;
}

/**
 * Reads bytes as server-sent events. An event that they break off in is dropped, as
 * https://html.spec.whatwg.org/#event-stream-interpretation says.
 */
export async function* readEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawEvent, void, undefined> {
  const events: RawEvent[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => events.push({ name: event, data }) });
  const decoder = new TextDecoder();
  let last = '';
  const feed = (text: string) => {
    if (text === '') return;
    parser.feed(text);
    last = text.slice(-1);
  };
  for await (const chunk of chunks) {
    feed(decoder.decode(chunk, { stream: true }));
    yield* events.splice(0);
  }
  feed(decoder.decode());
  // The parser waits for what follows a CR, for it may be the first half of a CRLF.
  if (last === '\r') parser.feed('\n');
  yield* events.splice(0);
}
