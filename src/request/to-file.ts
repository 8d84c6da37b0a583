import type { ImageInput } from './image-input.js';
import { openSource } from './open-source.js';

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
