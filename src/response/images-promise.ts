import { OpenAIError } from '../errors.js';
import type { CallEnd } from '../transport/call-end.js';
import type { Exchange } from '../transport/send.js';
import { type PictureOptions, type PictureSource, PictureStream } from './picture-stream.js';
import { type RateLimits, readRateLimits } from './rate-limit.js';

/** A result beside the response it came in. */
export interface WithResponse<T> {
  data: T;
  response: Response;
  /** The `x-request-id` to quote to the server's operator. */
  requestId: string | null;
  /** The account's limits by kind, such as `rateLimit.images?.remaining`; empty where the server does not tell. */
  rateLimit: RateLimits;
}

/** The two ways to read a response. */
export interface Readers<T> {
  data(exchange: Exchange): T | Promise<T>;
  /** Loads what reads pictures; it may fail, and then the body is still there. */
  loadPictures(): Promise<PictureReaders<T>>;
}

/** How pictures are read: off a response, or out of data that has been read. */
export interface PictureReaders<T> {
  read(exchange: Exchange, options: PictureOptions): PictureSource;
  readData(data: T): PictureSource;
}

/**
 * What a call returns: a promise of its data that can also give the response.
 *
 * The request is sent once, when the call is made. The body is read when the data is first asked
 * for. To read the body yourself, ask for `asResponse()` before the data arrives.
 *
 * @example
 * const { data, requestId } = await images.generate({ prompt: 'An otter' }).withResponse();
 */
export class ImagesPromise<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = 'Promise';
  readonly #exchange: Promise<Exchange>;
  readonly #readers: Readers<T>;
  readonly #end: CallEnd;
  readonly #signal: AbortSignal | undefined;
  #data: Promise<T> | undefined;
  /** The first pictures that were asked for. */
  #pictures: PictureStream | undefined;
  #responseAsked = false;
  #claimed = false;
  /** What was handed out by `asResponse`; whoever has it may read its body at any time. */
  #handedOut: Exchange | undefined;

  constructor(exchange: Promise<Exchange>, readers: Readers<T>, end: CallEnd, signal: AbortSignal | null | undefined) {
    this.#exchange = exchange;
    this.#readers = readers;
    this.#end = end;
    this.#signal = signal ?? undefined;
  }

  /**
   * The pictures one by one, while the response is still arriving: base64 is decoded on the way, and
   * no more than one picture is held. In place of the data, whose body can be read once.
   */
  images(options: PictureOptions = {}): PictureStream {
    const open = async function* (this: ImagesPromise<T>): PictureSource {
      if (!this.#data) this.#pictures ??= pictures;
      const { read, readData } = await this.#readers.loadPictures();
      if (this.#data) return yield* readData(await this.#data);
      return yield* read(this.#claim(await this.#exchange), options);
    };
    const abort = () => {
      // Whoever else has asked for the data or the pictures is not let down.
      const isWanted = this.#pictures || this.#data;
      if (this.#pictures === pictures || !isWanted) this.#end.abort();
    };
    // A call that fails before its pictures are asked for fails the loop over them.
    this.#exchange.catch(() => undefined);
    const pictures = new PictureStream(open.bind(this), abort, this.#signal);
    return pictures;
  }

  /** The response as soon as its headers are here, its body unread; `timeout` no longer ends it, `signal` does. */
  async asResponse(): Promise<Response> {
    this.#responseAsked = true;
    this.#handedOut = await this.#exchange;
    if (!this.#data) this.#handedOut.deadline.stopClock();
    return this.#handedOut.response;
  }

  /** The data, the response it came in and the request's id. */
  async withResponse(): Promise<WithResponse<T>> {
    const [data, { response }] = await Promise.all([this.#readData(), this.#exchange]);
    const { headers } = response;
    return { data, response, requestId: headers.get('x-request-id'), rateLimit: readRateLimits(headers) };
  }

  // biome-ignore lint/suspicious/noThenProperty: this class is a promise.
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#readData().then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.#readData().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#readData().finally(onFinally);
  }

  #readData(): Promise<T> {
    // Cloned at once where it can be: a moment later its holder may be reading it.
    this.#data ??= this.#handedOut
      ? this.#readFrom(this.#handedOut)
      : this.#exchange.then((exchange) => this.#readFrom(exchange));
    return this.#data;
  }

  async #readFrom(exchange: Exchange): Promise<T> {
    return this.#readers.data(this.#claim(exchange));
  }

  /** What to read of a response, once. */
  #claim(exchange: Exchange): Exchange {
    if (this.#claimed || exchange.response.bodyUsed) {
      if (!this.#claimed) exchange.deadline.release();
      throw new OpenAIError(
        'The body was read already, through asResponse() or images(). Ask for the data first, or in their place.',
      );
    }
    this.#claimed = true;
    // Whoever asked for the response gets to read it too.
    return this.#responseAsked ? { ...exchange, response: exchange.response.clone(), isHalf: true } : exchange;
  }
}
