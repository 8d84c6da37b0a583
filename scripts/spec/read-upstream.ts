import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isPlainObject, parseYaml } from '@redocly/openapi-core';
import { GenerateError } from './generate-error.js';

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_NODES = 5_000_000;
const MAX_DEPTH = 200;
const TIMEOUT = 60_000;

/** A published document as it was read: not checked beyond its being some OpenAPI 3 document. */
export interface UpstreamDocument {
  /** Where it is from: an address without what may be secret in it, or a file's name. */
  source: string;
  /** Of its bytes, in hexadecimal. */
  sha256: string;
  parsed: Record<string, unknown>;
}

/** Reads a document from a file or an `http(s)` URL, YAML or JSON. What cannot be read so is refused in a sentence. */
export async function readUpstream(place: string, timeout = TIMEOUT): Promise<UpstreamDocument> {
  const isURL = /^https?:\/\//i.test(place);
  const bytes = isURL ? await download(place, timeout) : await readBytes(place);
  const text = decode(bytes, place);
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) {
    throw new GenerateError(
      `${place} is a web page, no OpenAPI document. Name the document itself; on code hosts that is the "raw" link.`,
    );
  }
  return {
    source: isURL ? withoutSecrets(place) : path.basename(place),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    parsed: checkKind(parse(text, place), place),
  };
}

async function download(url: string, timeout: number): Promise<Buffer> {
  const signal = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) {
      await response.body?.cancel();
      throw new GenerateError(
        `${url} answers ${`${response.status} ${response.statusText}`.trim()}. Open it in a browser: has the document moved?`,
      );
    }
    return await collect(response.body ?? [], url);
  } catch (error) {
    if (error instanceof GenerateError) throw error;
    if (signal.aborted) throw new GenerateError(`${url} did not arrive within ${timeout / 1000} s. Try again later.`);
    const { cause, message } = error as Error;
    throw new GenerateError(
      `${url} cannot be reached (${oneLine((cause as Error | undefined)?.message || message)}). ` +
        'Check the address and your network, or download the document and name the file.',
    );
  }
}

async function readBytes(file: string): Promise<Buffer> {
  const found = await stat(file).catch((error: Error) => error);
  if (found instanceof Error) throw new GenerateError(`${file} is not there. Name a file, or an http(s) URL.`);
  if (!found.isFile()) throw new GenerateError(`${file} is no file. Name the OpenAPI document itself.`);
  return collect(createReadStream(file), file).catch((error: Error) => {
    throw error instanceof GenerateError ? error : new GenerateError(`${file} cannot be read: ${error.message}.`);
  });
}

async function collect(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, place: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) {
      throw new GenerateError(`${place} is larger than ${MAX_BYTES / 1024 / 1024} MB, which no OpenAPI document is.`);
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function decode(bytes: Buffer, place: string): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.trim() === '') throw new GenerateError(`${place} is empty.`);
    return text;
  } catch (error) {
    if (error instanceof GenerateError) throw error;
    throw new GenerateError(`${place} is no text in UTF-8. Is it packed, or another kind of file?`);
  }
}

function parse(text: string, place: string): unknown {
  let parsed: unknown;
  try {
    parsed = parseYaml(text);
  } catch (error) {
    throw new GenerateError(`${place} is neither YAML nor JSON: ${oneLine((error as Error).message)}.`);
  }
  measure(parsed, place, new Map());
  return parsed;
}

interface Extent {
  nodes: number;
  depth: number;
}

/**
 * An alias is one object in several places. Whatever walks the document visits it in each of them, so
 * its places are counted here, looking at each object once; a document within itself has no end.
 */
function measure(node: unknown, place: string, measured: Map<object, Extent | undefined>): Extent {
  if (typeof node === 'number' && !Number.isFinite(node)) {
    throw new GenerateError(`${place} holds the number ${node}, which JSON does not know.`);
  }
  if (typeof node !== 'object' || node === null) return { nodes: 1, depth: 1 };
  const known = measured.get(node);
  if (known) return known;
  if (measured.has(node)) {
    throw new GenerateError(`${place} has an alias within its own anchor, a circle. Write such a schema with $ref.`);
  }
  if (!Array.isArray(node) && Object.getPrototypeOf(node) !== Object.prototype) {
    throw new GenerateError(`${place} uses a YAML type that JSON does not know, such as !!binary or !!set.`);
  }
  measured.set(node, undefined);
  const extent = { nodes: 1, depth: 1 };
  for (const child of Object.values(node)) {
    const { nodes, depth } = measure(child, place, measured);
    extent.nodes += nodes;
    extent.depth = Math.max(extent.depth, depth + 1);
  }
  if (extent.nodes > MAX_NODES) {
    throw new GenerateError(
      `${place} has aliases that unfold to more than ${MAX_NODES.toLocaleString('en')} values. Write it without them.`,
    );
  }
  if (extent.depth > MAX_DEPTH) throw new GenerateError(`${place} is nested more than ${MAX_DEPTH} levels deep.`);
  measured.set(node, extent);
  return extent;
}

function checkKind(parsed: unknown, place: string): Record<string, unknown> {
  if (!isPlainObject(parsed) || (parsed.openapi === undefined && parsed.swagger === undefined)) {
    throw new GenerateError(`${place} is no OpenAPI document: it has no "openapi: 3.x" at its top.`);
  }
  if (parsed.swagger !== undefined) {
    throw new GenerateError(
      `${place} is a Swagger document (${versionOf(parsed.swagger)}). Convert it to OpenAPI 3 first.`,
    );
  }
  if (typeof parsed.openapi !== 'string' || !/^3\.[012]\.\d+$/.test(parsed.openapi)) {
    throw new GenerateError(
      `${place} is in OpenAPI ${versionOf(parsed.openapi)}; 3.0.x, 3.1.x and 3.2.x, as text, can be adopted.`,
    );
  }
  return parsed;
}

/** Credentials and signatures travel in addresses, and the source is written into files that are published. */
function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function versionOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `"${oneLine(String(value))}"` : 'of no version';
}

/** A parser's message goes on with an excerpt of the source. */
function oneLine(value: string): string {
  const [line = ''] = value.trim().split(/\r?\n/, 1);
  const text = line.replace(/[.:]$/, '');
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
