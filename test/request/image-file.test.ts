import { createReadStream, openAsBlob, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { type ImageInput, InvalidRequestError } from 'openai-images';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toImageFile } from '../../src/request/image-file.js';
import { errorOf } from '../support/error-of.js';
import { startHttpServer } from '../support/http-server.js';
import { type Part, parseMultipart } from '../support/parse-multipart.js';
import { HEADS, makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

const PNG = makePng();
const KINDS = Object.entries(HEADS);

/** Sends a picture and gives its part as it stood on the wire, once it is known to be the only one. */
async function sendPicture(image: ImageInput): Promise<Part> {
  const server = await startHttpServer();
  await testClient({ baseURL: server.url }).createVariation({ image });
  const parts = parseMultipart(server.requests[0] as never);
  expect(parts).toHaveLength(1);
  return parts[0] as Part;
}

async function writePicture(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, PNG);
  return path;
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

/** The bytes in three pieces, as a slow source would have them. */
async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, 5);
  await new Promise(setImmediate);
  yield bytes.subarray(5, 6);
  yield bytes.subarray(6);
}

describe('a picture arrives to the byte, named and typed', () => {
  const withinBigger = () => {
    const buffer = new ArrayBuffer(PNG.length + 20);
    new Uint8Array(buffer).fill(0xee).set(PNG, 7);
    return buffer;
  };

  const inputs: [string, () => ImageInput | Promise<ImageInput>, string][] = [
    ['a Blob', () => new Blob([PNG], { type: 'image/png' }), 'image.png'],
    ['a Blob without a type', () => new Blob([PNG]), 'image.png'],
    ['a slice of a Blob', () => new Blob(['before', PNG, 'after']).slice(6, 6 + PNG.length), 'image.png'],
    ['a File', () => new File([PNG], 'otter.png', { type: 'image/png' }), 'otter.png'],
    ['a File without a name', () => new File([PNG], ''), 'image.png'],
    ['a Uint8Array', () => PNG, 'image.png'],
    ['a view of a bigger buffer', () => new Uint8Array(withinBigger(), 7, PNG.length), 'image.png'],
    ['a DataView', () => new DataView(withinBigger(), 7, PNG.length), 'image.png'],
    ['an ArrayBuffer', () => PNG.buffer, 'image.png'],
    ['a Buffer', () => Buffer.from(PNG), 'image.png'],
    ["a Buffer of Node's pool", () => Buffer.from(Buffer.from(PNG).toString('base64'), 'base64'), 'image.png'],
    ['a Response', async () => fetch(`${await servePicture()}/pictures/sea%20otter.png?size=1`), 'sea otter.png'],
    ['a Response without a path', async () => fetch(await servePicture()), 'image.png'],
    ['a Response of no address', () => new Response(PNG), 'image.png'],
    ['a web stream', () => new Blob([PNG]).stream(), 'image.png'],
    ['a Node stream', () => Readable.from(piecesOf(PNG)), 'image.png'],
    ['a stream of a file', async () => createReadStream(await writePicture('otter hat.png')), 'otter hat.png'],
    [
      'a stream of a file URL',
      async () => createReadStream(pathToFileURL(await writePicture('otter hat.png'))),
      'otter hat.png',
    ],
    ['a file opened as a Blob', async () => openAsBlob(await writePicture('otter.png')), 'image.png'],
    ['an async generator', () => piecesOf(PNG), 'image.png'],
  ];

  it.each(inputs)('from %s', async (_what, makeInput, filename) => {
    const part = await sendPicture(await makeInput());
    expect(part.name).toBe('image');
    expect(part.filename).toBe(filename);
    expect(part.mediaType).toBe('image/png');
    expect(Buffer.compare(part.bytes, PNG)).toBe(0);
  });

  it.each([
    ['bytes', (bytes: Uint8Array<ArrayBuffer>) => bytes],
    ['a stream', (bytes: Uint8Array<ArrayBuffer>) => Readable.from(piecesOf(bytes))],
    ['a Blob', (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes])],
  ])('from 3 MB of %s', async (_what, makeInput) => {
    const bytes = new Uint8Array(3_000_000);
    for (let offset = 0; offset < bytes.length; offset += 60_000) {
      crypto.getRandomValues(bytes.subarray(offset, offset + 60_000));
    }
    bytes.set(HEADS['image/png']);
    const part = await sendPicture(makeInput(bytes));
    expect(part.bytes.length).toBe(bytes.length);
    expect(Buffer.compare(part.bytes, bytes)).toBe(0);
  });
});

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
    const blob = new Blob(['%PDF-1.7 and so on'], type ? { type } : {});
    const error = await errorOf(toImageFile(blob, 'mask'), InvalidRequestError);
    expect(error.message).toMatch(/^mask does not begin like a PNG, JPEG, WebP or GIF\./);
    expect(error.message).toContain('a Blob whose type says');
  });
});

describe('the file name', () => {
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

  it('that a Response decodes to a line break stays within its header', async () => {
    const part = await sendPicture(await fetch(`${await servePicture()}/a%0D%0AX-Evil%3A%201%22.png`));
    expect(part.headers['content-disposition']).toBe('form-data; name="image"; filename="a%0D%0AX-Evil: 1%22.png"');
    expect(Object.keys(part.headers)).toHaveLength(2);
  });

  it('that a Response hides folders in loses them', async () => {
    expect((await sendPicture(await fetch(`${await servePicture()}/..%2F..%2Fotter.png`))).filename).toBe('otter.png');
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
    ['a file that is not there', () => createReadStream('/nowhere/otter.png'), /^mask could not be read: ENOENT/],
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

it('reads no more of a Blob than its first bytes', async () => {
  const read: [number | undefined, number | undefined][] = [];
  class WatchedBlob extends Blob {
    override slice(start?: number, end?: number): Blob {
      read.push([start, end]);
      return super.slice(start, end);
    }
    override arrayBuffer = () => expect.fail('read whole');
    override text = () => expect.fail('read whole');
    override stream = () => expect.fail('read whole');
  }
  const file = await toImageFile(new WatchedBlob([PNG]), 'image');
  expect(file.size).toBe(PNG.length);
  expect(read).toEqual([[0, 12]]);
});
