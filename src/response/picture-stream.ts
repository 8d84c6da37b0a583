import type { ImagesResponse } from '../../generated/schema.js';
import type { Bytes } from '../bytes.js';

/** A finished picture. `bytes` and `mediaType` are undefined where the server answered with a `url`. */
export interface Picture {
  /** Its place in the response, from 0. */
  index: number;
  bytes: Bytes | undefined;
  /** What its bytes show, such as `image/png`. */
  mediaType: string | undefined;
  /** The prompt that was drawn, where the model rewrote the one that was sent. */
  revisedPrompt?: string;
  /** Where to download it, where the server answered with a link. */
  url?: string;
}

/** A response without its pictures. */
export type ResponseMeta = Omit<ImagesResponse, 'data'>;

/** Options of `images()`. */
export interface PictureOptions {
  /**
   * Have each picture's `bytes` written over by the next, which spares a copy of each: for those who are done with one
   * before they ask for the next. Default: false.
   */
  reuseBytes?: boolean | undefined;
}

/** How pictures are read: one by one, then the rest of the response. */
export type PictureSource = AsyncGenerator<Picture, ResponseMeta, undefined>;

/**
 * The pictures of a response, one at a time, while it is still arriving. It is read once. Leaving
 * the loop closes the connection.
 *
 * @example
 * const pictures = images.generate({ prompt: 'An otter', n: 4 }).images();
 * for await (const { index, bytes, mediaType } of pictures) console.log(index, mediaType, bytes?.length);
 * console.log(pictures.meta?.usage?.total_tokens);
 */
export class PictureStream implements AsyncIterable<Picture> {
  /** The rest of the response (`created`, `usage`, …), once the last picture was read. */
  meta: ResponseMeta | undefined;
  /** The signal that the call was given: pass it to what you start for a picture, such as the download of its `url`. */
  readonly signal: AbortSignal | undefined;
  readonly #open: () => PictureSource;
  readonly #abort: () => void;

  constructor(open: () => PictureSource, abort: () => void, signal?: AbortSignal | undefined) {
    this.#open = open;
    this.#abort = abort;
    this.signal = signal;
  }

  [Symbol.asyncIterator](): AsyncGenerator<Picture, void, undefined> {
    const pictures = this.#readAll();
    const leave = pictures.return.bind(pictures);
    // A generator that has not begun, or waits for the server, does not hear of being left.
    pictures.return = (value) => {
      this.abort();
      return leave(value);
    };
    return pictures;
  }

  /**
   * Ends the call and closes the connection, before the pictures are asked for too; a loop over them throws an
   * `APIUserAbortError`. A call whose data, or other pictures, were asked for before goes on.
   */
  abort(): void {
    this.#abort();
  }

  async *#readAll(): AsyncGenerator<Picture, void, undefined> {
    this.meta = yield* this.#open();
  }
}
