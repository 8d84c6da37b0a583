/** What newer runtimes have of https://tc39.es/proposal-arraybuffer-base64/, and Node's Buffer. */
interface NativeBase64 {
  Uint8Array: { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
  Buffer?: { from(bytes: ArrayBuffer, offset: number, length: number): { toString(encoding: string): string } };
}

const native = globalThis as unknown as NativeBase64;

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

/** Base64 as bytes. Throws a SyntaxError or DOMException where it is none. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  if (native.Uint8Array.fromBase64) return native.Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
