import { createReadStream, openAsBlob, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { type EditImage, type ImageInput, InvalidRequestError } from 'openai-images';
import { describe, expect, it, onTestFinished } from 'vitest';
import { collect } from '../support/collect.js';
import { errorOf } from '../support/error-of.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { startHttpServer } from '../support/http-server.js';
import { parseMultipart } from '../support/parse-multipart.js';
import { HEADS, makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

const PNG = makePng();
const BASE64 = Buffer.from(PNG).toString('base64');
const DATA_URL = `data:image/png;base64,${BASE64}`;

async function writePicture(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pictures-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  writeFileSync(path.join(folder, name), PNG);
  return path.join(folder, name);
}

async function servePicture(): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(PNG);
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

function withinBigger(): ArrayBuffer {
  const buffer = new ArrayBuffer(PNG.length + 24);
  new Uint8Array(buffer).fill(0xee).set(PNG, 8);
  return buffer;
}

/** What Bun.file gives: a Blob of a file, which has its path for a name. */
class BunFile extends Blob {
  readonly name = '/home/otter/sea otter.png';
}

/** Answers a call with one picture, in JSON or as an event. */
function answerPicture() {
  const event = { type: 'image_generation.completed', b64_json: BASE64, created_at: 1 };
  const { fetch } = fakeFetch(({ init }) =>
    String(init.body).includes('"stream":true')
      ? new Response(`data: ${JSON.stringify(event)}\n\n`, { headers: { 'content-type': 'text/event-stream' } })
      : Response.json({ created: 1, data: [{ b64_json: BASE64, revised_prompt: 'An otter' }] }),
  );
  return testClient({ fetch });
}

/** What a library of its own makes of a Blob: no Blob to the runtime. */
class ForeignBlob {
  readonly #blob: Blob;
  readonly size: number;
  readonly type = 'image/png';
  constructor(...parts: BlobPart[]) {
    this.#blob = new Blob(parts);
    this.size = this.#blob.size;
  }
  arrayBuffer = () => this.#blob.arrayBuffer();
  slice = () => expect.fail('read elsewhere');
  stream = () => expect.fail('read elsewhere');
}

class ForeignFile extends ForeignBlob {
  readonly name = 'sea otter.png';
}

/** A response of such a library, whose URL may be signed. */
class ForeignResponse {
  readonly url = 'https://example.com/otter.png?sig=secret';
  readonly headers = new Headers();
  constructor(readonly status = 200) {}
  get ok() {
    return this.status === 200;
  }
  blob = async () => new ForeignBlob(PNG);
  arrayBuffer = () => expect.fail('read elsewhere');
}

/** Bytes in one buffer, which is filled anew for every chunk. */
async function* yieldReused(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(16);
  for (let offset = 0; offset < bytes.length; offset += buffer.length) {
    const piece = bytes.subarray(offset, offset + buffer.length);
    buffer.set(piece);
    yield buffer.subarray(0, piece.length);
  }
}

async function* yieldEveryKind(): AsyncGenerator<unknown> {
  yield new DataView(withinBigger(), 8, 10);
  yield PNG.slice(10, 20).buffer;
  yield new Blob([PNG.subarray(20)]);
}

/** Bytes as another script of the page, or another thread, has them. */
function elsewhere(code: string): ArrayBuffer {
  const make: (bytes: number[]) => ArrayBuffer = runInNewContext(code);
  return make([...PNG]);
}

interface Case {
  what: string;
  make: () => ImageInput | Promise<ImageInput>;
  /** Its own name; without one it goes by its field's. */
  filename?: string;
}

const CASES: Case[] = [
  { what: 'a Blob', make: () => new Blob([PNG], { type: 'image/png' }) },
  { what: 'a Blob without a type', make: () => new Blob([PNG]) },
  { what: 'a slice of a Blob', make: () => new Blob(['before', PNG, 'after']).slice(6, 6 + PNG.length) },
  { what: 'a File', make: () => new File([PNG], 'otter.png', { type: 'image/png' }), filename: 'otter.png' },
  { what: 'a File without a name', make: () => new File([PNG], '') },
  { what: 'a file of Bun', make: () => new BunFile([PNG]), filename: 'sea otter.png' },
  { what: 'a Uint8Array', make: () => PNG },
  { what: 'a view of a bigger buffer', make: () => new Uint8Array(withinBigger(), 8, PNG.length) },
  { what: 'a Uint8ClampedArray', make: () => new Uint8ClampedArray(PNG) },
  { what: 'an Int8Array', make: () => new Int8Array(PNG.buffer) },
  { what: 'a DataView', make: () => new DataView(withinBigger(), 8, PNG.length) },
  { what: 'an ArrayBuffer', make: () => PNG.buffer },
  { what: 'a Buffer', make: () => Buffer.from(PNG) },
  { what: "a Buffer of Node's pool", make: () => Buffer.from(BASE64, 'base64') },
  {
    what: 'a Response',
    make: async () => fetch(`${await servePicture()}/pictures/sea%20otter.png?size=1`),
    filename: 'sea otter.png',
  },
  { what: 'a Response without a path', make: async () => fetch(await servePicture()) },
  { what: 'a Response of no address', make: () => new Response(PNG) },
  { what: 'a web stream', make: () => new Blob([PNG]).stream() },
  { what: 'a Node stream', make: () => Readable.from(piecesOf(PNG)) },
  { what: "an answer to Node's http.get", make: async () => getPicture(await servePicture()) },
  {
    what: 'a stream of a file',
    make: async () => createReadStream(await writePicture('otter hat.png')),
    filename: 'otter hat.png',
  },
  {
    what: 'a stream of a file URL',
    make: async () => createReadStream(pathToFileURL(await writePicture('otter hat.png'))),
    filename: 'otter hat.png',
  },
  { what: 'a file opened as a Blob', make: async () => openAsBlob(await writePicture('otter.png')) },
  { what: 'a Blob of another library', make: () => new ForeignBlob(PNG) as never },
  { what: 'a File of another library', make: () => new ForeignFile(PNG) as never, filename: 'sea otter.png' },
  { what: 'a Response of another library', make: () => new ForeignResponse() as never, filename: 'otter.png' },
  { what: 'an ArrayBuffer of another realm', make: () => elsewhere('(bytes) => Uint8Array.from(bytes).buffer') },
  { what: 'a Uint8Array of another realm', make: () => elsewhere('(bytes) => Uint8Array.from(bytes)') },
  {
    what: 'a SharedArrayBuffer',
    make: () => elsewhere('(b) => { const s = new SharedArrayBuffer(b.length); new Uint8Array(s).set(b); return s }'),
  },
  { what: 'a generator that reuses its buffer', make: () => yieldReused(PNG) },
  { what: 'a generator of every kind of chunk', make: () => yieldEveryKind() as never },
  { what: 'an async generator', make: () => piecesOf(PNG) },
  { what: 'an image of a response', make: async () => first((await answerPicture().generate({ prompt: 'x' })).data) },
  {
    what: 'an event',
    make: async () => (await answerPicture().generate({ prompt: 'x', stream: true })).finalImage(),
  },
  {
    what: 'a picture of images()',
    make: async () => first(await collect(answerPicture().generate({ prompt: 'x' }).images())),
  },
];

function getPicture(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => get(url, resolve).on('error', reject));
}

function first<T>(list: readonly T[] | undefined): T {
  return list?.[0] as T;
}

describe('a picture to upload arrives to the byte, named and typed', () => {
  it.each(CASES.map((each) => [each.what, each] as const))(
    'from %s, wherever it goes',
    async (_what, { make, filename }) => {
      const server = await startHttpServer();
      const images = testClient({ baseURL: server.url });
      await images.edit({ image: await make(), prompt: 'x' });
      await images.edit({ image: [PNG, await make()], prompt: 'x' });
      await images.edit({ image: PNG, mask: await make(), prompt: 'x' });
      await images.createVariation({ image: await make() });
      const places = ['image', 'image[]', 'mask', 'image'];
      const defaults = ['image.png', 'image1.png', 'mask.png', 'image.png'];
      for (const [index, request] of server.requests.entries()) {
        const part = parseMultipart(request)
          .filter(({ mediaType }) => mediaType)
          .at(-1);
        expect(part).toMatchObject({
          name: places[index],
          filename: filename ?? defaults[index],
          mediaType: 'image/png',
        });
        expect(Buffer.compare(part?.bytes as Buffer, PNG)).toBe(0);
      }
      expect(server.requests).toHaveLength(4);
    },
  );

  it.each(CASES.map((each) => [each.what, each] as const))(
    'from %s as a data URL, beside an uploaded file_id',
    async (_what, { make }) => {
      const { fetch, calls } = fakeFetch();
      await testClient({ fetch }).edit({ image: [{ file_id: 'file-7f3c' }, await make()], prompt: 'x' });
      expect(JSON.parse(String(calls[0]?.init.body))).toEqual({
        prompt: 'x',
        images: [{ file_id: 'file-7f3c' }, { image_url: DATA_URL }],
      });
    },
  );

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
    const server = await startHttpServer();
    await testClient({ baseURL: server.url }).createVariation({ image: makeInput(bytes) });
    const [part] = parseMultipart(server.requests[0] as never);
    expect(part?.bytes.length).toBe(bytes.length);
    expect(Buffer.compare(part?.bytes as Buffer, bytes)).toBe(0);
  });
});

