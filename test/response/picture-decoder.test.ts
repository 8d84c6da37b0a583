import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPictureDecoder, type DecodedPicture, type PictureDecoder } from '../../src/response/picture-decoder.js';

interface Outcome {
  pictures: DecodedPicture[];
  body?: Record<string, unknown>;
  error?: unknown;
}

const encode = (text: string) => new TextEncoder().encode(text);
const base64Of = (length: number, first = 0) =>
  Buffer.from(Uint8Array.from({ length }, (_, at) => (first + at * 7) % 256)).toString('base64');

/** The pictures that a chunk completes, one by one. */
function* decodeChunk(decoder: PictureDecoder, chunk: Uint8Array): Generator<DecodedPicture, void> {
  decoder.push(chunk);
  for (let picture = decoder.next(); picture; picture = decoder.next()) yield picture;
}

/** What the decoder makes of the chunks, up to its first error. */
function decode(chunks: Iterable<Uint8Array>, maxPictureBytes?: number): Outcome {
  const decoder = createPictureDecoder(maxPictureBytes === undefined ? {} : { maxPictureBytes });
  const pictures: DecodedPicture[] = [];
  try {
    for (const chunk of chunks) pictures.push(...decodeChunk(decoder, chunk));
    return { pictures, body: decoder.end() };
  } catch (error) {
    return { pictures, error };
  }
}

/** The same by `JSON.parse`; throws where the decoder has to. */
function decodeAtOnce(bytes: Uint8Array): Outcome {
  const body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Error('no object');
  const pictures: DecodedPicture[] = [];
  for (const [index, member] of (Array.isArray(body.data) ? body.data : []).entries()) {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) continue;
    const { b64_json, ...item } = member;
    delete member.b64_json;
    pictures.push({ index, item, bytes: typeof b64_json === 'string' ? decodeStrictly(b64_json) : undefined });
  }
  return { pictures, body };
}

function decodeStrictly(text: string): Uint8Array<ArrayBuffer> | undefined {
  const plain = text.replace(/[ \t\r\n]/g, '');
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) throw new Error('no base64');
  return plain === '' ? undefined : new Uint8Array(Buffer.from(plain, 'base64'));
}

/** As text, so that the order of keys counts, and a key such as `__proto__`. */
function show({ pictures, body, error }: Outcome): string {
  const shown = pictures.map(({ bytes, ...rest }) => ({ ...rest, bytes: bytes && Buffer.from(bytes).toString('hex') }));
  return JSON.stringify({ shown, body, error: error && String(error) });
}

function* inPieces(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.slice(at, at + length);
}

