/** What needs a file system: `import { imageFile, saveImages } from 'openai-images/node'`. */
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidRequestError } from './errors.js';
import { SNIFF_BYTES, sniffMediaType } from './request/media-type.js';

export type { SavableImages } from './node/open-pictures.js';
export { type SaveFailure, type SaveOptions, saveImages } from './node/save-images.js';

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
