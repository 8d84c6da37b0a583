import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { type ImageInput, InvalidRequestError } from 'openai-images';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toImageFile } from '../../src/request/image-file.js';
import { errorOf } from '../support/error-of.js';
import { startHttpServer } from '../support/http-server.js';
import { type Part, parseMultipart } from '../support/parse-multipart.js';
import { HEADS, makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

const PNG = makePng();
/** What the API reads, and this client sends. */
const KINDS = Object.entries(HEADS).filter(([mediaType]) => mediaType !== 'image/gif');

/** Sends a picture and gives its part as it stood on the wire, once it is known to be the only one. */
async function sendPicture(image: ImageInput): Promise<Part> {
  const server = await startHttpServer();
  await testClient({ baseURL: server.url }).createVariation({ image });
  const parts = parseMultipart(server.requests[0] as never);
  expect(parts).toHaveLength(1);
  return parts[0] as Part;
}

async function* yieldAll(...chunks: unknown[]) {
  yield* chunks;
}

/** Bytes, or a view of them, that went to somebody else. */
function givenAway<T extends ArrayBuffer | Uint8Array<ArrayBuffer>>(bytes: T): T {
  structuredClone(undefined, { transfer: [bytes instanceof ArrayBuffer ? bytes : bytes.buffer] });
  return bytes;
}

async function servePicture(status = 200): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/octet-stream' }).end(PNG);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the media type', () => {
  it.each(KINDS)('is %s where the bytes say so, though name and type lie', async (mediaType, head) => {
    const lie = mediaType === 'image/png' ? 'gif' : 'png';
    const part = await sendPicture(new File([head, 'and more'], `otter.${lie}`, { type: `image/${lie}` }));
    expect(part.mediaType).toBe(mediaType);
    expect(part.filename).toBe(`otter.${mediaType === 'image/jpeg' ? 'jpg' : mediaType.slice('image/'.length)}`);
  });

  it.each(KINDS)('of bare bytes is %s where they say so, and gives the extension', async (mediaType, head) => {
    const file = await toImageFile(head, 'mask');
    expect(file.type).toBe(mediaType);
    expect(file.name).toBe(`mask.${mediaType === 'image/jpeg' ? 'jpg' : mediaType.slice('image/'.length)}`);
  });

  it('of unknown bytes is the image type that they come with', async () => {
    const part = await sendPicture(new Blob(['ftypavif and so on'], { type: 'image/avif' }));
    expect(part.mediaType).toBe('image/avif');
    expect(part.filename).toBe('image.avif');
    expect(part.bytes.toString()).toBe('ftypavif and so on');
  });

  it('of an unknown body is the image type of its Response', async () => {
    const response = new Response('<svg/>', { headers: { 'content-type': 'image/svg+xml; charset=utf-8' } });
    const file = await toImageFile(response, 'image');
    expect(file.type).toMatch(/^image\/svg\+xml/);
    expect(file.name).toBe('image.svg');
  });

  it.each([
    ['no type', undefined],
    ['a type of something else', 'application/octet-stream'],
    ['a type that only looks alike', 'imagery/png'],
  ])('cannot be told from unknown bytes with %s, and the field is named', async (_what, type) => {
    const blob = new Blob(['once upon a time'], type ? { type } : {});
    const error = await errorOf(toImageFile(blob, 'mask'), InvalidRequestError);
    expect(error.message).toMatch(/^mask does not begin like a PNG, JPEG or WebP\./);
    expect(error.message).toContain('a Blob whose type says');
  });
});

