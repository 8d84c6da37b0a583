import { describe, expect, it, vi } from 'vitest';
import { type RawEvent, readEvents } from '../../src/response/read-events.js';
import { bodyOf, collect } from '../support/event-stream.js';

const encoder = new TextEncoder();

const read = (chunks: Iterable<Uint8Array | string>) => collect(readEvents(bodyOf(chunks)));

function* slices(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const event = (data: string, name?: string): RawEvent => ({ name, data });

/** Each sample's text, and the events in it. */
const SAMPLES: [title: string, text: string | Uint8Array, events: RawEvent[]][] = [
  ['lines that end in LF', 'event: a\ndata: 1\n\nevent: b\ndata: 2\n\n', [event('1', 'a'), event('2', 'b')]],
  ['lines that end in CRLF', 'event: a\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n', [event('1', 'a'), event('2')]],
  ['lines that end in CR', 'event: a\rdata: 1\r\rdata: 2\r\r', [event('1', 'a'), event('2')]],
  [
    'lines that end in all three',
    'event: a\rdata: 1\ndata: 2\r\n\r\n\ndata: 3\r\rdata: 4\n\r\ndata: 5\r\n\n',
    [event('1\n2', 'a'), event('3'), event('4'), event('5')],
  ],
  ['a CR that the body ends in', 'data: 1\r\n\r', [event('1')]],
  ['comments', ': hello\n:\nevent: a\n: amid\ndata: 1\n:data: 0\n\n: ping\n\n', [event('1', 'a')]],
  ['a byte order mark', '\uFEFFdata: 1\n\n', [event('1')]],
  ['a byte order mark that does not stand first', 'data: \uFEFF1\n\n\uFEFFdata: 2\n\n', [event('\uFEFF1')]],
  ['data of several lines', 'data: {\ndata:  "a":\ndata\ndata: 1 }\n\n', [event('{\n "a":\n\n1 }')]],
  ['fields that are of no use here', 'id: 7\nretry: 10\nretry: x\nfoo: bar\nbaz\ndata: 1\n\n', [event('1')]],
  ['colons without a space, and with two', 'event:a\ndata:1\n\ndata:  2\n\n', [event('1', 'a'), event(' 2')]],
  ['colons within the data', 'data: {"a":"b: c"}\n\n', [event('{"a":"b: c"}')]],
  ['field names in part', 'dat: 0\ndatas: 0\nDATA: 0\n data: 0\ndata: 1\n\n', [event('1')]],
  [
    'letters of many bytes',
    'event: ötter\ndata: Ötter 🦦 獺\n\ndata: 🦦\n\n',
    [event('Ötter 🦦 獺', 'ötter'), event('🦦')],
  ],
  [
    'bytes that are no UTF-8',
    Uint8Array.of(...encoder.encode('data: a'), 0xff, 0xc3, ...encoder.encode('b\n\n')),
    [event('a\uFFFD\uFFFDb')],
  ],
  ['a name without data, which is no event', 'event: a\n\ndata: 1\n\n', [event('1')]],
  ['a name that is empty', 'event: a\nevent:\ndata: 1\n\n', [event('1')]],
  ['a name after its data', 'data: 1\nevent: a\n\ndata: 2\n\n', [event('1', 'a'), event('2')]],
  ['data that is empty', 'data:\n\ndata\n\ndata: \ndata: \n\n', [event(''), event(''), event('\n')]],
  ['blank lines in excess', '\n\n\ndata: 1\n\n\n\n\ndata: 2\n\n\n', [event('1'), event('2')]],
  ['an event that breaks off amid its data', 'data: 1\n\nevent: b\ndata: 2', [event('1')]],
  ['an event that breaks off before its blank line', 'data: 1\n\nevent: b\ndata: 2\n', [event('1')]],
  ['an event that breaks off before its blank line, at a CR', 'data: 1\r\rdata: 2\r', [event('1')]],
  [
    'an event that breaks off amid a letter',
    Uint8Array.of(...encoder.encode('data: 1\n\ndata: '), 0xf0, 0x9f),
    [event('1')],
  ],
  ['nothing', '', []],
  ['nothing but a byte order mark', '\uFEFF', []],
];

describe('a body', () => {
  it.each(SAMPLES)('with %s is read the same wherever it is split', async (_title, text, events) => {
    const bytes = typeof text === 'string' ? encoder.encode(text) : text;
    expect(await read([bytes])).toEqual(events);
    for (let offset = 0; offset <= bytes.length; offset++) {
      const parts = [bytes.subarray(0, offset), bytes.subarray(offset)];
      expect(await read(parts), `split at ${offset}`).toEqual(events);
    }
    expect(await read(slices(bytes, 1)), 'byte by byte').toEqual(events);
    const withGaps = [...slices(bytes, 1)].flatMap((byte) => [byte, new Uint8Array()]);
    expect(await read(withGaps), 'byte by byte, with empty chunks').toEqual(events);
  });

  it('of all samples at once is read the same in pieces of any size', async () => {
    const whole = SAMPLES.filter(([, text]) => typeof text === 'string' && /[\n\r]{2}$/.test(text));
    // A stray byte order mark would be part of a field's name.
    const text = whole.map(([, each]) => String(each).replaceAll('\uFEFF', '')).join('\n\n');
    const events = await read([text]);
    expect(events.length).toBeGreaterThan(20);
    const bytes = encoder.encode(text);
    for (let size = 1; size <= 64; size++) expect(await read(slices(bytes, size)), `size ${size}`).toEqual(events);
  });
});

describe('readEvents', () => {
  it.each(['\n', '\r\n'])('gives an event once its blank line is there, not at the end (%j)', async (end) => {
    let source: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        source = controller;
      },
    });
    const events = readEvents(body);
    const first = events.next();
    const arrived = vi.fn();
    first.then(arrived);
    source?.enqueue(encoder.encode(`data: 1${end}`));
    await new Promise(setImmediate);
    expect(arrived).not.toHaveBeenCalled();
    source?.enqueue(encoder.encode(end));
    expect(await first).toEqual({ done: false, value: event('1') });
    source?.enqueue(encoder.encode(`data: 2${end}${end}data: 3${end}${end}`));
    expect([await events.next(), await events.next()].map(({ value }) => value)).toEqual([event('2'), event('3')]);
    source?.close();
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('cancels a body that is left early, and no other', async () => {
    const cancelled = vi.fn();
    const chunks = ['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n'];
    for await (const { data } of readEvents(bodyOf(chunks, cancelled))) if (data === '2') break;
    expect(cancelled).toHaveBeenCalledTimes(1);
    await collect(readEvents(bodyOf(chunks, cancelled)));
    expect(cancelled).toHaveBeenCalledTimes(1);
  });

  it("gives what came before a body's failure, then the failure itself", async () => {
    const failure = new Error('gone');
    const chunks = (function* () {
      yield 'data: 1\n\ndata: 2';
      throw failure;
    })();
    const events = readEvents(bodyOf(chunks));
    expect((await events.next()).value).toEqual(event('1'));
    await expect(events.next()).rejects.toBe(failure);
  });
});

