import type { ImagesResponse } from '../../generated/schema.js';
import { OpenAIError } from '../errors.js';
import type { Settings } from '../options.js';
import { unlessEnded } from '../transport/deadline.js';
import type { Exchange } from '../transport/send.js';
import type { ImageLike } from './picture.js';
import { readChunks, tooLarge } from './read-chunks.js';
import { parseJSON, toReportedError, toUnexpectedError } from './read-failure.js';

/** More of a wrong body than an error keeps of it, so that no half of a key is kept. */
const EXCERPT_BYTES = 8_000;

const strictDecoder = new TextDecoder('utf-8', { fatal: true });

/** The names whose members may stand once in an object, and how each is written. */
const WATCHED = ['data', 'b64_json'].map((name) => [name, new RegExp(`"${name}"\\s*:`, 'g')] as const);

/** No response is nested deeper. */
const MAX_DEPTH = 100;

/**
 * Reads a success as the JSON object it should be, with at least one picture in it.
 *
 * @throws {APIError} where the body is anything else, such as a gateway's HTML page under status 200,
 * or does not arrive whole.
 */
export async function readJSON(exchange: Exchange, settings: Settings): Promise<ImagesResponse> {
  const { response, deadline, explain } = exchange;
  try {
    const bytes = await readWhole(exchange);
    const text = decode(bytes);
    const body = text === undefined ? undefined : parseJSON(text);
    if (reportsError(body)) throw toReportedError(response, body, settings);
    const expected = text === undefined ? 'text in UTF-8' : lackOf(body, text);
    if (expected === undefined) return body as ImagesResponse;
    const excerpt = new TextDecoder().decode(bytes.subarray(0, EXCERPT_BYTES));
    throw toUnexpectedError(response, excerpt, expected, settings);
  } catch (error) {
    throw error instanceof OpenAIError ? error : explain(error);
  } finally {
    deadline.release();
  }
}

async function readWhole(exchange: Exchange): Promise<Uint8Array> {
  const { response, deadline, maxBytes, explain } = exchange;
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  if (length > maxBytes) {
    deadline.abort();
    throw tooLarge(exchange);
  }
  // Such a body cannot turn out larger than it says. Some fetches do not listen to their signal.
  if (length <= maxBytes && !response.headers.has('content-encoding')) {
    deadline.resumeClock();
    return new Uint8Array(await unlessEnded(response.arrayBuffer(), deadline, () => explain(undefined)));
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of readChunks(exchange)) chunks.push(chunk);
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether a body is an error, whatever the status it came with. */
export function reportsError(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'error' in body && Boolean(body.error);
}

/** What a body should be and is not; undefined where it is a response with pictures. */
function lackOf(body: unknown, text: string): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'a JSON object';
  const { data } = body as { data?: unknown };
  if (!Array.isArray(data) || data.length === 0) return 'at least one picture in data';
  return lackOfNames(body, text) ?? data.map(lackOfPicture).find((lack) => lack !== undefined);
}

/** What a picture should have and does not; undefined where it can be had. */
export function lackOfPicture(picture: unknown): string | undefined {
  const { b64_json, url } = (picture ?? {}) as ImageLike;
  if (!b64_json) return url ? undefined : 'a picture with b64_json or url';
  return isBase64(b64_json) ? undefined : 'valid base64 in b64_json';
}

function isBase64(text: unknown): boolean {
  try {
    atob(text as string);
    return typeof text === 'string';
  } catch {
    return false;
  }
}

/** `JSON.parse` keeps the last of two members of one name; which of them counts is anyone's guess. */
export function lackOfNames(parsed: object, text: string): string | undefined {
  const repeated = WATCHED.some(([name, pattern]) => (text.match(pattern)?.length ?? 0) > countMembers(parsed, name));
  return repeated ? 'each name once in an object' : undefined;
}

function countMembers(value: unknown, name: string, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return 0;
  const members = Object.values(value).reduce<number>((sum, member) => sum + countMembers(member, name, depth + 1), 0);
  return members + (Object.hasOwn(value, name) ? 1 : 0);
}
