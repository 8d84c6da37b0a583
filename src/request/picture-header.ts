import { sniffMediaType } from './media-type.js';

/** What a picture's first bytes say of it. What they do not say is undefined. */
export interface PictureHeader {
  mediaType: string | undefined;
  width?: number;
  height?: number;
  /** Whether it can have transparent pixels. */
  alpha?: boolean;
  /** EXIF orientation, 1 to 8; 5 and above swap width and height when shown. */
  orientation?: number;
}

/** Reads a slice of a picture. */
type Read = (offset: number, length: number) => Promise<DataView>;

/** A picture has a handful of chunks or segments before its pixels; more than this is no header. */
const MOST_SEGMENTS = 200;

export function readerOf(blob: Blob): Read {
  return async (offset, length) => new DataView(await blob.slice(offset, offset + length).arrayBuffer());
}

/** Reads a picture's header, and nothing behind it: a few small slices. */
export async function readPictureHeader(blob: Blob): Promise<PictureHeader> {
  const read = readerOf(blob);
  const head = await read(0, 32);
  const mediaType = sniffMediaType(new Uint8Array(head.buffer));
  try {
    switch (mediaType) {
      case 'image/png':
        return { mediaType, ...(await readPng(head, read)) };
      case 'image/jpeg':
        return { mediaType, ...(await readJpeg(read)) };
      case 'image/webp':
        return { mediaType, ...readWebp(head) };
      case 'image/gif':
        return { mediaType, width: head.getUint16(6, true), height: head.getUint16(8, true) };
    }
  } catch (error) {
    // A header that breaks off says nothing.
    if (!(error instanceof RangeError)) throw error;
  }
  return { mediaType };
}

/** https://www.w3.org/TR/png-3/#11IHDR and #11tRNS: colour types 4 and 6 have alpha, others may have a tRNS chunk. */
async function readPng(head: DataView, read: Read) {
  const size = { width: head.getUint32(16), height: head.getUint32(20) };
  if (head.getUint8(25) & 4) return { ...size, alpha: true };
  let offset = 8;
  for (let count = 0; count < MOST_SEGMENTS; count++) {
    const chunk = await read(offset, 8);
    const type = chunk.getUint32(4);
    if (type === 0x74524e53 /* tRNS */) return { ...size, alpha: true };
    if (type === 0x49444154 /* IDAT */) return { ...size, alpha: false };
    offset += 12 + chunk.getUint32(0);
  }
  return size;
}

async function readJpeg(read: Read) {
  const { offset, isFrame, orientation } = await findFrame(read);
  if (!isFrame) return {};
  const frame = await read(offset + 5, 4);
  const size = { height: frame.getUint16(0), width: frame.getUint16(2), alpha: false };
  return orientation === undefined ? size : { ...size, orientation };
}

/**
 * Where a JPEG's frame header (SOF) is, which has the size, or where its segments end without one.
 * ITU-T T.81, B.1.1: each segment is a marker and a length.
 */
export async function findFrame(read: Read) {
  let offset = 2;
  let orientation: number | undefined;
  for (let count = 0; count < MOST_SEGMENTS; count++) {
    const segment = await read(offset, 10);
    const marker = segment.byteLength < 10 ? 0 : segment.getUint16(0);
    if (marker < 0xff00 || marker === 0xffd9 /* EOI */) break;
    if (marker === 0xffff) {
      // Any number of these may fill the space before a marker.
      offset++;
      continue;
    }
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { offset, isFrame, orientation };
    const length = segment.getUint16(2);
    if (marker === 0xffe1 && segment.getUint32(4) === 0x45786966 /* Exif */) {
      orientation = readOrientation(await read(offset + 10, length - 8));
    }
    offset += 2 + length;
  }
  return { offset, isFrame: false, orientation };
}

/** TIFF 6.0, section 2: the first directory's entry 0x0112. */
function readOrientation(tiff: DataView): number | undefined {
  try {
    const littleEndian = tiff.getUint16(0) === 0x4949;
    const directory = tiff.getUint32(4, littleEndian);
    const entries = tiff.getUint16(directory, littleEndian);
    for (let index = 0; index < entries; index++) {
      const entry = directory + 2 + index * 12;
      if (tiff.getUint16(entry, littleEndian) === 0x0112) return tiff.getUint16(entry + 8, littleEndian);
    }
  } catch {
    // Broken EXIF data leaves the picture as it is.
  }
  return undefined;
}

/** https://developers.google.com/speed/webp/docs/riff_container: lossy, lossless and extended form. */
function readWebp(head: DataView) {
  switch (head.getUint32(12)) {
    case 0x56503820 /* "VP8 " */:
      return { width: head.getUint16(26, true) & 0x3fff, height: head.getUint16(28, true) & 0x3fff, alpha: false };
    case 0x5650384c /* VP8L */:
      {
        const bits = head.getUint32(21, true);
        return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1, alpha: ((bits >> 28) & 1) === 1 };
      }
    case 0x56503858 /* VP8X */:
      {
        const uint24 = (offset: number) => head.getUint16(offset, true) | (head.getUint8(offset + 2) << 16);
        return { width: uint24(24) + 1, height: uint24(27) + 1, alpha: (head.getUint8(20) & 0x10) !== 0 };
      }
  }
  return {};
}
