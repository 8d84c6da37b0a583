import { decodeBase64 } from '../base64.js';
import { InvalidRequestError } from '../errors.js';
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
 * @throws {InvalidRequestError} where the input is no picture or cannot be read; it names the field.
 */
export async function openSource(input: ImageInput, field: string): Promise<Source> {
  if (input instanceof Blob) return { blob: input, name: nameOf(input) };
  if (input instanceof Response) return openResponse(input, field);
  if (input instanceof ArrayBuffer || ArrayBuffer.isView(input)) {
    return { blob: new Blob([input as BlobPart]) };
  }
  if (input instanceof ReadableStream) {
    return { blob: await readInput(field, () => new Response(input).blob()) };
  }
  if (isIterable(input)) {
    return { blob: (await openWholeFile(input)) ?? (await collect(input, field)), name: pathOf(input) };
  }
  const bytes = bytesOf(input, field);
  if (bytes) return { blob: new Blob([bytes]) };
  throw new InvalidRequestError(`${field} is ${nameKind(input)}; expected ${EXPECTED}. ${adviceFor(input)}`.trim());
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

/** Reads an input, its failure told with the field's name. */
export async function readInput<T>(field: string, read: () => Promise<T>): Promise<T> {
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
