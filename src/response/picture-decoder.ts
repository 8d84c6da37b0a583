import { createBase64Decoder } from './base64-decoder.js';
import { createByteStore } from './byte-store.js';
import { findByte } from './find-byte.js';

/** A member of the body's `data`, as soon as it is there in full. */
export interface DecodedPicture {
  /** Its place in `data`. */
  index: number;
  /** Its members, such as `revised_prompt` and `url`, without `b64_json`. */
  item: Record<string, unknown>;
  /** What its `b64_json` stands for; undefined where that is absent, empty or no string. */
  bytes: Uint8Array<ArrayBuffer> | undefined;
}

/** Reads a body as it arrives. Once it has thrown, it is of no further use. */
export interface PictureDecoder {
  /** Takes the next bytes, cut anywhere; to be followed by calls of `next` until there is none. */
  push(chunk: Uint8Array): void;
  /** Reads on, to the next picture that the bytes pushed complete; undefined where they complete no more. */
  next(): DecodedPicture | undefined;
  /** The body without the `b64_json` of what is in `data`. Throws where it was cut off or is no JSON object. */
  end(): Record<string, unknown>;
}

const MAX_DEPTH = 100;
/** The bytes to look for; in UTF-8 none of them is part of a longer sequence. */
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Parses `{"data": [{"b64_json": "…"}, …], …}` while it arrives, and turns the base64 into bytes on the way: a body of
 * many megabytes is never there as text.
 *
 * It follows strings and brackets only. All but the base64 is copied, and `JSON.parse` judges the copy: an item when it
 * closes, the whole at the end. So a body may prove invalid after pictures were given out.
 *
 * Two `data`, or two `b64_json` in one item, are refused, for which one counts is anyone's guess. So are base64url and
 * base64 without its padding. Spaces amid base64 are skipped, and so are escaped line breaks and tabs.
 *
 * @param options.maxPictureBytes what one picture may come to; not limited by default
 * @param options.reuseBytes whether a picture's bytes may be written over once `next` is called again
 * @throws {SyntaxError} from both methods; it quotes nothing of the body
 * @throws {RangeError} where a picture is larger than `maxPictureBytes`
 *
 * @example
 * const decoder = createPictureDecoder();
 * for await (const chunk of response.body) {
 *   decoder.push(chunk);
 *   for (let picture = decoder.next(); picture; picture = decoder.next()) await save(picture.bytes);
 * }
 * const { usage } = decoder.end();
 */
export function createPictureDecoder({
  maxPictureBytes = Number.POSITIVE_INFINITY,
  reuseBytes = false,
} = {}): PictureDecoder {
  const path = createPath();
  const rest = createByteStore();
  const base64 = createBase64Decoder(maxPictureBytes);
  /** Meant for base64: what is not ASCII becomes something else that is not, and is refused as such. */
  const asciiDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let within: 'structure' | 'string' | 'escape' | 'picture' = 'structure';
  /** Where in the rest the key or the item begins that is being read. */
  let keyStart: number | undefined;
  let itemStart = 0;
  /** The picture's last few characters so far, where they begin an escape. */
  let cutEscape = '';
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  let chunk = new Uint8Array();
  /** How much of the chunk was read. */
  let at = 0;
  /** How much of the chunk was copied to the rest, or left out of it. */
  let copied = 0;

  function copyUntil(end: number): void {
    rest.append(chunk.subarray(copied, end));
    copied = end;
  }

  function openString(at: number): void {
    within = path.isAtPicture() ? 'picture' : 'string';
    if (within === 'picture') copyUntil(at + 1);
    else if (path.isAtKey()) keyStart = rest.size() + at - copied;
  }

  function closeString(at: number): void {
    within = 'structure';
    if (keyStart === undefined) return;
    copyUntil(at + 1);
    path.setKey(parseJSON(rest.from(keyStart)));
    keyStart = undefined;
  }

  /** Ends at the first quote. An escaped one would be part of the string, but no base64 either way. */
  function readPicture(start: number): number {
    const quote = findByte(chunk, QUOTE, start);
    copied = quote < 0 ? chunk.length : quote;
    const text = cutEscape + asciiDecoder.decode(chunk.subarray(start, copied));
    cutEscape = text.includes('\\') ? (/\\(u[\da-f]{0,3})?$/i.exec(text)?.[0] ?? '') : '';
    base64.push(unescapeBase64(text.slice(0, text.length - cutEscape.length)));
    if (quote < 0) return chunk.length;
    if (cutEscape !== '') throw invalidJSON();
    bytes = base64.end(reuseBytes);
    within = 'structure';
    return quote + 1;
  }

  function readString(start: number): number {
    let at = within === 'escape' ? start + 1 : start;
    while (at < chunk.length && chunk[at] !== QUOTE) at += chunk[at] === BACKSLASH ? 2 : 1;
    within = at > chunk.length ? 'escape' : 'string';
    if (at < chunk.length) closeString(at);
    return at + 1;
  }

  /** Whether the byte there closes an item. */
  function readStructure(at: number): boolean {
    const item = chunk[at] === QUOTE ? openString(at) : path.step(chunk[at]);
    if (item === 'opened') itemStart = rest.size() + at - copied;
    return item === 'closed';
  }

  function closeItem(end: number): DecodedPicture {
    copyUntil(end);
    const { b64_json: _, ...item } = parseJSON(rest.from(itemStart));
    const picture = { index: path.index(), item, bytes };
    bytes = undefined;
    return picture;
  }

  return {
    push(next) {
      [chunk, at, copied] = [next as Uint8Array<ArrayBuffer>, 0, 0];
    },
    next() {
      while (at < chunk.length) {
        if (within === 'structure') {
          if (readStructure(at++)) return closeItem(at);
        } else {
          at = within === 'picture' ? readPicture(at) : readString(at);
        }
      }
      copyUntil(chunk.length);
      return undefined;
    },
    end() {
      if (within !== 'structure' || path.isOpen()) throw new SyntaxError('The JSON is cut off.');
      const body = parseJSON(rest.from(0));
      if (!isObject(body)) throw new SyntaxError('The JSON is no object.');
      if (Array.isArray(body.data)) for (const item of body.data) if (isObject(item)) delete item.b64_json;
      return body;
    },
  };
}

