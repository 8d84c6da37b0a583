import type { ImagesResponse } from '../../generated/schema.js';
import { APIUserAbortError, OpenAIError, OutcomeUnknownError, StreamTruncatedError } from '../errors.js';
import type { Settings } from '../options.js';
import type { Exchange } from '../transport/send.js';
import type { ImageLike } from './picture.js';
import { readChunks } from './read-chunks.js';
import { readEvents } from './read-events.js';
import { parseJSON, toReportedError, toUnexpectedError } from './read-failure.js';
import { lackOfNames, lackOfPicture, readJSON } from './read-json.js';
import { type EventTypes, isCompleted, isEventStream, isPartial, type StreamEvent } from './stream-event.js';

/** What iterates a stream; leaving it closes the connection. */
export interface EventIterator<Event> extends AsyncIterator<Event, void, undefined> {
  [Symbol.asyncIterator](): EventIterator<Event>;
  return(): Promise<IteratorResult<Event, void>>;
}

/** The events of a stream that are results, by how their `type` ends. */
export type CompletedEvent<Event> = Extract<Event, { type: `${string}.completed` }>;

/**
 * The events of a streamed call: previews, then the finished picture.
 *
 * It cannot pass a preview off as the result: a stream that ends without its completed event throws
 * a {@link StreamTruncatedError}. It is read once, by iterating it or by one of its methods.
 *
 * @example
 * const stream = await images.generate({ prompt: 'An otter', stream: true, partial_images: 2 });
 * for await (const event of stream) console.log(event.type, event.b64_json.length);
 */
export class ImageStream<Event extends StreamEvent> implements AsyncIterable<Event> {
  /** The `x-request-id` to quote to the server's operator. */
  readonly requestId: string | null;
  readonly #exchange: Exchange;
  readonly #types: EventTypes;
  readonly #settings: Settings;
  #taken = false;

  constructor(exchange: Exchange, types: EventTypes, settings: Settings) {
    this.#exchange = exchange;
    this.#types = types;
    this.#settings = settings;
    this.requestId = exchange.response.headers.get('x-request-id');
    // It may be read at leisure: the server is given a time only while it is waited for.
    exchange.deadline.stopClock();
    exchange.deadline.resetClock();
    exchange.deadline.enter('events');
  }

  /**
   * The events as they arrive. Leaving the loop closes the connection.
   *
   * @throws {StreamTruncatedError} where the stream ends without its completed event
   * @throws {APIError} where the server reports an error amid the stream, or the connection breaks
   */
  [Symbol.asyncIterator](): EventIterator<Event> {
    if (this.#taken) {
      throw new OpenAIError('This stream is being read already. Keep the events if you need them twice.');
    }
    this.#taken = true;
    const events = this.#readAll();
    return {
      next: () => events.next(),
      // A generator that has not begun, or waits for the server, does not hear of being left.
      return: () => {
        this.abort();
        return events.return();
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** Reads to the end and returns the last completed event; never a preview. Throws as iterating does. */
  async finalImage(): Promise<CompletedEvent<Event>> {
    let final: Event | undefined;
    try {
      for await (const event of this) if (isCompleted(event)) final = event;
    } catch (error) {
      // A finished picture that is here, and paid for, is not given up for what happened since.
      if (!final || error instanceof APIUserAbortError) throw error;
    }
    return final as CompletedEvent<Event>;
  }

  /** Ends the stream and closes the connection; a loop over it throws an `APIUserAbortError`. */
  abort(): void {
    const { deadline } = this.#exchange;
    deadline.abort();
    deadline.release();
  }

  /** The events as a byte stream, one JSON text a line, such as to hand them on to a browser. */
  toReadableStream(): ReadableStream<Uint8Array> {
    const events = this[Symbol.asyncIterator]();
    const encoder = new TextEncoder();
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await events.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
      },
      async cancel() {
        await events.return();
      },
    });
  }