describe('a large event', () => {
  const MB = 1024 * 1024;
  const largeEvent = (size: number) => {
    const data = `{"b64_json":"${'iVBORw0K'.repeat(size / 8)}"}`;
    return { data, bytes: encoder.encode(`event: a\ndata: ${data}\n\n`) };
  };

  it.each([
    [8 * MB, 64 * 1024],
    [MB, 1],
  ])('of %i bytes is whole in chunks of %i', async (size, chunkSize) => {
    const { data, bytes } = largeEvent(size);
    const [only, ...others] = await read(slices(bytes, chunkSize));
    expect(only?.data === data).toBe(true);
    expect([only?.name, others]).toEqual(['a', []]);
  });

  it('costs work in proportion to its size, whatever comes at once', async () => {
    for (const chunkSize of [1, 512]) {
      const small = await countCharacters(() => read(slices(largeEvent(16 * 1024).bytes, chunkSize)));
      const large = await countCharacters(() => read(slices(largeEvent(64 * 1024).bytes, chunkSize)));
      expect(small).toBeGreaterThan(16 * 1024);
      expect(large / small).toBeGreaterThan(3);
      expect(large / small).toBeLessThan(5);
    }
  });
});

/** How many characters go through the searches, copies and joins of texts while something runs. */
async function countCharacters(run: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const restore = [
    watch(String.prototype, 'indexOf', (text, [, from]) => text.length - Number(from ?? 0)),
    watch(String.prototype, 'includes', (text) => text.length),
    watch(String.prototype, 'split', (text) => text.length),
    watch(String.prototype, 'slice', (_text, _args, result) => String(result).length),
    watch(String.prototype, 'substring', (_text, _args, result) => String(result).length),
    watch(String.prototype, 'concat', (_text, _args, result) => String(result).length),
    watch(String.prototype, 'charCodeAt', () => 1),
    watch(RegExp.prototype, 'exec', (_pattern, [text]) => String(text).length),
    watch(Array.prototype, 'join', (_list, _args, result) => String(result).length),
  ];
  function watch(owner: object, name: string, cost: (self: string, args: unknown[], result: unknown) => number) {
    const method = Reflect.get(owner, name);
    Reflect.set(owner, name, function (this: string, ...args: unknown[]) {
      const result = method.apply(this, args);
      count += cost(this, args, result);
      return result;
    });
    return () => Reflect.set(owner, name, method);
  }
  try {
    await run();
  } finally {
    for (const each of restore) each();
  }
  return count;
}
