import type { ImageRefParam } from '../../generated/schema.js';
import { decodeBase64, encodeBase64 } from '../base64.js';
import { InvalidRequestError } from '../errors.js';
import { toImageFile } from './image-file.js';
import type { ImageInput } from './image-input.js';
import type { EditImage } from './params.js';
import { type PictureHeader, readPictureHeader } from './picture-header.js';

/** A caller's picture, ready to be sent: its bytes, or where the API finds it. */
export type Picture =
  | { kind: 'file'; file: File; header: PictureHeader }
  | { kind: 'reference'; reference: ImageRefParam };

/**
 * Reads what a caller gave as a picture.
 *
 * @throws {InvalidRequestError} where it is no picture or cannot be read; it names the field.
 */
export async function openPicture(input: EditImage, field: string): Promise<Picture> {
  const reference = referenceOf(input, field);
  if (reference) return { kind: 'reference', reference };
  return toPicture(await toImageFile(input as ImageInput, field));
}

async function toPicture(file: File): Promise<Picture> {
  return { kind: 'file', file, header: await readPictureHeader(file) };
}

function referenceOf(input: unknown, field: string): ImageRefParam | undefined {
  if (input instanceof URL || (typeof input === 'string' && /^(https?|data|file):/i.test(input))) {
    return { image_url: checkURL(String(input), field) };
  }
  if (typeof input !== 'object' || input === null || input instanceof Blob) return undefined;
  const { image_url, file_id, url, b64_json, bytes } = input as Record<string, unknown>;
  // An image of a response that came as a link.
  const isBody = input instanceof Response || Symbol.asyncIterator in input;
  if (typeof url === 'string' && !b64_json && !bytes && !isBody) return { image_url: checkURL(url, field) };
  if (typeof image_url === 'string' && file_id === undefined) return { image_url: checkURL(image_url, field) };
  if (typeof file_id === 'string' && image_url === undefined) return { file_id };
  if (image_url === undefined && file_id === undefined) return undefined;
  throw new InvalidRequestError(
    `${field} names a picture in two ways or in none; expected either { image_url: '…' } or { file_id: '…' }.`,
  );
}

function checkURL(url: string, field: string): string {
  if (/^file:/i.test(url)) {
    throw new InvalidRequestError(
      `${field} is a file: URL, which the API cannot read. Pass fs.createReadStream(path) to upload the file.`,
    );
  }
  return url;
}

function checkLength(picture: Picture & { kind: 'reference' }, field: string, maxLength: number): Picture {
  const length = 'image_url' in picture.reference ? picture.reference.image_url.length : 0;
  if (length <= maxLength) return picture;
  throw new InvalidRequestError(
    `${field} is a URL of ${length} characters; the limit is ${maxLength}. Give the picture as a file or its bytes.`,
  );
}

/** Whether the picture's bytes are at hand, in a data URL. */
export function isDataURL(picture: Picture): boolean {
  return (
    picture.kind === 'reference' && 'image_url' in picture.reference && /^data:/i.test(picture.reference.image_url)
  );
}

/** A picture from a data URL as a file to upload. https://www.rfc-editor.org/rfc/rfc2397 */
export async function fromDataURL(picture: Picture, field: string): Promise<Picture> {
  if (picture.kind === 'file' || !('image_url' in picture.reference)) return picture;
  const match = /^data:([^;,]*)(?:;[^;,]*)*?(;base64)?,/i.exec(picture.reference.image_url);
  if (!match?.[2]) throw new InvalidRequestError(`${field} is a data URL without ";base64,"; expected one in base64.`);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = decodeBase64(picture.reference.image_url.slice(match[0].length));
  } catch (cause) {
    throw new InvalidRequestError(`${field} is a data URL that holds no valid base64.`, { cause });
  }
  return toPicture(await toImageFile(new Blob([bytes], { type: match[1] ?? '' }), field));
}

/**
 * A file as a data URL to refer to.
 *
 * @throws {InvalidRequestError} where the URL would be longer than `maxLength` characters.
 */
export async function toDataURL(picture: Picture, field: string, maxLength: number): Promise<Picture> {
  if (picture.kind === 'reference') return checkLength(picture, field, maxLength);
  const { file } = picture;
  const prefix = `data:${file.type};base64,`;
  const length = prefix.length + 4 * Math.ceil(file.size / 3);
  if (length > maxLength) {
    throw new InvalidRequestError(
      `${field} is a file of ${file.size} bytes beside a picture given by reference, so it would have to go as a data URL ` +
        `of ${length} characters; the limit is ${maxLength}. Give all pictures as files, or all by reference.`,
    );
  }
  const image_url = prefix + encodeBase64(new Uint8Array(await file.arrayBuffer()));
  return { kind: 'reference', reference: { image_url } };
}
