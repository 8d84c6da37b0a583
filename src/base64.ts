/** What newer runtimes have of https://tc39.es/proposal-arraybuffer-base64/, and Node's Buffer. */
interface NativeBase64 {
  Uint8Array: { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
  Buffer?: {
    byteLength(text: string): number;
    from(text: string, encoding: 'base64'): Uint8Array<ArrayBuffer>;
    from(bytes: ArrayBuffer, offset: number, length: number): NodeBuffer;
  };
}

interface NodeBuffer {
  toString(encoding: string): string;
  write(text: string, encoding: string): number;
}

export const native = globalThis as unknown as NativeBase64;

/** Bytes as base64, by the runtime's own means. */
export function encodeBase64(bytes: Uint8Array<ArrayBuffer>): string {
  if ('toBase64' in bytes && typeof bytes.toBase64 === 'function') return bytes.toBase64();
  if (native.Buffer) return native.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  let binary = '';
  // A call takes a limited number of arguments; 32 KiB is safe everywhere.
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}

/** Base64 as bytes, by the runtime's own means. Throws a SyntaxError or DOMException where it is none. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  if (native.Uint8Array.fromBase64) return native.Uint8Array.fromBase64(text);
  if (native.Buffer) return decodeWithBuffer(text, native.Buffer);
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Buffer passes over what is no base64, so that only the length tells. */
function decodeWithBuffer(
  text: string,
  { from, byteLength }: NonNullable<NativeBase64['Buffer']>,
): Uint8Array<ArrayBuffer> {
  const bytes = from(text, 'base64');
  const isPadded = text.length % 4 === 0 && !text.includes('-') && !text.includes('_');
  const expected = (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
  // White space is allowed, as it is elsewhere; a text without any is not gone through again.
  // And it takes the lower half of a letter beyond ASCII.
  if (!isPadded || bytes.length !== expected || byteLength(text) !== text.length) atob(text);
  // A small Buffer is a view of a pool that others write to.
  return bytes.buffer.byteLength === bytes.length ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
}
