import { sniffMediaType } from '../request/media-type.js';

/** The media type of a finished picture. */
export function mediaTypeOf(bytes: Uint8Array): string {
  return sniffMediaType(bytes) ?? (isSVG(bytes) ? 'image/svg+xml' : 'application/octet-stream');
}

function isSVG(bytes: Uint8Array): boolean {
  return /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/is.test(
    new TextDecoder().decode(bytes.subarray(0, 1_000)),
  );
}