const TEN = base64Of(10);
const THIRTY = base64Of(30, 3);
const DOCUMENTS = {
  'the usual one': `{"created":1713833628,"data":[{"b64_json":"${THIRTY}"}],"usage":{"total_tokens":100,"input_tokens_details":{"text_tokens":10}}}`,
  'two pictures': `{"created":1,"data":[{"b64_json":"${TEN}","revised_prompt":"a"},{"b64_json":"${THIRTY}"}]}`,
  'data first': `{"data":[{"b64_json":"${TEN}"}],"created":1}`,
  'data last': `{"created":1,"usage":null,"data":[{"b64_json":"${TEN}"}]}`,
  'b64_json last': `{"data":[{"url":"https://x/y","revised_prompt":"b","b64_json":"${TEN}"}]}`,
  'b64_json amid': `{"data":[{"url":"https://x/y","b64_json":"${TEN}","revised_prompt":"b"}]}`,
  whitespace: ` \r\n\t{ "created" : 1 , "data" : [ { "b64_json" : "${TEN}" , "a" : [ ] } , { } ] , "x" : { } }\r\n \t`,
  'escaped slashes': `{"data":[{"b64_json":"${Buffer.from('???>>>???').toString('base64').replaceAll('/', '\\/')}"}]}`,
  'unicode escapes': `{"data":[{"b64_json":"\\u0051UJD\\u002b\\u002F\\u003d\\u003D"}]}`,
  'escaped line breaks': `{"data":[{"b64_json":"QU\\r\\nJD\\nQUJD\\tQQ=\\n=\\n"}]}`,
  'spaces amid base64': `{"data":[{"b64_json":" QU JD  QUI = "}]}`,
  'escaped keys': `{"d\\u0061ta":[{"b64\\u005fjson":"${TEN}","revised\\u005Fprompt":"\\"\\\\"}]}`,
  'strings with syntax': `{"a":"}]{[,:\\"\\\\","data":[{"r":"\\\\\\"b64_json\\":\\"}","b64_json":"${TEN}"}],"b":"\\\\"}`,
  'b64_json elsewhere': `{"b64_json":"QUJD!","x":{"b64_json":"?","data":[{"b64_json":"?"}]},"data":[{"x":{"b64_json":"?","data":[{"b64_json":"?"}]},"b64_json":"${TEN}","y":[{"b64_json":"?"}]}]}`,
  'arrays in data': `{"data":[[{"b64_json":"?"}],1,"x",null,true,{"b64_json":"${TEN}"},[]]}`,
  'values called b64_json': `{"data":[{"a":"b64_json","c":"d","b64_json":"${TEN}","e":"b64_json"}],"f":"data","g":[{"b64_json":"?"}]}`,
  'b64_json that is no string': `{"data":[{"b64_json":null},{"b64_json":12.5e3},{"b64_json":{"b64_json":"?"}},{"b64_json":["?"]},{"b64_json":true}]}`,
  'empty b64_json': `{"data":[{"b64_json":""},{"b64_json":"${TEN}"},{"b64_json":" \\n"},{"url":"u"}]}`,
  'data null': `{"created":1,"data":null}`,
  'data an object': `{"data":{"b64_json":"?","0":{"b64_json":"?"},"1":[{"b64_json":"?"}]}}`,
  'data a string': `{"data":"b64_json","x":[{"b64_json":"?"}]}`,
  'no data': `{"error":{"message":"no"}}`,
  'an empty object': '{}',
  'a byte order mark': `\ufeff{"data":[{"b64_json":"${TEN}"}]}`,
  'long characters': `{"é":"ü","data":[{"revised_prompt":"Ein 🦦 – naïve \\ud83e\\udda6 \\ud83e","b64_json":"${TEN}","ключ":"\u2028"}],"x":"漢字"}`,
  'padding of each length': `{"data":[{"b64_json":"QQ=="},{"b64_json":"QUI="},{"b64_json":"QUJD"},{"b64_json":"QR=="}]}`,
  'unusual keys': `{"":1,"__proto__":{"data":1},"toString":2,"data":[{"__proto__":{"a":1},"":"","b64_json":"${TEN}","constructor":3}]}`,
  'other members twice': `{"created":1,"created":2,"data":[{"url":"a","url":"b","b64_json":"${TEN}"}]}`,
};
const ENTRIES = Object.entries(DOCUMENTS).map(([name, text]) => ({ name, bytes: encode(text) }));

afterEach(() => vi.unstubAllGlobals());

