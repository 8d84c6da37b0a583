import type { ReceivedRequest } from './http-server.js';

/** One part of a multipart body as it stood on the wire. */
export interface Part {
  /** Header lines by lower-case name, values untouched. */
  headers: Record<string, string>;
  name: string | undefined;
  filename: string | undefined;
  mediaType: string | undefined;
  bytes: Buffer;
}

/**
 * Takes a multipart/form-data body apart by the letter of RFC 7578 and RFC 2046, so that the tests
 * do not judge the runtime's encoder by its own decoder.
 */
export function parseMultipart({ headers, body }: ReceivedRequest): Part[] {
  const boundary = /^multipart\/form-data; ?boundary="?([^";]+)"?$/.exec(headers['content-type'] ?? '')?.[1];
  if (!boundary) throw new Error(`not multipart/form-data with a boundary: ${headers['content-type']}`);
  const parts: Part[] = [];
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  let position = whole.indexOf(delimiter) + delimiter.length;
  while (whole.subarray(position, position + 2).toString() === '\r\n') {
    const end = whole.indexOf(delimiter, position);
    if (end < 0) throw new Error('a part without an end');
    parts.push(parsePart(whole.subarray(position + 2, end)));
    position = end + delimiter.length;
  }
  if (whole.subarray(position, position + 2).toString() !== '--') throw new Error('no closing boundary');
  return parts;
}

function parsePart(part: Buffer): Part {
  const border = part.indexOf('\r\n\r\n');
  const headers: Record<string, string> = {};
  for (const line of part.subarray(0, border).toString('utf8').split('\r\n')) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const disposition = headers['content-disposition'] ?? '';
  return {
    headers,
    name: /; name="([^"]*)"/.exec(disposition)?.[1],
    filename: /; filename="([^"]*)"/.exec(disposition)?.[1],
    mediaType: headers['content-type'],
    bytes: part.subarray(border + 4),
  };
}
