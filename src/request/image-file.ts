import { InvalidRequestError } from '../errors.js';
import type { ImageInput } from './image-input.js';
import { extensionOf, REFUSED, SNIFF_BYTES, sniffMediaType } from './media-type.js';
import { openSource, placeOf, readInput } from './open-source.js';
import { isCutOff } from './picture-end.js';

const REFERENCES = ', or, to refer to one, an https: or data: URL, { image_url } or { file_id }';

/**
 * Turns a caller's picture into a `File` that can be sent, and sent again: with a name, and with
 * the media type that its bytes show.
 *
 * @throws {InvalidRequestError} where the input is no picture or cannot be read; it names the field.
 */
export async function toImageFile(input: ImageInput, field: string): Promise<File> {
  const place = placeOf(input, field);
  const { blob, name } = await openSource(input, field, REFERENCES);
  if (blob.size === 0) throw new InvalidRequestError(`${place} is empty: 0 bytes. Give the picture's bytes.`);
  const head = new Uint8Array(await readInput(place, () => blob.slice(0, SNIFF_BYTES).arrayBuffer()));
  const mediaType = sniffMediaType(head) ?? declaredMediaType(blob);
  if (!mediaType) {
    throw new InvalidRequestError(
      `${place} does not begin like a PNG, JPEG or WebP. Give one of those, or a Blob whose type says what image it is.`,
    );
  }
  const refused = REFUSED[mediaType];
  if (refused)
    throw new InvalidRequestError(
      `${place} is a ${refused}, which the API does not read. Convert it to PNG, JPEG or WebP.`,
    );
  if (await readInput(place, () => isCutOff(blob, mediaType))) {
    throw new InvalidRequestError(
      `${place} is cut off: it begins like ${mediaType} and has no end after its ${blob.size} bytes. Was it read or downloaded whole?`,
    );
  }
  return new File([blob], nameFor(name, field, mediaType), { type: mediaType });
}

function declaredMediaType(blob: Blob): string | undefined {
  // What can be told by its bytes is not taken on trust.
  return /^image\/(?!(png|jpeg|webp)\b)/.test(blob.type) ? blob.type : undefined;
}

const PICTURE_EXTENSION = /\.(png|jpe?g|jfif|webp|gif|avif|bmp|heic|heif|tiff?|svg)$/i;

/** The caller's own name without its folders, else the field's; always with an extension that fits the bytes. */
function nameFor(name: string | undefined, field: string, mediaType: string): string {
  const base = name?.split(/[\\/]/).pop() || field.replaceAll(/\W/g, '');
  const extension = PICTURE_EXTENSION.exec(base)?.[1]?.toLowerCase();
  if (extension && extension.replace('jpeg', 'jpg') === extensionOf(mediaType)) return base;
  return `${base.replace(PICTURE_EXTENSION, '')}.${extensionOf(mediaType)}`;
}