describe('whatever the document and however it is cut', () => {
  it.each(ENTRIES)('reads $name as JSON.parse does', ({ bytes }) => {
    const expected = show(decodeAtOnce(bytes));
    expect(show(decode([bytes]))).toBe(expected);
    for (let at = 0; at <= bytes.length; at++) {
      expect(show(decode([bytes.slice(0, at), bytes.slice(at)])), `cut at ${at}`).toBe(expected);
    }
    for (const length of [1, 2, 3, 5, 7]) expect(show(decode(inPieces(bytes, length)))).toBe(expected);
    const withEmptyOnes = [...inPieces(bytes, 1)].flatMap((piece) => [new Uint8Array(), piece, new Uint8Array()]);
    expect(show(decode(withEmptyOnes))).toBe(expected);
  });

  it('reads arbitrary documents as JSON.parse does', () => {
    const member = fc.oneof(
      { weight: 6, arbitrary: fc.uint8Array({ maxLength: 200 }).chain(itemWith) },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
    const document = fc
      .tuple(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
        fc.array(member, { maxLength: 4 }),
        fc.nat(9),
      )
      .map(([others, data, place]) => insertMember(others, 'data', data, place));
    fc.assert(
      fc.property(document, fc.nat(), fc.array(fc.nat(40), { minLength: 1 }), (value, seed, lengths) => {
        const bytes = encode(write(value, randomFrom(seed)));
        expect(show(decode(inLengths(bytes, lengths)))).toBe(show(decodeAtOnce(bytes)));
      }),
      { numRuns: 300 },
    );
  });

  it('reads a large picture and large other members byte by byte in linear time', () => {
    const prompt = 'ä'.repeat(100_000);
    const bytes = encode(`{"data":[{"b64_json":"${base64Of(100_000)}","revised_prompt":"${prompt}"}],"x":"${prompt}"}`);
    const started = performance.now();
    const { pictures, body } = decode(inPieces(bytes, 1));
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(pictures[0]?.bytes).toEqual(new Uint8Array(Buffer.from(base64Of(100_000), 'base64')));
    expect(body).toEqual({ data: [{ revised_prompt: prompt }], x: prompt });
  });

  it('gives a picture out when its item closes, before the rest has arrived', () => {
    const decoder = createPictureDecoder();
    const push = (text: string) => [...decodeChunk(decoder, encode(text))];
    expect(push(`{"data":[{"b64_json":"QUJD","url":"u"`)).toEqual([]);
    expect(push('}')).toEqual([{ index: 0, item: { url: 'u' }, bytes: Uint8Array.of(65, 66, 67) }]);
    expect(push(',{"b64_json":"QQ=="},{}')).toEqual([
      { index: 1, item: {}, bytes: Uint8Array.of(65) },
      { index: 2, item: {}, bytes: undefined },
    ]);
    expect(push(']}')).toEqual([]);
    expect(decoder.end()).toEqual({ data: [{ url: 'u' }, {}, {}] });
  });

  it('gives every picture in the same bytes where they may be reused', () => {
    const decoder = createPictureDecoder({ reuseBytes: true });
    const pictures = decodeChunk(decoder, encode(`{"data":[{"b64_json":"QUJD"},{"b64_json":"REVGRw=="},{}]}`));
    const first = pictures.next().value?.bytes;
    expect(first).toEqual(Uint8Array.of(65, 66, 67));
    const second = pictures.next().value?.bytes;
    expect(second).toEqual(Uint8Array.of(68, 69, 70, 71));
    expect(second?.buffer).toBe(first?.buffer);
    expect(pictures.next().value).toMatchObject({ bytes: undefined });
    expect([...pictures]).toEqual([]);
    expect(decoder.end()).toEqual({ data: [{}, {}, {}] });
  });

  it('gives each picture a buffer of its own that it fills', () => {
    const { pictures } = decode([encode(DOCUMENTS['two pictures'])]);
    expect(pictures.map(({ bytes }) => bytes?.buffer.byteLength)).toEqual([10, 30]);
  });

  it('takes chunks that are views, and whose memory is used anew', () => {
    const memory = new Uint8Array(8);
    function* reused(): Generator<Uint8Array> {
      for (const piece of inPieces(encode(DOCUMENTS['the usual one']), 4)) {
        memory.fill(0x22);
        memory.set(piece, 2);
        yield memory.subarray(2, 2 + piece.length);
      }
    }
    expect(show(decode(reused()))).toBe(show(decodeAtOnce(encode(DOCUMENTS['the usual one']))));
  });

  it('decodes without a Buffer', () => {
    const expected = ENTRIES.map(({ bytes }) => show(decodeAtOnce(bytes)));
    const refused = INVALID_BASE64.map((base64) => encode(`{"data":[{"b64_json":"${base64}"}]}`));
    vi.stubGlobal('Buffer', undefined);
    const received = ENTRIES.map(({ bytes }) => decode(inPieces(bytes, 9)));
    const errors = refused.flatMap((bytes) => [decode([bytes]), decode(inPieces(bytes, 1))].map(({ error }) => error));
    vi.unstubAllGlobals();
    expect(received.map(show)).toEqual(expected);
    for (const error of errors) expect(error).toBeInstanceOf(SyntaxError);
  });
});

const INVALID_BASE64 = [
  ...['Q', 'QU', 'QUI', 'QUJDQ', 'QUJDQU', 'QUJDQUI', 'QUJDQUJDQ', '=', '==', '===', '====', 'Q=', 'Q==', 'Q==='],
  ...['QQ=', 'QQ===', 'QUI==', 'QUJD=', 'QUJD====', 'QQ==QUJD', 'QUI=QUJD', 'QQ==QQ==', 'QQ=Q', 'Q=Q=', 'QUJDQQ=QQUJD'],
  ...[
    'QU_D',
    'QU-D',
    'QUJDQU_DQUJD',
    'QUJDQU-DQUJD',
    'QUJ!',
    'QU!JDQUJ',
    'QUJD.QUJD',
    'QU\0D',
    'QUJD\nQUJD',
    'QUJD\tQUJDA',
  ],
  ...[
    'QUJDQU\u00c1DQUJD',
    'QUJD\u0141QUJQUJD',
    'QUJD\\u0141QUJQUJD',
    'QUJD\\u0151QUJ',
    'QUJD\ufeffQUJD',
    '\ufeffQUJDQUJD',
  ],
  ...[
    'QUJD\\"QUJ',
    'QUJD\\\\QUJ',
    'QUJD\\fQUJD',
    'QUJD\\u0000',
    'QUJDQUJ\\',
    'QUJD\\u',
    'QUJD\\u00',
    'QUJD\\uQUJD',
    'QUJD\\xQUJ',
  ],
];

describe('what it refuses', () => {
  it.each(INVALID_BASE64)('refuses the base64 %j', (base64) => {
    const bytes = encode(`{"data":[{"b64_json":"${base64}"}]}`);
    for (let at = 0; at <= bytes.length; at++) {
      const { pictures, error } = decode([bytes.slice(0, at), bytes.slice(at)]);
      expect(error, `cut at ${at}`).toBeInstanceOf(SyntaxError);
      expect(pictures).toEqual([]);
    }
    expect(decode(inPieces(bytes, 1)).error).toBeInstanceOf(SyntaxError);
  });

  it.each([
    ...[
      '',
      ' ',
      '\ufeff',
      '[]',
      'null',
      '1',
      '"data"',
      '{',
      '}',
      ']',
      '{]',
      '{}}',
      '{}{}',
      '{} x',
      'x{}',
      '\ufeff\ufeff{}',
      '<html>',
    ],
    ...[
      '{}\0',
      '{"a"}',
      '{"a":}',
      '{"a":1,}',
      '{,}',
      '{a:1}',
      "{'a':1}",
      '{"a":01}',
      '{"a":tru}',
      '{"a":"\n"}',
      '{"a":"\\x"}',
    ],
    ...[
      '{"\\x":1}',
      '{"data":[{"\\x":1}]}',
      '{"data":[}',
      '{"data":[{]}',
      '{"data":[{"a":1]}',
      '{"data":[{}}]',
      '{"data":[{},]}',
    ],
    ...[
      '{"data":[{"b64_json":"QUJD"],{"url":"u"}]}',
      '{"data":[{"b64_json":"QUJD" "QUJD"}]}',
      '{"data":[{"b64_json" "QUJD"}]}',
    ],
    ...[
      '{"data":[{"b64_json":1"QUJD"}]}',
      '{"data":[{"b64_json":"QUJD":1}]}',

      '["data",[{}]]',
    ],
  ])('refuses the document %j', (text) => {
    for (const pieces of [[encode(text)], inPieces(encode(text), 1)]) {
      const { error, pictures } = decode(pieces);
      expect(error).toBeInstanceOf(SyntaxError);
      expect(pictures.every(({ bytes }) => bytes === undefined)).toBe(true);
    }
  });

  it.each([
    ['data', '{"data":[],"data":[]}'],
    ['data', '{"data":null,"x":1,"d\\u0061ta":[{"b64_json":"QUJD"}]}'],
    ['b64_json', '{"data":[{"b64_json":"QUJD","b64_json":"QUJD"}]}'],
    ['b64_json', '{"data":[{"b64_json":null,"b64\\u005fjson":"QUJD"}]}'],
  ])('refuses %s twice in %s', (key, text) => {
    expect(decode([encode(text)])).toEqual({
      pictures: [],
      error: new SyntaxError(`The JSON has ${key} twice in one object.`),
    });
  });

  it('refuses what is nested deeper than 100', () => {
    const nested = (depth: number) => encode(`{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`);
    expect(decode([nested(100)]).error).toBeUndefined();
    expect(decode([nested(101)]).error).toEqual(new SyntaxError('The JSON is nested more than 100 deep.'));
  });

  it.each([[0xff], [0xc3], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xc0, 0xa2]])(
    'refuses the invalid UTF-8 %j',
    (...invalid) => {
      const places = [
        '{"x":"?"}',
        '{"?":1}',
        '{"data":[{"revised_prompt":"?"}]}',
        '{"data":[{"b64_json":"QUJD?QUJD"}]}',
        '{}?',
      ];
      for (const text of places) {
        const [before = '', after = ''] = text.split('?');
        const bytes = Uint8Array.of(...encode(before), ...invalid, ...encode(after));
        expect(decode([bytes]).error, text).toBeInstanceOf(SyntaxError);
        expect(decode(inPieces(bytes, 1)).error, text).toBeInstanceOf(SyntaxError);
      }
    },
  );

  it.each([1, 2, 3, 99, 100, 101, 5_000])(
    'refuses a picture that is larger than maxPictureBytes, here %i',
    (length) => {
      const bytes = encode(`{"data":[{"b64_json":"${base64Of(length)}"},{"b64_json":"${base64Of(length)}"}]}`);
      for (const size of [1, 64, bytes.length]) {
        expect(decode(inPieces(bytes, size), length).pictures).toHaveLength(2);
        const { error, pictures } = decode(inPieces(bytes, size), length - 1);
        expect(error).toEqual(new RangeError(`The base64 stands for more than ${length - 1} bytes.`));
        expect(pictures).toEqual([]);
      }
    },
  );

  it('quotes nothing of the body in its errors', () => {
    for (const text of [
      '{"data":[{"revised_prompt":"secret",}]}',
      '{"secret',
      '{"x":secret}',
      '{"data":[{"b64_json":"secret!!"}]}',
    ]) {
      expect(String((decode([encode(text)]).error as Error).stack)).not.toContain('secret');
    }
  });
});

