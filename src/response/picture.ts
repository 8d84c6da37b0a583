import { decodeBase64 } from '../base64.js';
import type { Bytes } from '../bytes.js';
import { OpenAIError } from '../errors.js';
import { mediaTypeOf } from './media-type-of.js';

/** A picture of a response or an event, as far as this client reads it. */
export interface ImageLike {
  readonly b64_json?: string | null | undefined;
  readonly url?: string | null | undefined;
}

/**
 * The bytes of a picture, from a response's `data` or from an event.
 *
 * @throws {OpenAIError} where it holds no base64, or base64 that is not valid
 * @example
 * const { data } = await images.generate({ prompt: 'An otter' });
 * const bytes = imageBytes(data[0]);
 */
export function imageBytes(image: ImageLike | undefined): Bytes {
  if (!image?.b64_json) {
    throw new OpenAIError(
      image?.url
        ? 'This image came as a link, not as its bytes. Download its url, or let saveImages do so.'
        : 'There is no b64_json to read. Was a picture asked for, and did it arrive?',
    );
  }
  try {
    return decodeBase64(image.b64_json);
  } catch (cause) {
    throw new OpenAIError('The b64_json of this image is no valid base64.', { cause });
  }
}

/**
 * A picture as a Blob whose type is what its bytes show.
 *
 * @throws {OpenAIError} as {@link imageBytes} does
 * @example
 * img.src = URL.createObjectURL(imageBlob(event));
 */
export function imageBlob(image: ImageLike | undefined): Blob {
  const bytes = imageBytes(image);
  return new Blob([bytes], { type: mediaTypeOf(bytes) });
}
