import { crc32, deflateSync } from 'node:zlib';

/** A PNG's colour type, as https://www.w3.org/TR/png-3/#table111 numbers them, and its samples a pixel. */
const COLOUR_TYPES = { gray: [0, 1], rgb: [2, 3], palette: [3, 1], 'gray with alpha': [4, 2], rgba: [6, 4] } as const;

export type Colour = keyof typeof COLOUR_TYPES;

interface PngParts {
  colour: Colour;
  width?: number;
  height?: number;
  depth?: 8 | 16;
  /** Chunks to put before the pixels, such as a tRNS chunk. */
  chunks?: Uint8Array[];
}

/** A PNG that a decoder can read, black or of its palette's first colour. */
export function pngOf({ colour, width = 5, height = 3, depth = 8, chunks = [] }: PngParts): Buffer<ArrayBuffer> {
  const [colourType, samples] = COLOUR_TYPES[colour];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType, 0, 0, 0], 8);
  const pixels = Buffer.alloc(height * (1 + width * samples * (depth / 8)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    ...(colour === 'palette' ? [pngChunk('PLTE', Buffer.from([9, 8, 7]))] : []),
    ...chunks,
    pngChunk('IDAT', deflateSync(pixels)),
    pngChunk('IEND'),
  ]);
}

/** A chunk of a PNG: length, type, data and checksum. */
export function pngChunk(type: string, data: Uint8Array = new Uint8Array()): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

interface JpegParts {
  width?: number;
  height?: number;
  /** The marker of its frame header: 0xc0 baseline, 0xc2 progressive. */
  frame?: number;
  /** Segments to put before the frame header. */
  segments?: Uint8Array[];
}

/** A JPEG up to and with its scan header: ITU-T T.81, B.2. */
export function jpegOf({ width = 5, height = 3, frame = 0xc0, segments = [] }: JpegParts = {}): Buffer<ArrayBuffer> {
  const size = Buffer.from([8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  size.writeUInt16BE(height, 1);
  size.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    ...segments,
    jpegSegment(0xdb, Buffer.alloc(65, 1)),
    jpegSegment(0xc4, Buffer.alloc(29, 0)),
    jpegSegment(frame, size),
    jpegSegment(0xda, Buffer.from([3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0])),
    Buffer.from([0x12, 0x34, 0xff, 0xd9]),
  ]);
}

/** A segment of a JPEG: marker, length and content. */
export function jpegSegment(marker: number, content: Uint8Array): Buffer {
  const length = content.length + 2;
  return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 0xff]), content]);
}

/** An EXIF segment whose first directory has an orientation after another entry, in either byte order. */
export function exifSegment(orientation: number, order: 'II' | 'MM'): Buffer {
  const tiff = Buffer.alloc(40);
  const write16 = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const write32 = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(order, 0, 'latin1');
  write16(42, 2);
  write32(8, 4);
  write16(2, 8);
  for (const [at, tag, value] of [
    [10, 0x0100, 77],
    [22, 0x0112, orientation],
  ] as const) {
    write16(tag, at);
    write16(3, at + 2);
    write32(1, at + 4);
    write16(value, at + 8);
  }
  return jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

/** A RIFF file of one chunk: https://developers.google.com/speed/webp/docs/riff_container */
function riffOf(type: string, content: Uint8Array): Buffer<ArrayBuffer> {
  const head = Buffer.from('RIFF\0\0\0\0WEBP\0\0\0\0\0\0\0\0', 'latin1');
  head.writeUInt32LE(12 + content.length, 4);
  head.write(type, 12, 'latin1');
  head.writeUInt32LE(content.length, 16);
  return Buffer.concat([head, content]);
}

/** A lossy WebP's frame header: RFC 6386, 9.1, with both scales set. */
export function lossyWebpOf(width: number, height: number): Buffer<ArrayBuffer> {
  const content = Buffer.from([0x10, 2, 0, 0x9d, 1, 0x2a, 0, 0, 0, 0, 7, 7, 7, 7]);
  content.writeUInt16LE(width | 0x4000, 6);
  content.writeUInt16LE(height | 0x8000, 8);
  return riffOf('VP8 ', content);
}

/** A lossless WebP's header: its signature, 14 bits each of width and height less one, and whether it has alpha. */
export function losslessWebpOf(width: number, height: number, alpha: boolean): Buffer<ArrayBuffer> {
  const content = Buffer.from([0x2f, 0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7]);
  content.writeUInt32LE(((width - 1) | ((height - 1) << 14) | (alpha ? 1 << 28 : 0)) >>> 0, 1);
  return riffOf('VP8L', content);
}

/** An extended WebP's header: flags, then 24 bits each of width and height less one. */
export function extendedWebpOf(width: number, height: number, alpha: boolean): Buffer<ArrayBuffer> {
  const content = Buffer.alloc(12);
  content[0] = alpha ? 0x1c : 0x0c;
  content.writeUIntLE(width - 1, 4, 3);
  content.writeUIntLE(height - 1, 7, 3);
  return riffOf('VP8X', content);
}

/** A GIF's header. */
export function gifOf(width: number, height: number, version: '87a' | '89a' = '89a'): Buffer<ArrayBuffer> {
  const head = Buffer.from(`GIF${version}\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff;`, 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return head;
}