describe('a damaged body', () => {
  it.each(ENTRIES)('throws where $name is cut off, and gives out whole pictures only', ({ bytes }) => {
    const { pictures } = decodeAtOnce(bytes);
    const end = bytes.lastIndexOf(0x7d);
    for (let at = 0; at <= end; at++) {
      const received = decode([bytes.slice(0, at)]);
      expect(received.error, `cut at ${at}`).toBeInstanceOf(SyntaxError);
      expect(show({ pictures: received.pictures })).toBe(
        show({ pictures: pictures.slice(0, received.pictures.length) }),
      );
    }
  });

  /**
   * Whatever byte is replaced, removed or put in: where the result is JSON with base64, exactly that is given out.
   * Everywhere else it throws, and no picture that it gave out before has other bytes than one of those sent.
   */
  it.each(ENTRIES)('gives out nothing that was not sent where a byte of $name is another', ({ bytes }) => {
    const sent = new Set(decodeAtOnce(bytes).pictures.map(hexOf));
    for (const damaged of damages(bytes)) {
      const received = decode(inPieces(damaged, 16));
      const text = () => new TextDecoder().decode(damaged);
      const expected = attempt(() => decodeAtOnce(damaged));
      if (expected && !isTwice(received.error)) expect(show(received), text()).toBe(show(expected));
      else {
        expect(received.error, text()).toBeInstanceOf(SyntaxError);
        for (const picture of received.pictures) if (picture.bytes) expect(sent, text()).toContain(hexOf(picture));
      }
    }
  });
});

