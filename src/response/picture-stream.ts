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
  readonly #open: () => PictureSource;

  constructor(open: () => PictureSource) {
    this.#open = open;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Picture, void, undefined> {
    this.meta = yield* this.#open();
  }
}
