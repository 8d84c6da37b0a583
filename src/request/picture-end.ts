import { findFrame, readerOf } from './picture-header.js';

/** How a whole file of a media type ends: PNG with its IEND chunk, JPEG with its EOI marker. */
const ENDS: Readonly<Record<string, Uint8Array>> = {
  'image/png': Uint8Array.of(0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82),
  'image/jpeg': Uint8Array.of(0xff, 0xd9),
};

/** Nearly every file ends with its end; some carry more data behind it. */
const FIRST_WINDOW = 64;
const WINDOW = 1 << 20;

/** Whether a picture's end is missing. What has no known end is taken as whole. */
export async function isCutOff(blob: Blob, mediaType: string): Promise<boolean> {
  if (mediaType === 'image/webp') {
    const head = new DataView(await blob.slice(0, 8).arrayBuffer());
    // A RIFF file says how long it is.
    return blob.size < head.getUint32(4, true) + 8;
  }
  const end = ENDS[mediaType];
  if (!end) return false;
  // Before its frame a JPEG may have a whole one in small.
  const start = mediaType === 'image/jpeg' ? (await findFrame(readerOf(blob))).offset : 0;
  return !(await holds(blob, end, start));
}

/** Looks for bytes from the end of a blob on down to a place, a window at a time. */
async function holds(blob: Blob, wanted: Uint8Array, from: number): Promise<boolean> {
  // Any decoder of single bytes will do, as long as both sides go through it.
  const decoder = new TextDecoder('latin1');
  const pattern = decoder.decode(wanted);
  let stop = blob.size;
  for (let window = FIRST_WINDOW; stop > from; window = WINDOW) {
    const start = Math.max(from, stop - window);
    const bytes = await blob.slice(start, stop + pattern.length - 1).arrayBuffer();
    if (decoder.decode(bytes).includes(pattern)) return true;
    stop = start;
  }
  return false;
}
