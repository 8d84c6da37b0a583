import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { OpenAIError } from '../errors.js';
import { extensionOf } from '../request/media-type.js';
import { checkNumber } from '../resolve-options.js';
import { mediaTypeOf } from '../response/media-type-of.js';
import { type Picture, PictureStream } from '../response/picture-stream.js';
import { abortedBy } from '../transport/explain-failure.js';
import { download } from './download.js';
import { openPictures, type SavableImages } from './open-pictures.js';
import { safeName } from './safe-name.js';
import { writeWhole } from './write-whole.js';

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

/** What {@link saveImages} throws, of whatever class, says besides what was saved all the same. */
export interface SaveFailure extends Error {
  /** The paths written, in order. */
  paths?: readonly string[];
}

/**
 * Saves pictures into a folder, as they arrive: straight from the connection where a call's promise
 * is given. The folder is made where it is missing, the extensions follow the pictures' bytes. Each
 * picture is written under another name first, so that a failure leaves no half file.
 *
 * A link that cannot be downloaded does not hold up the pictures behind it: it is told in the end. Any other failure
 * ends the call. Each error has the `paths` written, as a {@link SaveFailure}.
 *
 * @returns the paths written, in order
 * @throws {OpenAIError} where a picture has neither bytes nor a link, its download fails, or an option is wrong
 * @example
 * const [file] = await saveImages(images.generate({ prompt: 'An otter' }), 'out', { name: 'otter' });
 */
export async function saveImages(
  source: SavableImages,
  to: string | URL,
  options: SaveOptions = {},
): Promise<string[]> {
  const paths: string[] = [];
  try {
    const opened = openPictures(source);
    const target = await makeTarget(to, options).catch((error) => {
      letGo(opened);
      throw error;
    });
    await savePictures(await opened, target, paths);
    return paths;
  } catch (error) {
    // Not where it is frozen, or no object at all.
    if (error instanceof Error) Reflect.set(error, 'paths', paths);
    throw error;
  }
}

/** Where pictures go, and what limits their downloads. */
type Target = Required<SaveOptions> & { folder: string };

async function makeTarget(to: string | URL, options: SaveOptions): Promise<Target> {
  const folder = to instanceof URL && to.protocol === 'file:' ? fileURLToPath(to) : to;
  if (typeof folder !== 'string' || folder === '')
    throw new OpenAIError(`to is ${quote(to)}; expected a folder, as its path or file: URL.`);
  const name = options.name ?? 'image';
  if (typeof name !== 'string') throw new OpenAIError(`name is ${quote(name)}; expected text.`);
  const target = {
    folder,
    name: safeName(name),
    overwrite: options.overwrite ?? false,
    maxDownloadBytes: checkNumber('maxDownloadBytes', options.maxDownloadBytes ?? 100 * 2 ** 20, 1),
    downloadTimeout: checkNumber('downloadTimeout', options.downloadTimeout ?? 60_000, 1),
  };
  await mkdir(folder, { recursive: true });
  return target;
}

async function savePictures(pictures: AsyncIterable<Picture>, target: Target, paths: string[]): Promise<void> {
  const signal = pictures instanceof PictureStream ? pictures.signal : undefined;
  const failures: Error[] = [];
  let count = 0;
  for await (const picture of pictures) {
    const index = count++;
    if (signal?.aborted) throw abortedBy(signal);
    const bytes =
      checkBytes(picture, index) ??
      (await download(picture.url as string, index, { ...target, signal }).catch((error: Error) => {
        if (signal?.aborted) throw error;
        failures.push(error);
      }));
    if (bytes) paths.push(await writeWhole(bytes, target, extensionOf(mediaTypeOf(bytes)), count));
  }
  if (failures.length > 1) throw new OpenAIError(failures.map(({ message }) => message).join('\n'));
  if (failures[0]) throw failures[0];
}

/** A picture's bytes; undefined where it has a link in their place. */
function checkBytes(picture: Picture | null, index: number): Uint8Array | undefined {
  const bytes = picture?.bytes;
  if (bytes && !ArrayBuffer.isView(bytes)) throw new OpenAIError(`Picture ${index} has bytes that are no Uint8Array.`);
  if (!bytes && !picture?.url) throw new OpenAIError(`Picture ${index} came with neither bytes nor a link.`);
  return bytes;
}

/** Ends what nobody is going to read. */
async function letGo(opened: ReturnType<typeof openPictures>): Promise<void> {
  try {
    await (await opened)[Symbol.asyncIterator]().return?.();
  } catch {
    // The failure that led here is the one to tell.
  }
}

function quote(value: unknown): string {
  return typeof value === 'string' || value instanceof URL ? `"${value}"` : String(value);
}
