import { sniffMediaType } from '../request/media-type.js';

/** The media type of a finished picture. */
export function mediaTypeOf(bytes: Uint8Array): string {
  const sniffed = sniffMediaType(bytes);
  if (sniffed && (sniffed !== 'image/bmp' || isBMP(bytes))) return sniffed;
  return isSVG(bytes) ? 'image/svg+xml' : 'application/octet-stream';
}

/** Texts begin with `BM` too; in a bitmap, the length of its second header stands at byte 14. */
function isBMP(bytes: Uint8Array): boolean {
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(bytes[14] ?? 0) && bytes[15] === 0;
}

function isSVG(bytes: Uint8Array): boolean {
  return /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/is.test(
    new TextDecoder().decode(bytes.subarray(0, 1_000)),
  );
}
