import { describe, expect, it } from 'vitest';
import { checkPictures, type PictureRule } from '../../src/request/check-pictures.js';
import { openPicture, type Picture } from '../../src/request/picture.js';
import { exifSegment, jpegOf, losslessWebpOf, pngOf } from '../support/picture-headers.js';

/** A JPEG of nothing but its beginning and its end. */
const SIZELESS = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);

const open = (bytes: Uint8Array<ArrayBuffer>): Promise<Picture> => openPicture(bytes, 'image');
const png = (width: number, height: number, colour: 'rgb' | 'rgba' = 'rgba') => open(pngOf({ colour, width, height }));
const REFERENCE: Picture = { kind: 'reference', reference: { file_id: 'file-1' } };

async function check(rule: PictureRule, mask: Picture | Promise<Picture>, image: Picture = REFERENCE) {
  const pictures = { image: [image], mask: [await mask] };
  return checkPictures(pictures, { mask: rule }).map(({ path, value, remedy }) => `${path} is ${value}: ${remedy}`);
}

describe('the number of pictures', () => {
  it('is limited, whether they are files or references', async () => {
    const picture = await png(4, 4);
    const rules = { image: { maxItems: 16 } };
    expect(checkPictures({ image: Array(16).fill(picture) }, rules)).toEqual([]);
    for (const each of [picture, REFERENCE]) {
      expect(checkPictures({ image: Array(17).fill(each) }, rules)).toEqual([
        { path: 'image', value: '17 pictures', remedy: 'expected at most 16', certain: true },
      ]);
    }
  });
});

describe('the media type of a picture', () => {
  const rule: PictureRule = { mediaTypes: ['image/png', 'image/webp'] };

  it('is what its bytes show', async () => {
    expect(await check(rule, png(4, 4))).toEqual([]);
    expect(await check(rule, open(losslessWebpOf(4, 4, true)))).toEqual([]);
    const named = openPicture(new File([jpegOf()], 'a.png', { type: 'image/png' }), 'mask');
    expect(await check(rule, named)).toEqual(['mask is image/jpeg: expected "image/png" or "image/webp"']);
  });
});

describe('the size of a file', () => {
  it('is limited to the byte', async () => {
    const picture = await png(4, 4);
    const size = picture.kind === 'file' ? picture.file.size : 0;
    expect(await check({ maxBytes: size }, picture)).toEqual([]);
    expect(await check({ maxBytes: size - 1 }, picture)).toEqual([
      `mask is ${size} bytes: expected at most ${size - 1} bytes; scale it down or compress it`,
    ]);
  });
});

describe('a square picture', () => {
  it('is as wide as it is high', async () => {
    expect(await check({ square: true }, png(6, 6))).toEqual([]);
    expect(await check({ square: true }, png(6, 5))).toEqual([
      'mask is 6x5: expected a square picture; crop it or pad it',
    ]);
  });

  it('may be one whose size nobody could read', async () => {
    expect(await check({ square: true }, open(SIZELESS))).toEqual([]);
  });
});

describe('a transparent picture', () => {
  const rule: PictureRule = { transparent: true };
  const opaque = (path: string) =>
    `${path} is opaque: expected transparent pixels, which mark the area meant; save it with an alpha channel`;

  it('has an alpha channel, or may have one for all that is known', async () => {
    expect(await check(rule, png(4, 4))).toEqual([]);
    expect(await check(rule, open(losslessWebpOf(4, 4, true)))).toEqual([]);
    expect(await check(rule, openPicture(new Blob(['avif'], { type: 'image/avif' }), 'mask'))).toEqual([]);
  });

  it('is none without', async () => {
    expect(await check(rule, png(4, 4, 'rgb'))).toEqual([opaque('mask')]);
    expect(await check(rule, open(jpegOf()))).toEqual([opaque('mask')]);
  });
});

describe('a picture of the same size as another', () => {
  const rule: PictureRule = { sameSizeAs: 'image' };
  const jpeg = (width: number, height: number, orientation?: number) =>
    open(jpegOf({ width, height, segments: orientation ? [exifSegment(orientation, 'MM')] : [] }));

  it.each([
    ['the same', png(6, 4), png(6, 4), []],
    ['the same in another format', png(6, 4), jpeg(6, 4), []],
    ['another', png(4, 4), png(6, 4), ['mask is 4x4: expected 6x4 as image has; scale one to the other']],
    ['the other way round', png(4, 6), png(6, 4), ['mask is 4x6: expected 6x4 as image has; scale one to the other']],
  ])('is told by width and height: %s', async (_which, mask, image, problems) => {
    expect(await check(rule, mask, await image)).toEqual(problems);
  });

  it.each([1, 2, 3, 4])('is not turned by orientation %i', async (orientation) => {
    expect(await check(rule, png(6, 4), await jpeg(6, 4, orientation))).toEqual([]);
    expect(await check(rule, png(4, 6), await jpeg(6, 4, orientation))).toHaveLength(1);
  });

  it.each([5, 6, 7, 8])('may be as it is stored or as it is shown, with orientation %i', async (orientation) => {
    expect(await check(rule, png(6, 4), await jpeg(6, 4, orientation))).toEqual([]);
    expect(await check(rule, png(4, 6), await jpeg(6, 4, orientation))).toEqual([]);
    expect(await check(rule, png(4, 4), await jpeg(6, 4, orientation))).toHaveLength(1);
  });

  it('is compared with the first, and with none that is not at hand or not readable', async () => {
    const [mask, same, other] = [await png(6, 4), await png(6, 4), await png(9, 9)];
    const rules = { mask: rule };
    expect(checkPictures({ image: [same, other], mask: [mask] }, rules)).toEqual([]);
    expect(checkPictures({ image: [other, same], mask: [mask] }, rules)).toHaveLength(1);
    expect(checkPictures({ image: [REFERENCE, other], mask: [mask] }, rules)).toEqual([]);
    expect(checkPictures({ image: [await open(SIZELESS)], mask: [mask] }, rules)).toEqual([]);
    expect(checkPictures({ mask: [mask] }, rules)).toEqual([]);
  });
});

describe('checkPictures', () => {
  const rules = { image: { mediaTypes: ['image/png'], square: true, maxBytes: 1 } };

  it('lists every fault of every picture, each under its place', async () => {
    const problems = checkPictures({ image: [await png(4, 4), await open(jpegOf())] }, rules);
    expect(problems.map(({ path, value }) => `${path} ${value.replace(/\d+ bytes/, 'bytes')}`)).toEqual([
      'image[0] bytes',
      'image[1] image/jpeg',
      'image[1] bytes',
      'image[1] 5x3',
    ]);
    expect(checkPictures({ image: [await png(4, 4)] }, rules)).toMatchObject([{ path: 'image' }]);
  });

  it('asks nothing of a reference, nor of a field without a rule', async () => {
    expect(checkPictures({ image: [REFERENCE], mask: [await open(jpegOf())] }, rules)).toEqual([]);
  });

  it('doubts where the rule is open', async () => {
    const [problem] = checkPictures({ image: [await png(4, 3)] }, { image: { square: true, open: true } });
    expect(problem?.certain).toBe(false);
  });
});