describe('memory', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const MEBIBYTE = 2 ** 20;

  function used(): number {
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  }

  it('keeps no picture that it gave out', async () => {
    const decoder = createPictureDecoder();
    const chunk = encode(`{"data":[{"b64_json":"${TEN}"},{"b64_json":"${THIRTY}"}`);
    const given = Array.from(decodeChunk(decoder, chunk), ({ bytes }) => new WeakRef(bytes as Uint8Array));
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    expect(given.map((picture) => picture.deref())).toEqual([undefined, undefined]);
    expect([...decodeChunk(decoder, encode(']}'))]).toEqual([]);
    decoder.end();
  });

  it('holds no more than one picture and its growth, however many there are', () => {
    const decoder = createPictureDecoder();
    const picture = encode(`{"b64_json":"${base64Of(MEBIBYTE)}","revised_prompt":"a"},`);
    const readOn = (chunk: Uint8Array) => {
      for (const _ of decodeChunk(decoder, chunk) /* nothing is kept */);
    };
    readOn(encode('{"data":['));
    collectGarbage();
    const before = used();
    for (let count = 0; count < 6; count++) {
      for (const piece of inPieces(picture, 16_384)) readOn(piece);
      collectGarbage();
      expect(used() - before).toBeLessThan(3 * MEBIBYTE);
    }
    readOn(encode('{}]}'));
    expect(decoder.end().data).toHaveLength(7);
  });
});

