import { mkdir } from 'node:fs/promises';
import type { ImagesResponse } from '../../generated/schema.js';
import { extensionOf } from '../request/media-type.js';
import type { ImageStream } from '../response/image-stream.js';
import type { ImagesPromise } from '../response/images-promise.js';
import { mediaTypeOf } from '../response/media-type-of.js';
import type { Picture, PictureStream } from '../response/picture-stream.js';
import { completedPictures, picturesOf } from '../response/read-pictures.js';
import type { StreamEvent } from '../response/stream-event.js';
import { download } from './download.js';
import { safeName } from './safe-name.js';
import { writeWhole } from './write-whole.js';

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
