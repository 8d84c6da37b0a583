import { createByteStore } from '../response/byte-store.js';
import { findByte } from '../response/find-byte.js';

/** Longer than any name or listed value; what is longer may be a picture. */
const LONGEST = 128;
const [QUOTE, BACKSLASH, LF, CR] = [0x22, 0x5c, 0x0a, 0x0d];
const PLACEHOLDER = new TextEncoder().encode('(long text)');

/**
 * Makes a function that copies JSON, or events whose data is JSON, as it arrives, and leaves out what long strings say:
 * pictures are never held. What it returns is valid until it is called again.
 */
export function createStringDropper(): (chunk: Uint8Array) => Uint8Array {
  const kept = createByteStore();
  /** The string that is being read, as far as it is here. */
  const string = createByteStore();
  let [inString, isEscaped, isLong] = [false, false, false];

  function readStructure(chunk: Uint8Array, start: number): number {
    const quote = findByte(chunk, QUOTE, start);
    inString = quote >= 0;
    const end = inString ? quote + 1 : chunk.length;
    kept.append(chunk.subarray(start, end));
    return end;
  }

  function readString(chunk: Uint8Array, start: number): number {
    let at = start;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      // A string of JSON ends with its line at the latest, so that a stray quote in an event does no harm to the next.
      if (byte === LF || byte === CR || (byte === QUOTE && !isEscaped)) break;
      isEscaped = byte === BACKSLASH && !isEscaped;
    }
    const part = chunk.subarray(start, at);
    isLong ||= string.size() + part.length > LONGEST;
    if (!isLong) string.append(part);
    if (at === chunk.length) return at;
    kept.append(isLong ? PLACEHOLDER : string.from(0));
    kept.append(chunk.subarray(at, at + 1));
    string.clear();
    [inString, isEscaped, isLong] = [false, false, false];
    return at + 1;
  }

  return (chunk) => {
    kept.clear();
    for (let at = 0; at < chunk.length; ) at = inString ? readString(chunk, at) : readStructure(chunk, at);
    return kept.from(0);
  };
}
