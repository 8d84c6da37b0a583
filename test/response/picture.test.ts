import { type ImageLike, imageBlob, imageBytes, OpenAIError } from 'openai-images';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HEADS, makePng } from '../support/pictures.js';

const PNG = makePng();
const BASE64 = Buffer.from(PNG).toString('base64');
const NodeBuffer = Buffer;

/** The ways that runtimes have of reading base64, each made the only one. */
const RUNTIMES: [string, () => void][] = [
  ['Uint8Array.fromBase64', () => stubFromBase64((text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)))],
  ['Buffer', () => stubFromBase64(undefined)],
  [
    'atob',
    () => {
      stubFromBase64(undefined);
      vi.stubGlobal('Buffer', undefined);
    },
  ],
];

const original = Object.getOwnPropertyDescriptor(Uint8Array, 'fromBase64');

function stubFromBase64(value: ((text: string) => Uint8Array) | undefined): void {
  Object.defineProperty(Uint8Array, 'fromBase64', { value, configurable: true, writable: true });
}

afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(Uint8Array, 'fromBase64');
  if (original) Object.defineProperty(Uint8Array, 'fromBase64', original);
});

describe.each(RUNTIMES)('imageBytes by %s', (_name, stub) => {
  it('gives the bytes, whatever their number', () => {
    stub();
    for (let length = 1; length < 40; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) % 256);
      const read = imageBytes({ b64_json: NodeBuffer.from(bytes).toString('base64') });
      expect(read).toEqual(bytes);
      expect(read.constructor).toBe(Uint8Array);
    }
  });

  it('shares no memory with anything else', () => {
    stub();
    const [one, other] = [imageBytes({ b64_json: BASE64 }), imageBytes({ b64_json: BASE64 })];
    expect(one.buffer.byteLength).toBe(PNG.length);
    one.fill(0);
    expect(other).toEqual(PNG);
  });

  it.each([
    ['a character of no alphabet', 'AAA$'],
    ['a character outside Latin-1', 'AAAŁ'],
    ['the alphabet of URLs', '-_-_'],
    ['more behind the padding', 'AA==AAAA'],
    ['padding alone', '===='],
    ['one character too many', 'AAAAA'],
    ['a data URL', `data:image/png;base64,${BASE64}`],
    ['a text', 'no base64!'],
  ])('refuses %s', (_what, b64_json) => {
    stub();
    expect(() => imageBytes({ b64_json })).toThrow(OpenAIError);
    expect(() => imageBytes({ b64_json })).toThrow('The b64_json of this image is no valid base64.');
  });

  it('gives 20 MB', () => {
    stub();
    const bytes = NodeBuffer.alloc(20_000_000, 'otter');
    const b64_json = bytes.toString('base64');
    const read = imageBytes({ b64_json });
    expect(NodeBuffer.compare(read, bytes)).toBe(0);
  });
});

describe('an image without its bytes', () => {
  it.each<[string, ImageLike | undefined, RegExp]>([
    ['only a link', { url: 'https://example.com/otter.png?sig=secret' }, /^This image came as a link/],
    ['an empty b64_json and a link', { b64_json: '', url: 'https://example.com/o.png' }, /^This image came as a link/],
    ['nothing', {}, /^There is no b64_json to read/],
    ['a b64_json of null', { b64_json: null }, /^There is no b64_json to read/],
    ['no image at all', undefined, /^There is no b64_json to read/],
  ])('is refused where there is %s', (_what, image, message) => {
    for (const read of [imageBytes, imageBlob]) {
      expect(() => read(image)).toThrow(OpenAIError);
      expect(() => read(image)).toThrow(message);
      expect(() => read(image)).not.toThrow('secret');
    }
  });
});

describe('imageBlob', () => {
  const svg = (text: string) => new TextEncoder().encode(text);
  const kinds: [string, Uint8Array<ArrayBuffer>][] = [
    ...Object.entries(HEADS),
    ['image/svg+xml', svg('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
    ['image/svg+xml', svg('\ufeff<?xml version="1.0"?>\n<!-- an otter -->\n<!DOCTYPE svg>\n<SVG>')],
    ['application/octet-stream', svg('<html><svg></svg></html>')],
    ['application/octet-stream', svg('<svgs>')],
    ['application/octet-stream', svg('once upon a time')],
    ['image/bmp', Uint8Array.of(0x42, 0x4d, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0)],
    ['image/bmp', Uint8Array.of(0x42, 0x4d, 30, 0, 0, 0, 0, 0, 0, 0, 26, 0, 0, 0, 12, 0, 0, 0, 1, 0, 1, 0)],
    ['application/octet-stream', svg('BMW is a car, and has nothing to do with bitmaps')],
    ['application/octet-stream', svg('BM')],
  ];

  it.each(kinds)('is of type %s where the bytes show it', async (type, bytes) => {
    const blob = imageBlob({ b64_json: NodeBuffer.from(bytes).toString('base64') });
    expect([blob.type, blob.size]).toEqual([type, bytes.length]);
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes);
  });

  it('refuses what imageBytes refuses', () => {
    expect(() => imageBlob({ b64_json: 'no base64!' })).toThrow('no valid base64');
  });
});
