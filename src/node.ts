/** What needs a file system: `import { imageFile, saveImages } from 'openai-images/node'`. */
import { openAsBlob } from 'node:fs';
import { copyFile, link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImagesResponse } from '../generated/schema.js';
import { InvalidRequestError, OpenAIError } from './errors.js';
import { extensionOf, SNIFF_BYTES, sniffMediaType } from './request/media-type.js';
import type { ImageStream } from './response/image-stream.js';
import type { ImagesPromise } from './response/images-promise.js';
import { mediaTypeOf } from './response/media-type-of.js';
import type { Picture, PictureStream } from './response/picture-stream.js';
import { completedPictures, picturesOf } from './response/read-pictures.js';
import type { StreamEvent } from './response/stream-event.js';

/**
 * A picture on disk, to edit. Nothing of it is read but its first bytes until it is sent, and it can
 * be sent again.
 *
 * @throws {InvalidRequestError} where there is no such file, or it is a folder, or empty; it names the path
 * @example
 * await images.edit({ image: await imageFile('otter.png'), prompt: 'Add a beret' });
 */
export async function imageFile(file: string | URL): Promise<File> {
  const found = await stat(file).catch((cause: Error) => {
    throw new InvalidRequestError(`${file} cannot be opened: ${cause.message}`, { cause });
  });
  if (!found.isFile()) throw new InvalidRequestError(`${file} is no file; expected the path of a picture.`);
  if (found.size === 0) throw new InvalidRequestError(`${file} is empty: 0 bytes.`);
  const blob = await openAsBlob(file);
  const type = sniffMediaType(new Uint8Array(await blob.slice(0, SNIFF_BYTES).arrayBuffer())) ?? '';
  return new File([blob], path.basename(file instanceof URL ? fileURLToPath(file) : file), { type });
}

/** What {@link saveImages} can save the pictures of. */
export type SavableImages =
  | ImagesPromise<ImagesResponse | ImageStream<StreamEvent>>
  | PromiseLike<ImagesResponse | ImageStream<StreamEvent>>
  | ImagesResponse
  | ImageStream<StreamEvent>
  | PictureStream
  | AsyncIterable<Picture>;

/** Options of {@link saveImages}. */
export interface SaveOptions {
  /** What the files are called, before their number and extension; a prompt will do. Default: `image`. */
  name?: string;
  /** Replace files of the same name. Default: false, and the next free number is taken. */
  overwrite?: boolean;
  /** The most bytes to download where a picture came as a link. Default: 100 MiB. */
  maxDownloadBytes?: number;
  /** How long such a download may take, in milliseconds. Default: 60,000. */
  downloadTimeout?: number;
}

/**
 * Saves pictures into a folder, as they arrive: straight from the connection where a call's promise
 * is given. The folder is made where it is missing, the extensions follow the pictures' bytes. Each
 * picture is written under another name first, so that a failure leaves no half file.
 *
 * @returns the paths written, in order
 * @throws {OpenAIError} where a picture has neither bytes nor a link, or its download fails
 * @example
 * const [file] = await saveImages(images.generate({ prompt: 'An otter' }), 'out', { name: 'otter' });
 */
export async function saveImages(source: SavableImages, to: string, options: SaveOptions = {}): Promise<string[]> {
  const name = safeName(options.name ?? 'image');
  const opened = openPictures(source);
  // It may fail while the folder is being made; the loop tells.
  opened.catch(() => undefined);
  await mkdir(to, { recursive: true });
  const written: string[] = [];
  for await (const picture of await opened) {
    const bytes = picture.bytes ?? (await download(picture, options));
    const extension = extensionOf(mediaTypeOf(bytes));
    written.push(await writeWhole(bytes, to, name, extension, written.length + 1, options.overwrite ?? false));
  }
  return written;
}

async function openPictures(source: SavableImages): Promise<AsyncIterable<Picture>> {
  // Each is written before the next is asked for.
  if ('images' in source) return source.images({ reuseBytes: true });
  const settled = 'then' in source ? await source : source;
  if ('finalImage' in settled) return completedPictures(settled);
  return Symbol.asyncIterator in settled ? settled : picturesOf(settled);
}

/** Downloads a link once, without the API's key. */
async function download({ url, index }: Picture, options: SaveOptions): Promise<Uint8Array> {
  if (!url || !/^https?:/i.test(url) || !URL.canParse(url))
    throw new OpenAIError(`Picture ${index} came with neither bytes nor a link.`);
  const most = options.maxDownloadBytes ?? 100 * 2 ** 20;
  const place = `Picture ${index} could not be downloaded from ${new URL(url).host}`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(options.downloadTimeout ?? 60_000) });
    if (!response.ok)
      throw new OpenAIError(`${place}: status ${response.status}. Links expire, usually within an hour.`);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > most) throw new OpenAIError(`${place}: it is larger than ${most} bytes (maxDownloadBytes).`);
      chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    if (!mediaTypeOf(bytes).startsWith('image/')) throw new OpenAIError(`${place}: what is there is no picture.`);
    return bytes;
  } catch (cause) {
    throw cause instanceof OpenAIError ? cause : new OpenAIError(`${place}: ${(cause as Error).message}`, { cause });
  }
}

/** Any text as a file name's stem on every system: no separators, control characters or reserved names. */
function safeName(text: string): string {
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

async function writeWhole(
  bytes: Uint8Array,
  to: string,
  name: string,
  extension: string,
  number: number,
  overwrite: boolean,
): Promise<string> {
  const place = (count: number) => path.join(to, `${name}-${count}.${extension}`);
  const temporary = path.join(to, `.${crypto.randomUUID()}.part`);
  try {
    await writeFile(temporary, bytes, { flag: 'wx' });
    if (overwrite) {
      await rename(temporary, place(number));
      return place(number);
    }
    for (let count = number; ; count++) {
      if (await claim(temporary, place(count))) return place(count);
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Gives a file a name that is free; false where it is taken. */
async function claim(temporary: string, target: string): Promise<boolean> {
  try {
    await link(temporary, target);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
  }
  // Some file systems have no links.
  const { COPYFILE_EXCL } = (await import('node:fs')).constants;
  return copyFile(temporary, target, COPYFILE_EXCL).then(
    () => true,
    (error) => {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    },
  );
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