  async *#readAll(): AsyncGenerator<Event, void, undefined> {
    const { response, deadline, explain } = this.#exchange;
    let ended = false;
    let completed = false;
    try {
      for await (const event of isEventStream(response) ? this.#readStream() : this.#readJSON()) {
        // What has arrived before the end does not outlive it.
        if (deadline.endedBy()) throw explain(undefined);
        // A preview behind a finished picture belongs to one more that is to come.
        if (isCompleted(event) || isPartial(event)) completed = isCompleted(event);
        yield event;
      }
      if (!completed) throw truncated(this.#exchange, completed);
      ended = true;
    } catch (thrown) {
      if (thrown instanceof OpenAIError) throw thrown;
      const error = explain(thrown);
      const { constructor: ErrorClass, cause } = error;
      // A connection that was lost is one more way for a stream to end early.
      throw ErrorClass === OutcomeUnknownError ? truncated(this.#exchange, completed, cause) : error;
    } finally {
      if (ended) deadline.release();
      else this.abort();
    }
  }

  async *#readStream(): AsyncGenerator<Event, void, undefined> {
    for await (const { name, data } of readEvents(readChunks(this.#exchange))) {
      // Some servers close with this marker; the specification has none.
      if (data === '[DONE]') break;
      const event = this.#parseEvent(name, data);
      if (event) yield event;
    }
  }

  #parseEvent(name: string | undefined, data: string): Event | undefined {
    const { response } = this.#exchange;
    const event = parseJSON(data);
    const isObject = typeof event === 'object' && event !== null;
    if (isObject && 'error' in event && event.error) throw toReportedError(response, event, this.#settings);
    if (name === 'error' || (isObject && 'type' in event && event.type === 'error')) {
      throw toReportedError(response, { error: event ?? data }, this.#settings);
    }
    // Some servers keep a connection open by events of a name of their own.
    if (!isObject && name && !Object.values(this.#types).includes(name)) return undefined;
    if (!isObject) throw toUnexpectedError(response, data, 'events whose data is a JSON object', this.#settings);
    // The event's name equals its type; some servers send one of the two.
    const typed = ('type' in event && typeof event.type === 'string' ? event : { ...event, type: name }) as Event;
    const isFinished = typed.type === this.#types.completed || isCompleted(typed);
    const lack = isFinished ? (lackOfNames(event, data) ?? lackOfPicture(typed)) : undefined;
    if (lack) throw toUnexpectedError(response, data, lack, this.#settings);
    return typed;
  }

  /** A server that does not stream answers with JSON: each of its pictures is a completed event. */
  async *#readJSON(): AsyncGenerator<Event, void, undefined> {
    const { data = [], created, ...rest } = await readJSON(this.#exchange, this.#settings);
    for (const image of data) {
      yield { type: this.#types.completed, created_at: created, ...rest, ...image } as unknown as Event;
    }
  }
}

/**
 * The response that a call would have had without its events. Of several pictures, the usage is summed.
 *
 * @param wanted how many pictures were asked for: once they are here, and paid for, they are not given up for what
 *   happens to the stream
 */
export async function assembleResponse(stream: ImageStream<StreamEvent>, wanted: number): Promise<ImagesResponse> {
  const data: ImageLike[] = [];
  let response: { usage?: object } = {};
  try {
    for await (const event of stream) {
      if (!isCompleted(event)) continue;
      const { type: _type, created_at, b64_json, url, revised_prompt, usage, ...rest } = event as CompletedMembers;
      data.push({
        ...(b64_json ? { b64_json } : {}),
        ...(url ? { url } : {}),
        ...(revised_prompt ? { revised_prompt } : {}),
      });
      const sum = addUp(response.usage, usage);
      response = { created: created_at, data, ...rest, ...(sum ? { usage: sum } : {}) } as ImagesResponse;
    }
  } catch (error) {
    if (data.length < wanted || error instanceof APIUserAbortError) throw error;
  }
  return response as ImagesResponse;
}

interface CompletedMembers extends StreamEvent, ImageLike {
  created_at: number;
  revised_prompt?: string;
  usage?: object;
}

/** Adds two counts of tokens member by member. */
function addUp(one: object | undefined, other: object | undefined): object | undefined {
  if (!one || !other) return one ?? other;
  const sum = new Map<string, unknown>(Object.entries(one));
  for (const [name, value] of Object.entries(other)) {
    const before = sum.get(name);
    if (typeof value === 'number') sum.set(name, (typeof before === 'number' ? before : 0) + value);
    else sum.set(name, typeof value === 'object' && value ? addUp(before as object | undefined, value) : value);
  }
  return Object.fromEntries(sum);
}

function truncated({ response, safeHeaders }: Exchange, completed: boolean, cause?: unknown): StreamTruncatedError {
  const message = completed
    ? 'The connection broke after a completed event. Where several pictures were asked for, some may be missing.'
    : 'The stream ended without its completed event: what came before was previews. The picture may have been made and billed.';
  return new StreamTruncatedError(message, {
    status: response.status,
    headers: safeHeaders(),
    phase: 'events',
    mayHaveBeenBilled: true,
    cause,
  });
}
