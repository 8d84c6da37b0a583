import { afterEach, describe, expect, it, vi } from 'vitest';
import { decodeBase64, encodeBase64 } from '../src/base64.js';

/** Bytes of every value, in no simple order. */
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 73 + (index >> 8)) & 0xff);

/** Lengths around the group of three, and around the 32 KiB that one call takes at a time. */
const LENGTHS = [0, 1, 2, 3, 4, 5, 255, 256, 257, 0x7fff, 0x8000, 0x8001, 0x10000, 100_000];

const expected = LENGTHS.map((length) => Buffer.from(bytesOf(length)).toString('base64'));

/** What newer runtimes have of their own, made of Node's Buffer. */
const newer = {
  toBase64: vi.fn(function (this: Uint8Array) {
    return `own:${globalThis.Buffer.from(this).toString('base64')}`;
  }),
  fromBase64: vi.fn((text: string) => Uint8Array.from(globalThis.Buffer.from(text.replace('own:', ''), 'base64'))),
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
  Reflect.deleteProperty(Uint8Array.prototype, 'toBase64');
  Reflect.deleteProperty(Uint8Array, 'fromBase64');
});

describe('encodeBase64', () => {
  it('encodes as Node does', () => {
    expect(LENGTHS.map((length) => encodeBase64(bytesOf(length)))).toEqual(expected);
  });

  it('encodes the same where there is no Buffer', () => {
    vi.stubGlobal('Buffer', undefined);
    const encoded = LENGTHS.map((length) => encodeBase64(bytesOf(length)));
    vi.unstubAllGlobals();
    expect(encoded).toEqual(expected);
  });

  it.skipIf('toBase64' in Uint8Array.prototype)('leaves it to the runtime where that has a means of its own', () => {
    Object.assign(Uint8Array.prototype, { toBase64: newer.toBase64 });
    expect(encodeBase64(bytesOf(3))).toBe('own:AEmS');
  });

  it.each(['with', 'without'])('encodes no more than the part that a view shows, %s Buffer', (how) => {
    const view = bytesOf(100).subarray(10, 15);
    const text = Buffer.from(view).toString('base64');
    if (how === 'without') vi.stubGlobal('Buffer', undefined);
    const encoded = encodeBase64(view);
    vi.unstubAllGlobals();
    expect(encoded).toBe(text);
  });
});

describe('decodeBase64', () => {
  it('is the other way round', () => {
    expect(expected.map((text) => decodeBase64(text))).toEqual(LENGTHS.map(bytesOf));
  });

  it.skipIf('fromBase64' in Uint8Array)('leaves it to the runtime where that has a means of its own', () => {
    Object.assign(Uint8Array, { fromBase64: newer.fromBase64 });
    expect(decodeBase64('own:AEmS')).toEqual(bytesOf(3));
  });

  it('takes line breaks and blanks as others do', () => {
    expect(decodeBase64(' AE\r\nmS\t')).toEqual(bytesOf(3));
  });

  it.each(['AEm*', 'A', 'AEmS=', '€'])('throws at %j', (text) => {
    expect(() => decodeBase64(text)).toThrow();
  });
});
