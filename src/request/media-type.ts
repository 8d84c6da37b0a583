/** How many bytes {@link sniffMediaType} needs to see. */
export const SNIFF_BYTES = 12;

const SIGNATURES: { mediaType: string; bytes: string; offset?: number }[] = [
  { mediaType: 'image/png', bytes: '\x89PNG\r\n\x1a\n' },
  { mediaType: 'image/jpeg', bytes: '\xff\xd8\xff' },
  { mediaType: 'image/webp', bytes: 'WEBP', offset: 8 },
  { mediaType: 'image/gif', bytes: 'GIF8' },
];

/** The media type that a picture's first bytes show, whatever it is called; undefined for anything else. */
export function sniffMediaType(head: Uint8Array): string | undefined {
  const text = String.fromCharCode(...head.subarray(0, SNIFF_BYTES));
  return SIGNATURES.find(({ bytes, offset = 0 }) => text.startsWith(bytes, offset))?.mediaType;
}

/** The usual file name extension of a picture's media type, such as `jpg` for `image/jpeg`. */
export function extensionOf(mediaType: string): string {
  const subtype = mediaType.replace(/^[^/]*\//, '').replace(/[^\w-].*$/, '');
  return subtype === 'jpeg' ? 'jpg' : subtype;
}
