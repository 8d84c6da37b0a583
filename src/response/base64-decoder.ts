import { decodeBase64, native } from '../base64.js';
import { createByteStore } from './byte-store.js';

/** Base64 that arrives in pieces, cut anywhere. */
export interface Base64Decoder {
  /** Takes the next characters; all but the last few are decoded at once. */
  push(text: string): void;
  /**
   * All that was pushed, as bytes; undefined where that was nothing. The next push begins anew; where the bytes
   * are only `lent`, it writes over them.
   */
  end(lent?: boolean): Uint8Array<ArrayBuffer> | undefined;
}

/**
 * Decodes the alphabet of https://www.rfc-editor.org/rfc/rfc4648#section-4 and nothing else: the padding has to be
 * there, and whitespace must not. Both methods throw a SyntaxError, or a RangeError beyond `maxBytes`.
 */
export function createBase64Decoder(maxBytes: number): Base64Decoder {
  const decoded = createByteStore();
  /** The last four characters, which alone may have padding, or as many as there are. */
  let held = '';

  function extend(length: number): Uint8Array<ArrayBuffer> {
    if (decoded.size() + length > maxBytes) throw new RangeError(`The base64 stands for more than ${maxBytes} bytes.`);
    return decoded.extend(length);
  }

  return {
    push(text) {
      const all = held + text;
      const groups = Math.max(0, Math.ceil(all.length / 4) - 1);
      held = all.slice(groups * 4);
      if (groups > 0) decodeGroups(extend(groups * 3), all.slice(0, groups * 4));
    },
    end(lent = false) {
      if (!/^([a-z\d+/]{4}|[a-z\d+/]{3}=|[a-z\d+/]{2}==)?$/i.test(held)) throw invalidBase64();
      const last = decodeBase64(held);
      extend(last.length).set(last);
      held = '';
      if (decoded.size() === 0) return undefined;
      return lent ? decoded.lend() : decoded.take();
    },
  };
}

/** Decodes groups of four characters without padding; `target` has the length that they come to. */
function decodeGroups(target: Uint8Array<ArrayBuffer>, text: string): void {
  let length: number | undefined;
  try {
    length = decodeInto(target, text);
  } catch {
    // Which error it is depends on the runtime.
  }
  // Where padding or whitespace was taken, or anything was skipped, it has become less.
  if (length !== target.length) throw invalidBase64();
}

function decodeInto(target: Uint8Array<ArrayBuffer>, text: string): number {
  if ('setFromBase64' in target && typeof target.setFromBase64 === 'function')
    return target.setFromBase64(text).written;
  if (native.Buffer) {
    // Buffer takes the alphabet of base64url too, and looks only at the lower eight bits of a character.
    if (text.includes('-') || text.includes('_') || /[^\0-\xff]/.test(text)) return 0;
    return native.Buffer.from(target.buffer, target.byteOffset, target.length).write(text, 'base64');
  }
  const binary = atob(text);
  for (let at = 0; at < binary.length; at++) target[at] = binary.charCodeAt(at);
  return binary.length;
}

function invalidBase64(): SyntaxError {
  return new SyntaxError('The base64 is invalid.');
}
