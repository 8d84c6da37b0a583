import type { ImagesResponse } from '../../generated/schema.js';
import { OpenAIError } from '../errors.js';
import type { ImageStream } from '../response/image-stream.js';
import type { ImagesPromise } from '../response/images-promise.js';
import { type Picture, PictureStream } from '../response/picture-stream.js';
import { completedPictures, picturesOf } from '../response/read-pictures.js';
import type { StreamEvent } from '../response/stream-event.js';

/** What `saveImages` can save the pictures of. */
export type SavableImages =
  | ImagesPromise<ImagesResponse | ImageStream<StreamEvent>>
  | PromiseLike<ImagesResponse | ImageStream<StreamEvent>>
  | ImagesResponse
  | ImageStream<StreamEvent>
  | PictureStream
  | AsyncIterable<Picture>;

/**
 * The pictures of a source, each to be done with before the next is asked for.
 *
 * @throws {OpenAIError} where it is nothing that has pictures; of a promise, once it is fulfilled
 */
export function openPictures(source: SavableImages): AsyncIterable<Picture> | Promise<AsyncIterable<Picture>> {
  if (has(source, 'images')) return source.images({ reuseBytes: true });
  if (!has(source, 'then')) return picturesIn(source);
  const opened = Promise.resolve(source).then(picturesIn);
  // It may fail before it is waited for.
  opened.catch(() => undefined);
  return opened;
}

function picturesIn(settled: Awaited<SavableImages>): AsyncIterable<Picture> {
  if (has(settled, 'finalImage')) {
    return new PictureStream(
      () => completedPictures(settled),
      () => settled.abort(),
    );
  }
  if (has(settled, Symbol.asyncIterator)) return settled;
  if (isResponse(settled)) return picturesOf(settled);
  throw new OpenAIError(
    `Received ${describe(settled)} to save; expected a call, its response, a stream of its events, or an async iterable of pictures.`,
  );
}

/** Whether a value has a method: a server's response may hold any name. */
function has<T, Name extends PropertyKey>(value: T, name: Name): value is Extract<T, Record<Name, unknown>> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function';
}

function isResponse(value: object): value is ImagesResponse {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return 'data' in value && value.data ? Array.isArray(value.data) : 'created' in value;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value) return `an object with ${Object.keys(value).join(', ') || 'nothing in it'}`;
  return value === undefined || value === null ? String(value) : `a ${typeof value}`;
}