function itemWith(bytes: Uint8Array): fc.Arbitrary<unknown> {
  const base64 = fc.constantFrom(Buffer.from(bytes).toString('base64'), null, 7, '');
  return fc
    .tuple(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
      fc.option(base64, { nil: undefined }),
      fc.nat(5),
    )
    .map(([others, value, place]) => (value === undefined ? others : insertMember(others, 'b64_json', value, place)));
}

function insertMember(others: Record<string, unknown>, key: string, value: unknown, place: number): object {
  const entries = Object.entries(others).filter(([name]) => name !== key);
  return Object.fromEntries(entries.toSpliced(place, 0, [key, value]));
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** JSON with whitespace and escapes wherever they may be. */
function write(value: unknown, random: () => number): string {
  const space = () => (random() < 0.2 ? (['\n', '  ', '\t', '\r\n'][Math.floor(random() * 4)] as string) : '');
  const list = (parts: string[]) => parts.map((part) => space() + part + space()).join(',') + space();
  if (typeof value === 'string') return writeString(value, random);
  if (Array.isArray(value)) return `[${list(value.map((member) => write(member, random)))}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value);
  return `{${list(members.map(([key, member]) => `${writeString(key, random) + space()}:${space()}${write(member, random)}`))}}`;
}

function writeString(text: string, random: () => number): string {
  const share = random() < 0.5 ? 0 : 0.1;
  return JSON.stringify(text).replace(/\\u....|\\.|[^"\\]/g, (character) => {
    if (character.length > 1 || random() >= share) return character;
    if (character === '/') return '\\/';
    const digits = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${random() < 0.5 ? digits : digits.toUpperCase()}`;
  });
}

function* inLengths(bytes: Uint8Array, lengths: number[]): Generator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const length = turn < lengths.length ? (lengths[turn] as number) : 1 + (turn % 50);
    yield bytes.slice(at, at + length);
    at += length;
  }
}

function* damages(bytes: Uint8Array): Generator<Uint8Array> {
  const others = [...encode('"\\{}[],:=/-A0 n'), 0x0a, 0x00, 0x80, 0xff];
  for (let at = 0; at < bytes.length; at++) {
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + 1)];
    yield Uint8Array.of(...before, ...after);
    for (const other of others) {
      yield Uint8Array.of(...before, other, ...after);
      yield Uint8Array.of(...before, other, ...bytes.subarray(at));
    }
  }
}

function hexOf({ bytes }: DecodedPicture): string {
  return Buffer.from(bytes ?? []).toString('hex');
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** `JSON.parse` takes the last of two members; the decoder refuses them. */
function isTwice(error: unknown): boolean {
  return error instanceof Error && error.message.endsWith('twice in one object.');
}
