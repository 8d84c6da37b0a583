import { describe, expect, it } from 'vitest';
import { extensionOf, SNIFF_BYTES, sniffMediaType } from '../../src/request/media-type.js';
import { HEADS, makePng } from '../support/pictures.js';

describe('sniffMediaType', () => {
  it.each(Object.entries(HEADS))('knows %s by its first bytes', (mediaType, head) => {
    expect(sniffMediaType(head)).toBe(mediaType);
    expect(sniffMediaType(head.subarray(0, SNIFF_BYTES))).toBe(mediaType);
  });

  it.each([
    ['image/bmp', 'BM\x46\0\0\0'],
    ['image/tiff', 'II*\0\x08\0'],
    ['image/tiff', 'MM\0*\0\0'],
    ['image/avif', '\0\0\0\x1cftypavif'],
    ['image/avif', '\0\0\0\x1cftypavis'],
    ['image/heic', '\0\0\0\x18ftypheic'],
    ['image/heic', '\0\0\0\x18ftypheix'],
    ['image/heic', '\0\0\0\x18ftyphevc'],
    ['image/heic', '\0\0\0\x18ftypmsf1'],
    ['application/pdf', '%PDF-1.7'],
  ])('knows %s by its first bytes, as %j', (mediaType, head) => {
    expect(sniffMediaType(Buffer.from(head, 'latin1'))).toBe(mediaType);
  });

  it('knows a real PNG', () => {
    expect(sniffMediaType(makePng())).toBe('image/png');
  });

  it.each([
    ['nothing', []],
    ['half a PNG signature', [0x89, 0x50, 0x4e, 0x47]],
    ['a PNG signature that a text transfer broke', [0x89, 0x50, 0x4e, 0x47, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0]],
    ['two bytes of JPEG', [0xff, 0xd8]],
    ['a RIFF file that holds sound', [...Buffer.from('RIFF\x24\0\0\0WAVE')]],
    ['a text', [...Buffer.from('once upon a time')]],
    ['a film in the container of HEIC', [...Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0', 'latin1')]],
    ['a signature that does not stand first', [0, ...HEADS['image/png']]],
  ])('takes %s for nothing', (_what, bytes) => {
    expect(sniffMediaType(Uint8Array.from(bytes))).toBeUndefined();
  });
});

describe('extensionOf', () => {
  it.each([
    ['image/png', 'png'],
    ['image/jpeg', 'jpg'],
    ['image/webp', 'webp'],
    ['image/gif', 'gif'],
    ['image/svg+xml', 'svg'],
    ['image/avif;codecs=av01', 'avif'],
  ])('gives %s the extension %s', (mediaType, extension) => {
    expect(extensionOf(mediaType)).toBe(extension);
  });
});
