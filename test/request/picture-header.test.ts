import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { type PictureHeader, readPictureHeader } from '../../src/request/picture-header.js';
import {
  type Colour,
  exifSegment,
  extendedWebpOf,
  gifOf,
  jpegOf,
  jpegSegment,
  losslessWebpOf,
  lossyWebpOf,
  pngChunk,
  pngOf,
} from '../support/picture-headers.js';
import { HEADS, makePng } from '../support/pictures.js';

const read = (bytes: Uint8Array<ArrayBuffer>) => readPictureHeader(new Blob([bytes]));

/** A blob that keeps how many bytes were taken from it. */
class CountingBlob extends Blob {
  taken = 0;

  override slice(start = 0, end = this.size): Blob {
    this.taken += Math.max(0, Math.min(end, this.size) - start);
    return super.slice(start, end);
  }
}

describe('a PNG', () => {
  const png = (alpha: boolean): PictureHeader => ({ mediaType: 'image/png', width: 5, height: 3, alpha });
  const transparency = [pngChunk('tRNS', Buffer.from([0, 0, 0, 0, 0, 0]))];

  it.each<[Colour, 8 | 16]>([
    ['gray', 8],
    ['gray', 16],
    ['rgb', 8],
    ['rgb', 16],
    ['palette', 8],
  ])('of %s in %i bits is opaque, but for a tRNS chunk', async (colour, depth) => {
    expect(await read(pngOf({ colour, depth }))).toEqual(png(false));
    expect(await read(pngOf({ colour, depth, chunks: transparency }))).toEqual(png(true));
  });

  it.each<[Colour, 8 | 16]>([
    ['gray with alpha', 8],
    ['gray with alpha', 16],
    ['rgba', 8],
    ['rgba', 16],
  ])('of %s in %i bits can be transparent', async (colour, depth) => {
    expect(await read(pngOf({ colour, depth }))).toEqual(png(true));
  });

  it('is read by what stands before its pixels, not after', async () => {
    const whole = pngOf({ colour: 'rgb' });
    expect(await read(Buffer.concat([whole, ...transparency]))).toEqual(png(false));
  });

  it('is read past other chunks, however long', async () => {
    const chunks = [pngChunk('gAMA', Buffer.alloc(4)), pngChunk('iCCP', Buffer.alloc(300_000)), pngChunk('tEXt')];
    expect(await read(pngOf({ colour: 'palette', chunks }))).toEqual(png(false));
    expect(await read(pngOf({ colour: 'palette', chunks: [...chunks, ...transparency] }))).toEqual(png(true));
  });

  it('with more chunks than anyone looks through is not called opaque', async () => {
    const chunks = [...Array.from({ length: 250 }, () => pngChunk('tEXt')), ...transparency];
    expect((await read(pngOf({ colour: 'palette', chunks }))).alpha).not.toBe(false);
  });

  it('of any size is known by it', async () => {
    expect(await read(makePng(70, 1_000))).toMatchObject({ width: 70, height: 1_000, alpha: true });
    const [width, height] = [3_840, 2];
    expect(await read(pngOf({ colour: 'gray', width, height }))).toMatchObject({ width, height });
  });

  it('of the test bench is one that a decoder reads', () => {
    for (const colour of ['gray', 'rgb', 'palette', 'gray with alpha', 'rgba'] as const) {
      expect(decode(pngOf({ colour }))).toMatchObject({ width: 5, height: 3 });
    }
  });
});

