/** Any text as a file name's stem on every system: no separators, control characters or reserved names. */
export function safeName(text: string): string {
  let stem = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M} ._-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]*(.{0,80}).*$/su, '$1');
  // File systems allow 255 bytes, with the number and the extension.
  while (Buffer.byteLength(stem) > 200) stem = [...stem].slice(0, -1).join('');
  stem = stem.replace(/[ .]+$/, '');
  return /^(con|prn|aux|nul|com\d|lpt\d)?(\.|$)/i.test(stem) ? `image${stem && ` ${stem}`}` : stem;
}
