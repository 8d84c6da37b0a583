import { Readable } from 'node:stream';
import { InvalidRequestError } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { fromDataURL, isDataURL, openPicture, type Picture, toDataURL } from '../../src/request/picture.js';
import { errorOf } from '../support/error-of.js';
import { jpegOf, losslessWebpOf } from '../support/picture-headers.js';
import { makePng } from '../support/pictures.js';

const PNG = makePng(6, 4);
const DATA_URL = `data:image/png;base64,${Buffer.from(PNG).toString('base64')}`;

const refer = (image_url: string): Picture => ({ kind: 'reference', reference: { image_url } });
const bytesOf = async (picture: Picture) =>
  picture.kind === 'file' ? new Uint8Array(await picture.file.arrayBuffer()) : expect.fail('no file');

describe('openPicture', () => {
  it.each([
    ['an https: URL', 'https://example.com/otter.png', { image_url: 'https://example.com/otter.png' }],
    [
      'a URL object',
      new URL('https://example.com/a b.png?x=1#y'),
      { image_url: 'https://example.com/a%20b.png?x=1#y' },
    ],
    ['a URL in capitals', 'HTTPS://EXAMPLE.COM/OTTER.PNG', { image_url: 'HTTPS://EXAMPLE.COM/OTTER.PNG' }],
    ['an http: URL, which a server at home may take', 'http://10.0.0.1/a.png', { image_url: 'http://10.0.0.1/a.png' }],
    ['a data URL', DATA_URL, { image_url: DATA_URL }],
    ['a data URL as a URL object', new URL(DATA_URL), { image_url: DATA_URL }],
    ['an object with a URL', { image_url: 'https://example.com/a.png' }, { image_url: 'https://example.com/a.png' }],
    ['an object with a file ID', { file_id: 'file-1' }, { file_id: 'file-1' }],
    ['an object with more than that', { file_id: 'file-1', detail: 'high' }, { file_id: 'file-1' }],
  ])('takes %s for a reference', async (_what, input, reference) => {
    expect(await openPicture(input as string, 'image')).toEqual({ kind: 'reference', reference });
  });

  it.each([
    ['bytes', () => PNG],
    ['a File', () => new File([PNG], 'otter.png')],
    ['a Node stream', () => Readable.from([Buffer.from(PNG)])],
    ['a Response', () => new Response(PNG)],
  ])('takes %s for a file, and reads its header', async (_what, make) => {
    const picture = await openPicture(make(), 'image');
    expect(picture).toMatchObject({
      kind: 'file',
      header: { mediaType: 'image/png', width: 6, height: 4, alpha: true },
    });
    expect(await bytesOf(picture)).toEqual(PNG);
  });

  it.each([
    ['a string', 'file:///home/otter.png'],
    ['a URL object', new URL('file:///home/otter.png')],
    ['an object', { image_url: 'FILE:///home/otter.png' }],
  ])('refuses a file: URL in %s, and says what to pass', async (_what, input) => {
    const error = await errorOf(openPicture(input, 'mask'), InvalidRequestError);
    expect(error.message).toBe(
      'mask is a file: URL, which the API cannot read. Pass fs.createReadStream(path) to upload the file.',
    );
  });

  it.each(['otter.png', './otter.png', 'C:\\otter.png', 'iVBORw0KGgo=', '', 'example.com/otter.png', 'javascript:1'])(
    'refuses the text %j, and does not repeat it',
    async (text) => {
      const error = await errorOf(openPicture(text, 'image[2]'), InvalidRequestError);
      expect(error.message).toMatch(
        new RegExp(`^image\\[2\\] is a string of ${text.length} characters; expected a Blob`),
      );
      if (text) expect(error.message).not.toContain(text);
    },
  );

  it.each([
    { image_url: 'https://example.com/a.png', file_id: 'file-1' },
    { image_url: new URL('https://example.com/a.png') },
    { image_url: null },
    { file_id: 7 },
  ])('refuses %o as two references or none', async (input) => {
    const error = await errorOf(openPicture(input as never, 'image'), InvalidRequestError);
    expect(error.message).toMatch(/^image names a picture in two ways or in none; expected either \{ image_url:/);
  });

  it.each([[{}], [7], [true], [[]]])('refuses %o as no picture', async (input) => {
    const error = await errorOf(openPicture(input as never, 'image'), InvalidRequestError);
    expect(error.message).toMatch(/^image is .*; expected a Blob or File/);
  });
});

describe('isDataURL', () => {
  it.each<[boolean, Picture]>([
    [true, refer(DATA_URL)],
    [true, refer('DATA:,')],
    [false, refer('https://example.com/data:image')],
    [false, { kind: 'reference', reference: { file_id: 'data:' } }],
  ])('says %o of %o', (expected, picture) => {
    expect(isDataURL(picture)).toBe(expected);
  });

  it('says false of a file', async () => {
    expect(isDataURL(await openPicture(PNG, 'image'))).toBe(false);
  });
});

describe('fromDataURL', () => {
  const base64 = Buffer.from(PNG).toString('base64');

  it.each([
    ['as usual', DATA_URL],
    ['in capitals', `DATA:IMAGE/PNG;BASE64,${base64}`],
    ['with a parameter', `data:image/png;name=otter.png;base64,${base64}`],
    ['without a media type', `data:;base64,${base64}`],
    ['with a wrong media type', `data:image/webp;base64,${base64}`],
  ])('makes a file of a data URL %s', async (_how, url) => {
    const picture = await fromDataURL(refer(url), 'image[1]');
    expect(await bytesOf(picture)).toEqual(PNG);
    expect(picture).toMatchObject({
      file: { type: 'image/png', name: 'image1.png' },
      header: { width: 6, height: 4 },
    });
  });

  it('makes a file of a kind that is known by its media type alone', async () => {
    const picture = await fromDataURL(refer('data:image/avif;base64,AAAA'), 'image');
    expect(picture).toMatchObject({ kind: 'file', file: { type: 'image/avif', size: 3 } });
  });

  it.each([
    ['data:image/png,%89PNG', 'image is a data URL without ";base64,"; expected one in base64.'],
    ['data:image/png;base64', 'image is a data URL without ";base64,"; expected one in base64.'],
    ['data:image/png;base64,SECRET!!', 'image is a data URL that holds no valid base64.'],
    ['data:image/png;base64,', 'image is empty: 0 bytes.'],
    ['data:;base64,SGVsbG8=', 'image does not begin like a PNG, JPEG or WebP.'],
  ])('refuses %s, and does not repeat it', async (url, message) => {
    const error = await errorOf(fromDataURL(refer(url), 'image'), InvalidRequestError);
    expect(error.message.slice(0, message.length)).toBe(message);
    expect(error.message).not.toContain('SECRET');
  });

  it('leaves files and file IDs as they are', async () => {
    for (const picture of [await openPicture(PNG, 'image'), await openPicture({ file_id: 'file-1' }, 'image')]) {
      expect(await fromDataURL(picture, 'image')).toBe(picture);
    }
  });
});

describe('toDataURL', () => {
  it.each([
    ['image/png', Buffer.from(PNG)],
    ['image/jpeg', jpegOf()],
    ['image/webp', losslessWebpOf(5, 3, true)],
  ])('makes a data URL of type %s by the bytes', async (mediaType, bytes) => {
    const picture = await openPicture(new File([bytes], 'a.bin', { type: 'application/octet-stream' }), 'image');
    const url = `data:${mediaType};base64,${bytes.toString('base64')}`;
    expect(await toDataURL(picture, 'image', 1_000)).toEqual(refer(url));
  });

  it.each([0, 1, 2, 3])(
    'counts the very length that the URL will have, %i bytes past a multiple of three',
    async (past) => {
      const bytes = Buffer.concat([PNG, Buffer.alloc(300 + past - (PNG.length % 3))]);
      const picture = await openPicture(bytes, 'image');
      const { length } = `data:image/png;base64,${bytes.toString('base64')}`;
      expect(await toDataURL(picture, 'image', length)).toEqual(
        refer(`data:image/png;base64,${bytes.toString('base64')}`),
      );
      const error = await errorOf(toDataURL(picture, 'image[3]', length - 1), InvalidRequestError);
      expect(error.message).toBe(
        `image[3] is a file of ${bytes.length} bytes beside a picture given by reference, so it would have to go as a ` +
          `data URL of ${length} characters; the limit is ${length - 1}. Give all pictures as files, or all by reference.`,
      );
    },
  );

  it('leaves references as they are', async () => {
    const picture = refer(DATA_URL);
    expect(await toDataURL(picture, 'image', DATA_URL.length)).toBe(picture);
    await expect(toDataURL(picture, 'image', DATA_URL.length - 1)).rejects.toThrow(/^image is a URL of \d+ characters/);
  });

  it('is undone by fromDataURL', async () => {
    const picture = await openPicture(PNG, 'image');
    const back = await fromDataURL(await toDataURL(picture, 'image', 1_000), 'image');
    expect(await bytesOf(back)).toEqual(PNG);
    expect(back).toMatchObject({ header: picture.kind === 'file' ? picture.header : undefined });
  });
});