/** Follows keys and brackets as far as it takes to tell `$.data[i].b64_json` from all else. */
function createPath() {
  let [depth, index] = [0, 0];
  let [keyIsNext, inData, inItem] = [false, false, false];
  let key: unknown;
  const seen = { data: false, b64_json: false };

  function open(isObject: boolean): 'opened' | undefined {
    if (++depth > MAX_DEPTH) throw new SyntaxError(`The JSON is nested more than ${MAX_DEPTH} deep.`);
    if (depth === 2) [inData, index] = [!isObject && !keyIsNext && key === 'data', 0];
    keyIsNext = isObject;
    if (depth !== 3) return undefined;
    [inItem, seen.b64_json] = [inData && isObject, false];
    return inItem ? 'opened' : undefined;
  }

  return {
    isOpen: () => depth > 0,
    index: () => index,
    isAtKey: () => keyIsNext && (depth === 1 || (depth === 3 && inItem)),
    isAtPicture: () => !keyIsNext && depth === 3 && inItem && key === 'b64_json',
    setKey(name: unknown): void {
      key = name;
      const watched = depth === 1 ? 'data' : 'b64_json';
      if (name === watched && seen[watched]) throw new SyntaxError(`The JSON has ${watched} twice in one object.`);
      if (name === watched) seen[watched] = true;
    },
    /** Takes a byte outside of strings, and tells whether it opened or closed an item of `data`. */
    step(byte: number | undefined): 'opened' | 'closed' | undefined {
      if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) return open(byte === OPEN_OBJECT);
      if (byte === COLON || byte === COMMA) keyIsNext = byte === COMMA;
      if (byte === COMMA && depth === 2) index++;
      if (byte !== CLOSE_ARRAY && byte !== CLOSE_OBJECT) return undefined;
      if (--depth < 0) throw invalidJSON();
      return depth === 2 && inItem ? 'closed' : undefined;
    },
  };
}

/** The inside of a JSON string of base64, without its escapes and whitespace. */
function unescapeBase64(text: string): string {
  const unescaped: string = text.includes('\\') ? parseJSON(`"${text}"`).replaceAll(/[\t\n\r]/g, '') : text;
  return unescaped.replaceAll(' ', '');
}

// biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what it is.
function parseJSON(bytes: Uint8Array | string): any {
  try {
    return JSON.parse(typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The runtime's own error quotes the text.
    throw invalidJSON();
  }
}

function invalidJSON(): SyntaxError {
  return new SyntaxError('The JSON is invalid.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
