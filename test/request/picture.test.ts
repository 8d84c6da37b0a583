import { Readable } from 'node:stream';
import { InvalidRequestError } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { openPicture, type Picture, toReference } from '../../src/request/picture.js';
import { errorOf } from '../support/error-of.js';
import { gifOf, jpegOf, losslessWebpOf } from '../support/picture-headers.js';
import { makePng } from '../support/pictures.js';

const PNG = makePng(6, 4);
const DATA_URL = `data:image/png;base64,${Buffer.from(PNG).toString('base64')}`;

const url = (mediaType: string, bytes: Uint8Array) =>
  `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
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
    ['an object with a URL', { image_url: 'https://example.com/a.png' }, { image_url: 'https://example.com/a.png' }],
    ['an object with a file ID', { file_id: 'file-1' }, { file_id: 'file-1' }],
    [
      'an object with a URL object',
      { image_url: new URL('https://x.test/a.png') },
      { image_url: 'https://x.test/a.png' },
    ],
    ['a URL without a file ID', { image_url: 'https://x.test', file_id: null }, { image_url: 'https://x.test' }],
    ['a file ID without a URL', { file_id: 'file-1', image_url: null }, { file_id: 'file-1' }],
    ['an image that came as a link', { url: 'https://x.test', b64_json: null }, { image_url: 'https://x.test' }],
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
    { image_url: null },
    { image_url: null, file_id: null },
    { file_id: 7 },
    { file_id: '' },
  ])('refuses %o as two references or none', async (input) => {
    const error = await errorOf(openPicture(input as never, 'image'), InvalidRequestError);
    expect(error.message).toMatch(/^image names a picture in two ways or in none; expected either \{ image_url:/);
  });

  it.each([
    ['a URL of ftp:', new URL('ftp://example.com/otter.png')],
    ['a URL of blob:', new URL('blob:https://example.com/7f3c')],
    ['a URL of ftp:', { image_url: 'FTP://example.com/otter.png' }],
    ['a URL of blob:', { url: 'blob:https://example.com/7f3c' }],
    ['no whole URL', 'https://'],
    ['no whole URL', 'http://exa mple.com/otter.png'],
    ['no whole URL', { image_url: '' }],
    ['no whole URL', { image_url: 'otter.png' }],
    ['no whole URL', { image_url: 7 }],
    ['no whole URL', { url: '' }],
    ['no whole URL', { url: '/otter.png' }],
  ])('refuses %s: %o', async (what, input) => {
    const error = await errorOf(openPicture(input as never, 'image[1]'), InvalidRequestError);
    expect(error.message).toBe(
      `image[1] is ${what}, which the API cannot read. Give an https: or data: URL, or the picture itself.`,
    );
  });

  it.each([[{}], [7], [true], [[]], [undefined], [new Request('https://example.com/otter.png')]])(
    'refuses %o as no picture, and says all that one may be',
    async (input) => {
      const error = await errorOf(openPicture(input as never, 'image'), InvalidRequestError);
      expect(error.message).toMatch(/^image is .*; expected a Blob or File, .* or data: URL, .* \{ file_id \}\.$/);
    },
  );
});

describe('a data URL', () => {
  const base64 = Buffer.from(PNG).toString('base64');

  it.each([
    ['as usual', DATA_URL],
    ['as a URL object', new URL(DATA_URL)],
    ['in an object', { image_url: DATA_URL }],
    ['as the link of an image', { url: DATA_URL }],
    ['in capitals', `DATA:IMAGE/PNG;BASE64,${base64}`],
    ['with a parameter', `data:image/png;name=otter.png;base64,${base64}`],
    ['with its base64 escaped', `data:image/png;base64,${encodeURIComponent(base64)}`],
    ['without a media type', `data:;base64,${base64}`],
    ['with a wrong media type', `data:image/webp;base64,${base64}`],
  ])('is opened as the file that it holds: %s', async (_how, input) => {
    const picture = await openPicture(input as string, 'image[1]');
    expect(await bytesOf(picture)).toEqual(PNG);
    expect(picture).toMatchObject({
      kind: 'file',
      file: { type: 'image/png', name: 'image1.png' },
      header: { width: 6, height: 4 },
    });
  });

  it.each([
    ['keeps the text that was given', DATA_URL, DATA_URL],
    ['keeps its parameters', `DATA:image/png;a=b;base64,${base64}`, `DATA:image/png;a=b;base64,${base64}`],
    ['gets a media type where it has none', `data:;base64,${base64}`, DATA_URL],
    ['gets the media type that its bytes show', `data:image/jpeg;base64,${base64}`, DATA_URL],
  ])('%s', async (_what, given, sent) => {
    const picture = await openPicture(given, 'image');
    expect(await toReference(picture, 'image', 1_000)).toEqual({ image_url: sent });
  });

  it('may hold a kind that is known by its media type alone', async () => {
    const picture = await openPicture('data:image/avif;base64,AAAA', 'image');
    expect(picture).toMatchObject({ kind: 'file', file: { type: 'image/avif', size: 3 } });
  });

  it.each([
    ['data:', 'image is a data URL without ";base64,"; expected one in base64.'],
    ['data:text/plain,hello', 'image is a data URL without ";base64,"; expected one in base64.'],
    ['data:image/png,%89PNG', 'image is a data URL without ";base64,"; expected one in base64.'],
    ['data:image/png;base64', 'image is a data URL without ";base64,"; expected one in base64.'],
    ['data:image/png;base64,SECRET!!', 'image is a data URL that holds no valid base64.'],
    ['data:image/png;base64,SECRET%', 'image is a data URL that holds no valid base64.'],
    ['data:image/png;base64,', 'image is empty: 0 bytes.'],
    ['data:;base64,SGVsbG8=', 'image does not begin like a PNG, JPEG or WebP.'],
    ['data:application/pdf;base64,JVBERi0xLjcK', 'image is a PDF, which the API does not read.'],
    [url('image/png', gifOf(6, 4)), 'image is a GIF, which the API does not read.'],
    [url('image/png', PNG.subarray(0, 40)), 'image is cut off: it begins like image/png'],
  ])('is refused as %s, and not repeated', async (text, message) => {
    const error = await errorOf(openPicture(text, 'image'), InvalidRequestError);
    expect(error.message.slice(0, message.length)).toBe(message);
    expect(error.message).not.toContain('SECRET');
  });
});

describe('toReference', () => {
  it.each([
    ['image/png', Buffer.from(PNG)],
    ['image/jpeg', jpegOf()],
    ['image/webp', losslessWebpOf(5, 3, true)],
  ])('makes a data URL of type %s by the bytes', async (mediaType, bytes) => {
    const picture = await openPicture(new File([bytes], 'a.bin', { type: 'application/octet-stream' }), 'image');
    expect(await toReference(picture, 'image', 1_000)).toEqual({ image_url: url(mediaType, bytes) });
  });

  it.each([0, 1, 2, 3])(
    'counts the very length that the URL will have, %i bytes past a multiple of three',
    async (past) => {
      const bytes = Buffer.concat([PNG, Buffer.alloc(300 + past - (PNG.length % 3))]);
      const image_url = url('image/png', bytes);
      for (const given of [bytes, image_url]) {
        const picture = await openPicture(given, 'image');
        expect(await toReference(picture, 'image', image_url.length)).toEqual({ image_url });
        const error = await errorOf(toReference(picture, 'image[3]', image_url.length - 1), InvalidRequestError);
        expect(error.message).toBe(
          `image[3] is a picture of ${bytes.length} bytes beside one given by reference, so it would have to go as a ` +
            `data URL of ${image_url.length} characters; the limit is ${image_url.length - 1}. ` +
            'Give all pictures as files, or all by reference.',
        );
      }
    },
  );

  it('leaves references as they are', async () => {
    for (const reference of [{ image_url: 'https://example.com/a.png' }, { file_id: 'file-1' }]) {
      expect(await toReference(await openPicture(reference, 'image'), 'image', 1)).toEqual(reference);
    }
  });
});
