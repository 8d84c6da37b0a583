import { InvalidRequestError } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { toImageFile } from '../../src/request/image-file.js';
import { isCutOff } from '../../src/request/picture-end.js';
import { errorOf } from '../support/error-of.js';
import { jpegOf, jpegSegment } from '../support/picture-headers.js';
import { HEADS, makePng } from '../support/pictures.js';

/** A RIFF file of this many bytes, which says so itself. */
function makeWebp(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  bytes.set(HEADS['image/webp']);
  new DataView(bytes.buffer).setUint32(4, size - 8, true);
  return bytes;
}

const JPEG = Uint8Array.of(...HEADS['image/jpeg'].subarray(0, -2), ...Array(60).fill(0x55), 0xff, 0xd9);
const WHOLE: [string, Uint8Array<ArrayBuffer>][] = [
  ['image/png', makePng()],
  ['image/jpeg', JPEG],
  ['image/webp', makeWebp(80)],
];
const MEBIBYTE = 1 << 20;
const EOI = Buffer.from([0xff, 0xd9]);

describe('a picture that is cut off', () => {
  it.each(WHOLE)('of %s is known as such at every byte', async (mediaType, bytes) => {
    expect(await isCutOff(new Blob([bytes]), mediaType)).toBe(false);
    const cuts = Array.from({ length: bytes.length - 12 }, (_, index) => index + 1);
    const passed: number[] = [];
    for (const missing of cuts) {
      if (!(await isCutOff(new Blob([bytes.subarray(0, -missing)]), mediaType))) passed.push(missing);
    }
    expect(passed).toEqual([]);
  });

  it.each(WHOLE)('of %s is refused with its size and the name of its field', async (mediaType, bytes) => {
    const error = await errorOf(toImageFile(bytes.subarray(0, -1), 'image[1]'), InvalidRequestError);
    expect(error.message).toBe(
      `image[1] is cut off: it begins like ${mediaType} and has no end after its ${bytes.length - 1} bytes. ` +
        'Was it read or downloaded whole?',
    );
  });

  it('is known as such where it is larger than what is looked at in one go', async () => {
    const parts = [makePng().subarray(0, -12), new Uint8Array(3 * MEBIBYTE)];
    expect(await isCutOff(new Blob(parts), 'image/png')).toBe(true);
  });
});

describe('a JPEG with a small one of itself in its header, as cameras make them', () => {
  const thumbnail = jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), jpegOf(), Buffer.alloc(40)]));
  const whole = Buffer.concat([jpegOf({ segments: [thumbnail] }).subarray(0, -2), Buffer.alloc(200, 0x55), EOI]);
  const frame = whole.indexOf(Buffer.from([0xff, 0xc0]), whole.indexOf(EOI));

  it('is whole with the end of the large one', async () => {
    expect(await isCutOff(new Blob([whole]), 'image/jpeg')).toBe(false);
    expect(await isCutOff(new Blob([whole, new Uint8Array(2 * MEBIBYTE)]), 'image/jpeg')).toBe(false);
  });

  it.each([
    ['half', whole.length >> 1],
    ['right behind the small one', whole.indexOf(EOI) + 2],
    ['amid the header', frame - 20],
    ['amid the frame header', frame + 4],
    ['behind the frame header', frame + 19],
    ['a byte before its end', whole.length - 1],
  ])('is cut off without: %s', async (_where, length) => {
    expect(await isCutOff(new Blob([whole.subarray(0, length)]), 'image/jpeg')).toBe(true);
  });
});

describe('a whole picture with more data behind it', () => {
  // Around these the end lies half in what is looked at first, or in the next go.
  const sizes = [1, 100, ...around(64), ...around(64 + MEBIBYTE), 3 * MEBIBYTE];

  it.each(WHOLE)('of %s passes, whatever the size of that', async (mediaType, bytes) => {
    const refused: number[] = [];
    for (const size of sizes) {
      if (await isCutOff(new Blob([bytes, new Uint8Array(size)]), mediaType)) refused.push(size);
    }
    expect(refused).toEqual([]);
  });

  it.each(WHOLE)('of %s is sent with it', async (_mediaType, bytes) => {
    const file = await toImageFile(new Blob([bytes, 'and a postscript']), 'image');
    expect(file.size).toBe(bytes.length + 16);
  });

  function around(size: number): number[] {
    return Array.from({ length: 21 }, (_, index) => size - 10 + index);
  }
});

it('takes a picture of a kind whose end is not known as whole', async () => {
  expect(await isCutOff(new Blob(['\0\0\0\x1cftypavif and so on']), 'image/avif')).toBe(false);
});
