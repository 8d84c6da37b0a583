import type { Image } from '../../generated/schema.js';

/**
 * A picture as the caller may hold it. It is sent under a media type read from its first bytes.
 *
 * A `Blob` (so a `File`, a Bun file, and what `fs.openAsBlob` gives) and a Node stream of a whole file
 * are not read into memory. Other streams, and the body of a `Response`, are read once when the call is made.
 */
export type ImageInput =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | Response
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | OwnImage;

/** An image that this client itself gave: of a response, an event, or `images()`. */
export type OwnImage =
  // A Request has a `url` too, and is no picture.
  | (Image & { readonly method?: never })
  | { readonly b64_json: string }
  | { readonly bytes: Uint8Array | undefined; readonly url?: string | undefined };