describe('the file name', () => {
  it("is the field's where a Blob has an empty place for one, as Bun's have", async () => {
    const blob = Object.defineProperty(new Blob([HEADS['image/png']]), 'name', { value: undefined });
    expect((await toImageFile(blob, 'mask')).name).toBe('mask.png');
  });

  it('gets an extension where it has none', async () => {
    expect((await toImageFile(new File([HEADS['image/webp']], 'otter'), 'image')).name).toBe('otter.webp');
  });

  it.each([
    ['../../etc/passwd.png', 'passwd.png'],
    ['C:\\pictures\\otter.png', 'otter.png'],
    ['/pictures/', 'image.png'],
  ])('%o loses its folders', async (name, filename) => {
    expect((await sendPicture(new File([PNG], name))).filename).toBe(filename);
  });

  it.each([
    ['a quote and a parameter', 'otter"; name="prompt.png', 'otter%22; name=%22prompt.png'],
    ['a line break and a header', 'otter\r\nX-Evil: 1.png', 'otter%0D%0AX-Evil: 1.png'],
    ['the end of the headers', 'otter\r\n\r\nbody.png', 'otter%0D%0A%0D%0Abody.png'],
    ['lone breaks', 'a\nb\rc.png', 'a%0Ab%0Dc.png'],
    ['letters outside ASCII', 'Ötter 🦦.png', 'Ötter 🦦.png'],
    ['a percent sign', '100%22.png', '100%22.png'],
  ])('stays within its header with %s in it', async (_what, name, filename) => {
    const part = await sendPicture(new File([PNG], name));
    expect(Object.keys(part.headers).sort()).toEqual(['content-disposition', 'content-type']);
    expect(part.headers['content-disposition']).toBe(`form-data; name="image"; filename="${filename}"`);
    expect(part.name).toBe('image');
    expect(Buffer.compare(part.bytes, PNG)).toBe(0);
  });

  it.each([
    ['a JPEG named .png', 'otter.png', 'image/jpeg', 'otter.jpg'],
    ['a JPEG named .jpeg', 'otter.jpeg', 'image/jpeg', 'otter.jpeg'],
    ['a JPEG named .JPG', 'OTTER.JPG', 'image/jpeg', 'OTTER.JPG'],
    ['a JPEG named .jfif', 'otter.jfif', 'image/jpeg', 'otter.jpg'],
    ['a PNG named .jpg', 'otter.hat.jpg', 'image/png', 'otter.hat.png'],
    ['a WebP named .heic', 'otter.heic', 'image/webp', 'otter.webp'],
    ['a PNG named for its version', 'otter-v1.5', 'image/png', 'otter-v1.5.png'],
    ['a PNG named like a script', 'otter.png.exe', 'image/png', 'otter.png.exe.png'],
  ] as const)('fits the bytes of %s', async (_what, name, mediaType, filename) => {
    const part = await sendPicture(new File([HEADS[mediaType]], name, { type: 'image/png' }));
    expect([part.filename, part.mediaType]).toEqual([filename, mediaType]);
  });

  it('that a Response decodes to a line break stays within its header', async () => {
    const part = await sendPicture(await fetch(`${await servePicture()}/a%0D%0AX-Evil%3A%201%22.png`));
    expect(part.headers['content-disposition']).toBe('form-data; name="image"; filename="a%0D%0AX-Evil: 1%22.png"');
    expect(Object.keys(part.headers)).toHaveLength(2);
  });

  it('that a Response hides folders in loses them', async () => {
    expect((await sendPicture(await fetch(`${await servePicture()}/..%2F..%2Fotter.png`))).filename).toBe('otter.png');
  });
});

describe('bytes that are not known', () => {
  it.each([
    ['PNG', 'image/png'],
    ['JPEG', 'image/jpeg'],
    ['WebP', 'image/webp'],
  ])('are not taken for the %s that they are called', async (_kind, type) => {
    for (const text of ['once upon a time', 'no']) {
      const error = await errorOf(toImageFile(new Blob([text], { type }), 'image'), InvalidRequestError);
      expect(error.message).not.toContain('begins like');
      expect(error.message).toMatch(/^image does not begin like /);
    }
  });
});

describe('what the API does not read is refused by its name', () => {
  const files: [string, string | Uint8Array<ArrayBuffer>][] = [
    ['GIF', HEADS['image/gif']],
    ['BMP', 'BM\x46\0\0\0\0\0\0\0\x36\0\0\0 and so on'],
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0 and so on'],
    ['HEIC', '\0\0\0\x18ftypmif1\0\0\0\0 and so on'],
    ['TIFF', 'II*\0\x08\0\0\0 and so on'],
    ['TIFF', 'MM\0*\0\0\0\x08 and so on'],
    ['PDF', '%PDF-1.7\n and so on'],
  ];

  it.each(files)('such as a %s that is called a PNG', async (kind, bytes) => {
    const file = new File([bytes], 'otter.png', { type: 'image/png' });
    const error = await errorOf(toImageFile(file, 'image[3]'), InvalidRequestError);
    expect(error.message).toBe(`image[3] is a ${kind}, which the API does not read. Convert it to PNG, JPEG or WebP.`);
  });

  it('such as bytes that are not known and are called a GIF', async () => {
    const blob = new Blob(['once upon a time'], { type: 'image/gif' });
    await expect(toImageFile(blob, 'image')).rejects.toThrow(/^image (is a GIF, which|does not begin like) /);
  });

  it('before anything is sent', async () => {
    const server = await startHttpServer();
    const call = testClient({ baseURL: server.url }).edit({ image: HEADS['image/gif'], prompt: 'x' });
    await errorOf(call, InvalidRequestError);
    expect(server.requests).toHaveLength(0);
  });
});

