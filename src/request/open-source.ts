import { decodeBase64 } from '../base64.js';
import { InvalidRequestError } from '../errors.js';
import { copyBytes, isBytes } from './copy-bytes.js';
import type { ImageInput } from './image-input.js';

const EXPECTED =
  "a Blob or File, a Uint8Array or ArrayBuffer, a fetch Response, a web or Node stream of bytes, or an image of this client's";

/** Bytes with what their holder said of them. */
export interface Source {
  blob: Blob;
  name?: string | undefined;
}

/**
 * Gets at the bytes of a caller's picture. What is not a Blob yet is read once; a Node stream of a
 * whole file is opened as a file-backed Blob instead, which is read only while it is sent.
 *
 * @param others what the caller takes besides, for the message
 * @throws {InvalidRequestError} where the input is no picture or cannot be read; it names the field.
 */
export async function openSource(input: ImageInput, field: string, others = ''): Promise<Source> {
  const place = placeOf(input, field);
  if (isBlob(input)) return { blob: await ownBlob(input, place), name: nameOf(input) };
  if (isResponse(input)) return openResponse(input, place);
  if (isBytes(input)) return { blob: copyBytes(input, place) };
  if (input instanceof ReadableStream) {
    return { blob: await readInput(place, () => new Response(input).blob()) };
  }
  if (isIterable(input)) {
    return { blob: (await openWholeFile(input)) ?? (await collect(input, place)), name: pathOf(input) };
  }
  const bytes = bytesOf(input, place);
  if (bytes) return { blob: new Blob([bytes]) };
  const expected = EXPECTED + others;
  throw new InvalidRequestError(`${place} is ${nameKind(input)}; expected ${expected}. ${adviceFor(input)}`.trim());
}

/** A field with the path that is read for it, as messages name the two. */
export function placeOf(input: unknown, field: string): string {
  const path = isIterable(input) && pathOf(input);
  return path ? `${field} (${path})` : field;
}

/** A Blob or Response of another library is as good as the runtime's own. */
function isBlob(input: unknown): input is Blob {
  return input instanceof Blob || (isReadable(input) && 'size' in input && typeof input.size === 'number');
}

function isResponse(input: unknown): input is Response {
  return input instanceof Response || (isReadable(input) && 'status' in input && typeof input.status === 'number');
}

function isReadable(input: unknown): input is object {
  return typeof input === 'object' && input !== null && 'arrayBuffer' in input;
}

async function ownBlob(blob: Pick<Blob, 'type' | 'arrayBuffer'>, field: string): Promise<Blob> {
  if (blob instanceof Blob) return blob;
  return new Blob([await readInput(field, () => blob.arrayBuffer())], { type: blob.type });
}

/** A File's name. Bun has one in every Blob, which only its own files fill. */
function nameOf(blob: Blob): string | undefined {
  return 'name' in blob && typeof blob.name === 'string' ? blob.name : undefined;
}

async function openResponse(response: Response, field: string): Promise<Source> {
  if (!response.ok) {
    throw new InvalidRequestError(
      `${field} is a Response with status ${response.status}; expected one that succeeded.`,
    );
  }
  const blob = await readInput(field, () => response.blob());
  return { blob: await ownBlob(blob, field), name: nameInURL(response.url) };
}

function nameInURL(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** The bytes of an image that a response, an event or `images()` gave. */
function bytesOf(input: object, field: string): Uint8Array<ArrayBuffer> | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  if ('bytes' in input && input.bytes instanceof Uint8Array) return input.bytes as Uint8Array<ArrayBuffer>;
  if (!('b64_json' in input) || typeof input.b64_json !== 'string') return undefined;
  try {
    return decodeBase64(input.b64_json);
  } catch (cause) {
    throw new InvalidRequestError(`${field} has a b64_json that is no valid base64.`, { cause });
  }
}

/** What of Node's ReadStream tells whether it stands for a whole file that nobody has begun to read. */
interface FileStream {
  path?: unknown;
  start?: number;
  end?: number;
  bytesRead?: number;
  readableDidRead?: boolean;
  readableEncoding?: string | null;
  on?(event: 'error', listener: () => void): void;
  destroy?(): void;
}

async function openWholeFile(input: object): Promise<Blob | undefined> {
  const stream = input as FileStream;
  const isWhole = stream.bytesRead === 0 && (stream.start ?? 0) === 0 && stream.end === Number.POSITIVE_INFINITY;
  const isFresh = stream.readableDidRead === false && !stream.readableEncoding;
  if (typeof stream.path !== 'string' || !isWhole || !isFresh) return undefined;
  try {
    const fs = globalThis.process?.getBuiltinModule?.('node:fs');
    // A pipe or a device has no size to go by.
    if (!fs?.statSync(stream.path).isFile()) return undefined;
    // What may not be read says so, and why, only where it is opened.
    fs.closeSync(fs.openSync(stream.path, 'r'));
    const blob = await fs.openAsBlob(stream.path);
    // The file may be gone the moment after; the stream is not needed any more.
    stream.on?.('error', () => undefined);
    stream.destroy?.();
    return blob;
  } catch {
    // Reading the stream gives the reason, or the bytes where its path is none of this file system's.
    return undefined;
  }
}

/** A Node stream opened from a path carries it; its last part is the file's name. */
function pathOf(stream: object): string | undefined {
  return 'path' in stream && typeof stream.path === 'string' ? stream.path : undefined;
}

function isIterable(input: unknown): input is AsyncIterable<Uint8Array> {
  return typeof input === 'object' && input !== null && Symbol.asyncIterator in input;
}

async function collect(stream: AsyncIterable<unknown>, field: string): Promise<Blob> {
  const chunks: Blob[] = [];
  await readInput(field, async () => {
    // Who yields a chunk may fill it anew for the next.
    for await (const chunk of stream)
      chunks.push(chunk instanceof Blob ? chunk : copyBytes(asBytes(chunk, field), field));
  });
  return new Blob(chunks);
}

function asBytes(chunk: unknown, field: string): ArrayBuffer | ArrayBufferView {
  if (isBytes(chunk)) return chunk;
  throw new InvalidRequestError(
    typeof chunk === 'string'
      ? `${field} is a stream of strings; expected bytes. Open it without an encoding.`
      : `${field} is a stream with a chunk that is ${nameKind(chunk)}; expected bytes, as a Uint8Array has them.`,
  );
}

/** Reads an input, its failure told with the field's name. */
export async function readInput<T>(field: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof InvalidRequestError) throw cause;
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
