import { Readable } from 'node:stream';

/** A response whose body arrives in pieces of so many bytes. */
export function inPieces(text: string, size: number, type = 'application/json'): Response {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  const body = Readable.toWeb(Readable.from(pieces)) as ReadableStream<Uint8Array>;
  return new Response(body, { headers: { 'content-type': type } });
}
