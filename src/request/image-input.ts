/**
 * A picture as the caller may hold it. It is sent under a media type read from its first bytes.
 *
 * A `Blob` (so a `File`, and what `fs.openAsBlob` gives) is not read into memory. Streams, and the
 * body of a `Response`, are read once when the call is made.
 */
export type ImageInput =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | Response
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;