describe('what is no picture is refused by the name of its field', () => {
  const refusals: [string, () => unknown, RegExp][] = [
    ['an empty Blob', () => new Blob([], { type: 'image/png' }), /^mask is empty: 0 bytes\./],
    ['no bytes', () => new Uint8Array(), /^mask is empty: 0 bytes\./],
    ['an empty web stream', () => new Blob([]).stream(), /^mask is empty: 0 bytes\./],
    ['an empty Node stream', () => Readable.from([]), /^mask is empty: 0 bytes\./],
    ['a Response without a body', () => new Response(null), /^mask is empty: 0 bytes\./],
    ['a path', () => 'otter.png', /^mask is a string of 9 characters; expected .*fs\.createReadStream\(path\)/],
    ['base64 text', () => Buffer.from(PNG).toString('base64'), /^mask is a string .*Buffer\.from\(text, "base64"\)/],
    ['undefined', () => undefined, /^mask is undefined; expected a Blob or File/],
    ['null', () => null, /^mask is null; expected a Blob or File/],
    ['a number', () => 5, /^mask is of type number; expected/],
    ['a plain object', () => ({ path: 'otter.png' }), /^mask is of type Object; expected/],
    ['an object without a prototype', () => Object.create(null), /^mask is of type object; expected/],
    [
      'an own image of invalid base64',
      () => ({ b64_json: 'no base64!' }),
      /^mask has a b64_json that is no valid base64\./,
    ],
    ['an own image of nothing', () => ({ b64_json: '' }), /^mask is empty: 0 bytes\./],
    ['an own image without its picture', () => ({ b64_json: undefined }), /^mask is of type Object; expected/],
    ['a picture without its bytes', () => ({ index: 0, bytes: undefined }), /^mask is of type Object; expected/],
    ['an array', () => [PNG], /^mask is an array; expected/],
    ['a Response that failed', () => new Response('gone', { status: 404 }), /^mask is a Response with status 404;/],
    [
      'a stream of strings',
      () => Readable.from(['otter', 'hat']),
      /^mask is a stream of strings; .*without an encoding/,
    ],
    [
      'a web stream of strings',
      () => new Response('x').body?.pipeThrough(new TextDecoderStream()),
      /^mask could not be read:/,
    ],
    ['a folder', () => createReadStream('/'), /^mask \(\/\) could not be read: EISDIR/],
    ['an empty file', () => createReadStream('/dev/null'), /^mask \(\/dev\/null\) is empty: 0 bytes\./],
    [
      'a stream of numbers',
      () => Readable.from([PNG, 1]),
      /^mask is a stream with a chunk that is of type number; expected bytes/,
    ],
    [
      'a stream of objects',
      () => Readable.from([PNG, { a: 1 }]),
      /^mask is a stream with a chunk that is of type Object;/,
    ],
    ['a stream of nothing', () => yieldAll(PNG, undefined), /^mask is a stream with a chunk that is undefined;/],
    [
      'an array buffer that was given away',
      () => givenAway(PNG.slice().buffer),
      /^mask could not be read: .*given away/,
    ],
    ['a view that was given away', () => givenAway(PNG.slice()), /^mask could not be read: .*given away/],
    ['a chunk that was given away', () => yieldAll(givenAway(PNG.slice())), /^mask could not be read: .*given away/],
    [
      'a file that is not there',
      () => createReadStream('/nowhere/otter.png'),
      /^mask \(\/nowhere\/otter\.png\) could not be read: ENOENT/,
    ],
  ];

  it.each(refusals)('such as %s', async (_what, makeInput, message) => {
    const error = await errorOf(toImageFile(makeInput() as never, 'mask'), InvalidRequestError);
    expect(error.message).toMatch(message);
  });

  it('such as a stream that fails midway, whose error is the cause', async () => {
    const cause = new Error('the disk is gone');
    const stream = Readable.from(
      (async function* () {
        yield HEADS['image/png'];
        throw cause;
      })(),
    );
    const error = await errorOf(toImageFile(stream, 'image'), InvalidRequestError);
    expect(error.message).toBe('image could not be read: the disk is gone');
    expect(error.cause).toBe(cause);
  });

  it('such as a Response or a stream that was read before', async () => {
    const response = new Response(PNG);
    await response.arrayBuffer();
    await expect(toImageFile(response, 'image')).rejects.toThrow(/^image could not be read: /);
    const stream = new Blob([PNG]).stream();
    stream.getReader();
    await expect(toImageFile(stream, 'image')).rejects.toThrow(/^image could not be read: /);
  });

  it('before anything is sent', async () => {
    const server = await startHttpServer();
    const images = testClient({ baseURL: server.url });
    const call = images.edit({ image: 'otter.png' as never, prompt: 'Add a beret' });
    expect((await errorOf(call, InvalidRequestError)).message).toMatch(/^image is a string/);
    expect(server.requests).toHaveLength(0);
  });
});

it('reads no more of a Blob than its first and last bytes', async () => {
  const read: [number, number][] = [];
  class WatchedBlob extends Blob {
    override slice(start = 0, end = this.size): Blob {
      read.push([start, Math.min(end, this.size)]);
      return super.slice(start, end);
    }
    override arrayBuffer = () => expect.fail('read whole');
    override text = () => expect.fail('read whole');
    override stream = () => expect.fail('read whole');
  }
  const bytes = [PNG.subarray(0, 50), new Uint8Array(1_000_000), PNG.subarray(50)];
  const file = await toImageFile(new WatchedBlob(bytes), 'image');
  expect(file.size).toBe(1_000_000 + PNG.length);
  const inTheMiddle = read.filter(([start, end]) => start >= 50 && end <= 1_000_000);
  expect(inTheMiddle).toEqual([]);
  expect(read.reduce((sum, [start, end]) => sum + end - start, 0)).toBeLessThan(200);
});
