import { encode } from 'fast-png';

/** A real PNG of one colour, transparent where asked. */
export function makePng(
  width = 8,
  height = 8,
  [red, green, blue, alpha] = [200, 120, 40, 255],
): Uint8Array<ArrayBuffer> {
  const pixel = [red, green, blue, alpha] as number[];
  const data = Uint8Array.from({ length: width * height * 4 }, (_, index) => pixel[index % 4] as number);
  return Uint8Array.from(encode({ width, height, data, channels: 4 }));
}

/** The least that passes for a whole picture of each kind: its first bytes, and its last where it has such. */
export const HEADS = {
  'image/png': Uint8Array.of(
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    0,
    0,
    0,
    0,
    0x49,
    0x45,
    0x4e,
    0x44,
    0xae,
    0x42,
    0x60,
    0x82,
  ),
  'image/jpeg': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 8, 0x4a, 0x46, 0x49, 0x46, 0, 1, 0xff, 0xd9),
  'image/webp': Uint8Array.of(0x52, 0x49, 0x46, 0x46, 4, 0, 0, 0, 0x57, 0x45, 0x42, 0x50),
  'image/gif': Uint8Array.of(0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0, 0),
} as const;
