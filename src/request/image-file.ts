import { InvalidRequestError } from '../errors.js';
import type { ImageInput } from './image-input.js';
import { extensionOf, SNIFF_BYTES, sniffMediaType } from './media-type.js';

const EXPECTED = 'a Blob or File, a Uint8Array or ArrayBuffer, a fetch Response, or a web or Node stream of bytes';

/** Bytes with what their holder said of them. */
interface Source {
  blob: Blob;
  name: string | undefined;
}

/**
 * Turns a caller's picture into a `File` that can be sent, and sent again: with a name, and with
 * the media type that its bytes show.
 *
 * @throws {InvalidRequestError} where the input is no picture or cannot be read; it names the field.
 */
export async function toImageFile(input: ImageInput, field: string): Promise<File> {
  const { blob, name } = await openSource(input, field);
  if (blob.size === 0) throw new InvalidRequestError(`${field} is empty: 0 bytes. Give the picture's bytes.`);
  const head = new Uint8Array(await readInput(field, () => blob.slice(0, SNIFF_BYTES).arrayBuffer()));
  const mediaType = sniffMediaType(head) ?? declaredMediaType(blob);
  if (!mediaType) {
    throw new InvalidRequestError(
      `${field} does not begin like a PNG, JPEG, WebP or GIF. Give one of those, or a Blob whose type says what image it is.`,
    );
  }
  return new File([blob], nameFor(name, field, mediaType), { type: mediaType });
}

function declaredMediaType(blob: Blob): string | undefined {
  return blob.type.startsWith('image/') ? blob.type : undefined;
}

const PICTURE_EXTENSION = /\.(png|jpe?g|jfif|webp|gif|avif|bmp|heic|heif|tiff?|svg)$/i;

/** The caller's own name without its folders, else the field's; always with an extension that fits the bytes. */
function nameFor(name: string | undefined, field: string, mediaType: string): string {
  const base = name?.split(/[\\/]/).pop() || field.replaceAll(/\W/g, '');
  const extension = PICTURE_EXTENSION.exec(base)?.[1]?.toLowerCase();
  if (extension && extension.replace('jpeg', 'jpg') === extensionOf(mediaType)) return base;
  return `${base.replace(PICTURE_EXTENSION, '')}.${extensionOf(mediaType)}`;
}

async function openSource(input: ImageInput, field: string): Promise<Source> {
  if (input instanceof Blob) return { blob: input, name: input instanceof File ? input.name : undefined };
  if (input instanceof Response) return openResponse(input, field);
  if (input instanceof ArrayBuffer || ArrayBuffer.isView(input)) {
    return { blob: new Blob([input as BlobPart]), name: undefined };
  }
  if (input instanceof ReadableStream) {
    return { blob: await readInput(field, () => new Response(input).blob()), name: undefined };
  }
  if (isIterable(input)) return { blob: await collect(input, field), name: pathOf(input) };
  throw new InvalidRequestError(`${field} is ${nameKind(input)}; expected ${EXPECTED}. ${adviceFor(input)}`.trim());
}

async function openResponse(response: Response, field: string): Promise<Source> {
  if (!response.ok) {
    throw new InvalidRequestError(
      `${field} is a Response with status ${response.status}; expected one that succeeded.`,
    );
  }
  return { blob: await readInput(field, () => response.blob()), name: nameInURL(response.url) };
}

function nameInURL(url: string): string | undefined {
  if (!url) return undefined;
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** A Node stream opened from a path carries it; its last part is the file's name. */
function pathOf(stream: object): string | undefined {
  return 'path' in stream && typeof stream.path === 'string' ? stream.path : undefined;
}

function isIterable(input: unknown): input is AsyncIterable<Uint8Array> {
  return typeof input === 'object' && input !== null && Symbol.asyncIterator in input;
}

async function collect(stream: AsyncIterable<Uint8Array>, field: string): Promise<Blob> {
  const chunks: BlobPart[] = [];
  await readInput(field, async () => {
    for await (const chunk of stream) chunks.push(chunk as BlobPart);
  });
  if (chunks.some((chunk) => typeof chunk === 'string')) {
    throw new InvalidRequestError(`${field} is a stream of strings; expected bytes. Open it without an encoding.`);
  }
  return new Blob(chunks);
}

async function readInput<T>(field: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidRequestError(`${field} could not be read: ${reason}`, { cause });
  }
}

function nameKind(input: unknown): string {
  if (input === null || input === undefined) return String(input);
  if (Array.isArray(input)) return 'an array';
  if (typeof input === 'string') return `a string of ${input.length} characters`;
  return `of type ${typeof input === 'object' ? (input.constructor?.name ?? 'object') : typeof input}`;
}

function adviceFor(input: unknown): string {
  if (typeof input !== 'string') return '';
  return 'For a file, pass fs.createReadStream(path); for base64, pass Buffer.from(text, "base64").';
}

/**
 * Makes a `File` of anything that holds a picture's bytes, as the official SDK's function of this name does.
 *
 * @param name the file's name; left out or null, the input's own
 * @param options `type`: the media type to declare; calls send what the bytes show all the same
 * @throws {InvalidRequestError} where the input is no picture or cannot be read
 * @example
 * const otter = await toFile(fs.createReadStream('otter.png'), null, { type: 'image/png' });
 */
export async function toFile(
  input: ImageInput | PromiseLike<ImageInput>,
  name?: string | null,
  options: { type?: string } = {},
): Promise<File> {
  const { blob, name: ownName } = await openSource(await input, 'toFile');
  return new File([blob], name ?? ownName?.split(/[\\/]/).pop() ?? 'image', { type: options.type ?? blob.type });
}
