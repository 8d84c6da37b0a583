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
    return { image_url: checkURL(input, field) };
  }
  // What has a body is that body: its `url` may be somebody's secret.
  if (typeof input !== 'object' || input === null || 'arrayBuffer' in input || Symbol.asyncIterator in input) return;
  const { image_url, file_id, url, b64_json, bytes } = input as Record<string, unknown>;
  // An image of a response that came as a link.
  const link = image_url ?? (b64_json || bytes || file_id ? undefined : url) ?? undefined;
  const id = file_id ?? undefined;
  if (link !== undefined && id === undefined) return { image_url: checkURL(link, field) };
  if (link === undefined && typeof id === 'string' && id) return { file_id: id };
  if (image_url === undefined && file_id === undefined) return undefined;
  throw new InvalidRequestError(
    `${field} names a picture in two ways or in none; expected either { image_url: '…' } or { file_id: '…' }.`,
  );
}

function checkURL(input: unknown, field: string): string {
  const url = String(input);
  const scheme = /^[a-z][a-z\d+.-]*(?=:)/i.exec(url)?.[0].toLowerCase();
  if (scheme === 'data' || (/^https?$/.test(scheme ?? '') && URL.canParse(url))) return url;
  if (scheme === 'file') {
    throw new InvalidRequestError(
      `${field} is a file: URL, which the API cannot read. Pass fs.createReadStream(path) to upload the file.`,
    );
  }
  const kind = scheme && URL.canParse(url) ? `a URL of ${scheme}:` : 'no whole URL';
  throw new InvalidRequestError(
    `${field} is ${kind}, which the API cannot read. Give an https: or data: URL, or the picture itself.`,
  );
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
