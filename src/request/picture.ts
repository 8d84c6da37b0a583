import type { ImageRefParam } from '../../generated/schema.js';
import { decodeBase64, encodeBase64 } from '../base64.js';
import { InvalidRequestError } from '../errors.js';
import { toImageFile } from './image-file.js';
import type { ImageInput } from './image-input.js';
import type { EditImage } from './params.js';
import { type PictureHeader, readPictureHeader } from './picture-header.js';

/** A caller's picture, ready to be sent: its bytes, with the data URL that they came in, or where the API finds it. */
export type Picture =
  | { kind: 'file'; file: File; header: PictureHeader; dataURL?: string }
  | { kind: 'reference'; reference: ImageRefParam };

/**
 * Reads what a caller gave as a picture.
 *
 * @throws {InvalidRequestError} where it is no picture or cannot be read; it names the field.
 */
export async function openPicture(input: EditImage, field: string): Promise<Picture> {
  const reference = referenceOf(input, field);
  if (!reference) return toPicture(await toImageFile(input as ImageInput, field));
  if ('image_url' in reference && /^data:/i.test(reference.image_url)) return openDataURL(reference.image_url, field);
  return { kind: 'reference', reference };
}

async function toPicture(file: File) {
  return { kind: 'file' as const, file, header: await readPictureHeader(file) };
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

/** https://www.rfc-editor.org/rfc/rfc2397 */
async function openDataURL(url: string, field: string): Promise<Picture> {
  const match = /^data:([^;,]*)(?:;[^;,]*)*?(;base64)?,/i.exec(url);
  if (!match?.[2]) throw new InvalidRequestError(`${field} is a data URL without ";base64,"; expected one in base64.`);
  const [head, label = ''] = match;
  const base64 = url.slice(head.length);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = decodeBase64(base64.includes('%') ? decodeURIComponent(base64) : base64);
  } catch (cause) {
    throw new InvalidRequestError(`${field} is a data URL that holds no valid base64.`, { cause });
  }
  const file = await toImageFile(new Blob([bytes], { type: label }), field);
  const dataURL = label.toLowerCase() === file.type ? url : `data:${file.type};base64,${base64}`;
  return { ...(await toPicture(file)), dataURL };
}

/**
 * A picture as JSON refers to it; a file becomes a data URL.
 *
 * @throws {InvalidRequestError} where that would be longer than `maxLength` characters.
 */
export async function toReference(picture: Picture, field: string, maxLength: number): Promise<ImageRefParam> {
  if (picture.kind === 'reference') return picture.reference;
  const { file, dataURL } = picture;
  const prefix = `data:${file.type};base64,`;
  const length = dataURL?.length ?? prefix.length + 4 * Math.ceil(file.size / 3);
  if (length > maxLength) {
    throw new InvalidRequestError(
      `${field} is a picture of ${file.size} bytes beside one given by reference, so it would have to go as a data URL ` +
        `of ${length} characters; the limit is ${maxLength}. Give all pictures as files, or all by reference.`,
    );
  }
  return { image_url: dataURL ?? prefix + encodeBase64(new Uint8Array(await file.arrayBuffer())) };
}