it('a Response of another library that failed is refused, and its URL is not repeated', async () => {
  const { fetch, calls } = fakeFetch();
  const call = testClient({ fetch }).edit({ image: new ForeignResponse(403) as never, prompt: 'x' });
  const { message } = await errorOf(call, InvalidRequestError);
  expect(message).toBe('image is a Response with status 403; expected one that succeeded.');
  expect(calls).toHaveLength(0);
});

it.each([
  ['a buffer', (bytes: Uint8Array<ArrayBuffer>) => bytes.buffer],
  ['a view', (bytes: Uint8Array<ArrayBuffer>) => bytes],
  ['a picture', (bytes: Uint8Array<ArrayBuffer>) => ({ bytes })],
])('%s whose bytes were given away is refused by the name of its field', async (_what, hold) => {
  const bytes = PNG.slice();
  structuredClone(undefined, { transfer: [bytes.buffer] });
  const { fetch, calls } = fakeFetch();
  const call = testClient({ fetch }).edit({ image: [PNG, hold(bytes)], prompt: 'x' });
  expect((await errorOf(call, InvalidRequestError)).message).toMatch(/^image\[1\] could not be read: .* given away/);
  expect(calls).toHaveLength(0);
});

describe('a picture by reference goes as it is', () => {
  const link = 'https://example.com/otter.png?sig=a%20b';
  const linked = async () => {
    const { fetch } = fakeFetch(Response.json({ created: 1, data: [{ url: link }] }));
    return testClient({ fetch }).generate({ prompt: 'x' });
  };
  const references: [string, () => EditImage | Promise<EditImage>, object][] = [
    ['an https URL', () => link, { image_url: link }],
    ['a URL object', () => new URL(link), { image_url: link }],
    ['a data URL', () => DATA_URL, { image_url: DATA_URL }],
    ['an image_url', () => ({ image_url: link }), { image_url: link }],
    ['a file_id', () => ({ file_id: 'file-7f3c' }), { file_id: 'file-7f3c' }],
    ['a linked image of a response', async () => first((await linked()).data), { image_url: link }],
    [
      'a linked picture of images()',
      async () => {
        const { fetch } = fakeFetch(Response.json({ created: 1, data: [{ url: link }] }));
        return first(await collect(testClient({ fetch }).generate({ prompt: 'x' }).images()));
      },
      { image_url: link },
    ],
  ];

  it.each(references)('from %s, in an edit', async (_what, make, reference) => {
    const { fetch, calls } = fakeFetch();
    await testClient({ fetch }).edit({ image: await make(), prompt: 'x' });
    expect(JSON.parse(String(calls[0]?.init.body))).toEqual({ prompt: 'x', images: [reference] });
  });

  it.each(references.filter(([, , reference]) => !JSON.stringify(reference).includes('data:')))(
    'and from %s cannot go where only uploads are taken',
    async (_what, make) => {
      const { fetch, calls } = fakeFetch();
      const call = testClient({ fetch }).createVariation({ image: await make() });
      expect((await errorOf(call, InvalidRequestError)).message).toMatch(/^image can only be uploaded/);
      expect(calls).toHaveLength(0);
    },
  );

  it('but for a data URL, which is uploaded there', async () => {
    const server = await startHttpServer();
    await testClient({ baseURL: server.url }).createVariation({ image: DATA_URL });
    const [part] = parseMultipart(server.requests[0] as never);
    expect(part).toMatchObject({ name: 'image', filename: 'image.png', mediaType: 'image/png' });
    expect(Buffer.compare(part?.bytes as Buffer, PNG)).toBe(0);
  });

  it('where an image has both its base64 and a link, the base64 is uploaded', async () => {
    const server = await startHttpServer();
    await testClient({ baseURL: server.url }).edit({ image: { b64_json: BASE64, url: link }, prompt: 'x' });
    expect(parseMultipart(server.requests[0] as never)[0]?.bytes).toEqual(Buffer.from(PNG));
  });
});
