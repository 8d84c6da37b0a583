/** How many bytes {@link sniffMediaType} needs to see. */
export const SNIFF_BYTES = 16;

const SIGNATURES: [mediaType: string, pattern: RegExp][] = [
  ['image/png', /^\x89PNG\r\n.\n/s],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/webp', /^RIFF.{4}WEBP/s],
  ['image/gif', /^GIF8/],
  ['image/bmp', /^BM/],
  ['image/tiff', /^(II\*\0|MM\0\*)/],
  ['image/avif', /^.{4}ftypavi[fs]/s],
  ['image/heic', /^.{4}ftyp(hei|hev|mif1|msf1)/s],
  ['application/pdf', /^%PDF/],
];

/** What people try to send, and the API does not read, by name. */
export const REFUSED: Readonly<Record<string, string>> = {
  'image/gif': 'GIF',
  'image/bmp': 'BMP',
  'image/heic': 'HEIC',
  'image/tiff': 'TIFF',
  'application/pdf': 'PDF',
};

/** The media type that a file's first bytes show, whatever it is called; undefined for what is not known. */
export function sniffMediaType(head: Uint8Array): string | undefined {
  const text = String.fromCharCode(...head.subarray(0, SNIFF_BYTES));
  return SIGNATURES.find(([, pattern]) => pattern.test(text))?.[0];
}

/** The usual file name extension of a picture's media type, such as `jpg` for `image/jpeg`. */
export function extensionOf(mediaType: string): string {
  const subtype = mediaType.replace(/^[^/]*\//, '').replace(/[^\w-].*$/, '');
  return subtype === 'jpeg' ? 'jpg' : subtype;
}