describe('a JPEG', () => {
  const jpeg = { mediaType: 'image/jpeg', width: 5, height: 3, alpha: false };

  it.each([
    ['baseline', 0xc0],
    ['extended', 0xc1],
    ['progressive', 0xc2],
    ['lossless', 0xc3],
    ['arithmetic', 0xc9],
  ])('of %s coding tells its size', async (_coding, frame) => {
    expect(await read(jpegOf({ frame }))).toEqual(jpeg);
    expect(await read(jpegOf({ frame, width: 65_000, height: 300 }))).toMatchObject({ width: 65_000, height: 300 });
  });

  it.each(['II', 'MM'] as const)('with EXIF data in byte order %s tells its orientation', async (order) => {
    for (const orientation of [1, 3, 6, 8]) {
      expect(await read(jpegOf({ segments: [exifSegment(orientation, order)] }))).toEqual({ ...jpeg, orientation });
    }
  });

  it('is read past large segments, whatever is in them', async () => {
    // Its content looks like a frame header of another size.
    const decoy = jpegSegment(0xe2, Buffer.from('ffc0001108270f270f03012200021101031101'.repeat(3_000), 'hex'));
    const xmp = jpegSegment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${'x'.repeat(60_000)}`));
    const segments = [xmp, decoy, exifSegment(6, 'MM'), decoy, jpegSegment(0xfe, Buffer.alloc(65_533))];
    expect(await read(jpegOf({ segments }))).toEqual({ ...jpeg, orientation: 6 });
  });

  it.each([
    ['a directory that is elsewhere', (tiff: Buffer) => tiff.writeUInt32BE(0x7fffffff, 4)],
    ['a directory without an end', (tiff: Buffer) => tiff.writeUInt16BE(0xffff, 8)],
    ['a directory without entries', (tiff: Buffer) => tiff.writeUInt16BE(0, 8)],
  ])('with %s in its EXIF data has its size and no orientation', async (_what, spoil) => {
    const exif = exifSegment(6, 'MM');
    // Marker, length and "Exif\0\0" stand before it; its second entry is the orientation.
    const tiff = exif.subarray(10);
    tiff.writeUInt16BE(0x0101, 22);
    spoil(tiff);
    expect(await read(jpegOf({ segments: [exif] }))).toEqual(jpeg);
  });

  it('that is all segments and no frame has no size', async () => {
    const segments = Array.from({ length: 500 }, () => jpegSegment(0xfe, Buffer.alloc(2)));
    expect(await read(jpegOf({ segments }))).toEqual({ mediaType: 'image/jpeg' });
  });

  it('with segments of no length has no size', async () => {
    const bytes = Buffer.concat([jpegOf().subarray(0, 2), Buffer.from([0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0])]);
    expect(await read(bytes)).toEqual({ mediaType: 'image/jpeg' });
  });

  it('is read past fill bytes before a marker, as ITU-T T.81, B.1.1.2 allows', async () => {
    const fill = Buffer.from([0xff, 0xff, 0xff]);
    expect(await read(jpegOf({ segments: [fill] }))).toEqual(jpeg);
  });
});

describe('a WebP', () => {
  const webp = (alpha: boolean, width = 5, height = 3) => ({ mediaType: 'image/webp', width, height, alpha });

  it.each([
    [1, 1],
    [5, 3],
    [16_383, 12_000],
  ])('of %i by %i pixels tells its size and whether it can be transparent', async (width, height) => {
    expect(await read(lossyWebpOf(width, height))).toEqual(webp(false, width, height));
    for (const alpha of [true, false]) {
      expect(await read(losslessWebpOf(width, height, alpha))).toEqual(webp(alpha, width, height));
      expect(await read(extendedWebpOf(width, height, alpha))).toEqual(webp(alpha, width, height));
    }
  });

  it('of the extended form may be larger', async () => {
    expect(await read(extendedWebpOf(70_000, 100_000, true))).toEqual(webp(true, 70_000, 100_000));
  });

  it('of a form to come is known as a WebP alone', async () => {
    const bytes = lossyWebpOf(5, 3);
    bytes.write('VP9 ', 12, 'latin1');
    expect(await read(bytes)).toEqual({ mediaType: 'image/webp' });
  });
});

it.each(['87a', '89a'] as const)('a GIF of version %s tells its size', async (version) => {
  expect(await read(gifOf(500, 3, version))).toEqual({ mediaType: 'image/gif', width: 500, height: 3 });
});

const SAMPLES: [title: string, bytes: Buffer<ArrayBuffer>][] = [
  [
    'a PNG',
    pngOf({ colour: 'palette', chunks: [pngChunk('gAMA', Buffer.alloc(4)), pngChunk('tRNS', Buffer.alloc(1))] }),
  ],
  ['a JPEG', jpegOf({ segments: [exifSegment(6, 'II'), exifSegment(3, 'MM')] })],
  ['a lossy WebP', lossyWebpOf(5, 3)],
  ['a lossless WebP', losslessWebpOf(5, 3, true)],
  ['an extended WebP', extendedWebpOf(5, 3, true)],
  ['a GIF', gifOf(5, 3)],
];

describe('a header that is not whole', () => {
  it.each(SAMPLES)('of %s, broken off anywhere, says less and nothing wrong', async (_what, bytes) => {
    const whole = await read(bytes);
    expect(whole).toMatchObject({ width: 5, height: 3 });
    for (let length = 0; length < bytes.length; length++) {
      const part = await read(bytes.subarray(0, length));
      const { mediaType, ...rest } = part;
      expect([undefined, whole.mediaType], `${length} bytes`).toContain(mediaType);
      expect(whole, `${length} bytes`).toMatchObject(rest);
    }
  });

  it.each(SAMPLES)('of %s, with any byte wrong, throws nothing', async (_what, bytes) => {
    for (let offset = 0; offset < Math.min(bytes.length, 120); offset++) {
      for (const wrong of [0x00, 0x7f, 0xff]) {
        const spoilt = Buffer.from(bytes);
        spoilt[offset] = wrong;
        await read(spoilt);
      }
    }
  });

  it.each(Object.entries(HEADS))('of %s in its first bytes alone says what it is', async (mediaType, bytes) => {
    expect((await read(bytes)).mediaType).toBe(mediaType);
  });

  it('of something else says nothing', async () => {
    for (const text of ['', 'RIFF____WAVE', '<svg xmlns="http://www.w3.org/2000/svg"/>']) {
      expect(await read(Buffer.from(text))).toEqual({ mediaType: undefined });
    }
  });
});

it.each([
  ['a PNG', () => pngOf({ colour: 'rgb', chunks: [pngChunk('iCCP', Buffer.alloc(900_000))] })],
  ['a JPEG', () => jpegOf({ segments: Array.from({ length: 15 }, () => jpegSegment(0xe2, Buffer.alloc(60_000))) })],
])('takes a few bytes of %s, however large', async (_what, make) => {
  const blob = new CountingBlob([make()]);
  expect(await readPictureHeader(blob)).toMatchObject({ width: 5, height: 3 });
  expect(blob.size).toBeGreaterThan(900_000);
  expect(blob.taken).toBeGreaterThan(0);
  expect(blob.taken).toBeLessThan(500);
});
