import { InvalidRequestError } from '../errors.js';

/** Whether something is bare bytes: of whatever view, realm and kind of buffer. */
export function isBytes(value: unknown): value is ArrayBuffer | ArrayBufferView {
  return ArrayBuffer.isView(value) || /^\[object (Shared)?ArrayBuffer]$/.test(Object.prototype.toString.call(value));
}

/**
 * Bytes as they are now, whatever their holder goes on to do with them.
 *
 * @throws {InvalidRequestError} where they are gone; it names the field.
 */
export function copyBytes(bytes: ArrayBuffer | ArrayBufferView, field: string): Blob {
  try {
    return new Blob([(ArrayBuffer.isView(bytes) ? bytes : new Uint8Array(bytes)) as BlobPart]);
  } catch (cause) {
    throw new InvalidRequestError(
      `${field} could not be read: ${(cause as Error).message}. Was its buffer given away, as to a worker?`,
      { cause },
    );
  }
}
