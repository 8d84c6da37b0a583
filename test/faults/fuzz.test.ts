import fc from 'fast-check';
import { type ImagesClient, imageBytes, OpenAIError } from 'openai-images';
import { expect, it } from 'vitest';
import { collect } from '../support/collect.js';
import { completedEvent, eventText, partialEvent } from '../support/event-stream.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { testClient } from '../support/test-client.js';
import { within } from '../support/within.js';

const RUNS = { numRuns: 2_000 };

const picture = (length: number) => Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256));
const PICTURES = [picture(61), picture(90), picture(47)];
const BASE64 = PICTURES.map((bytes) => bytes.toString('base64'));

const JSON_BODY = JSON.stringify({
  created: 1_713_833_628,
  background: 'opaque',
  data: [
    { b64_json: BASE64[0], revised_prompt: 'Ein "Ötter" \\ 🦦' },
    { revised_prompt: null, b64_json: BASE64[1] },
    { b64_json: BASE64[2] },
  ],
  usage: { total_tokens: 3, input_tokens_details: { text_tokens: 1 } },
});

const EVENTS_BODY = [
  ': a comment\n\n',
  eventText(partialEvent(0)),
  eventText(partialEvent(1)),
  ...BASE64.map((base64) => eventText(completedEvent(base64))),
].join('');

/** A change of some bytes: so many are taken out from a place on, others put in. */
interface Edit {
  at: number;
  remove: number;
  insert: Uint8Array;
}

/** How a body arrives, and differs from what was meant. */
interface Mangled {
  bytes: Uint8Array;
  /** Whether the base64 of every picture that is left is as it was. */
  sparesPictures: boolean;
  pieceLength: number;
  /** Whether the connection breaks at the end. */
  breaks: boolean;
}

const SYNTAX = Buffer.from('"\\{}[],:/+=-_ \t\n\rAz09');
const bytesToInsert = fc.oneof(
  fc.uint8Array({ maxLength: 4 }),
  fc.array(fc.constantFrom(...SYNTAX), { maxLength: 3 }).map((bytes) => Uint8Array.from(bytes)),
  fc
    .constantFrom('null', '"data":', '\r\n\r\n', '\n\ndata: ', '[DONE]', '\ufeff', '\\u0041')
    .map((text) => Buffer.from(text)),
);

/** Where a body's base64 stands. */
function spansOf(body: Buffer): [start: number, end: number][] {
  return BASE64.map((base64) => [body.indexOf(base64), body.indexOf(base64) + base64.length]);
}

function mangle(text: string): fc.Arbitrary<Mangled> {
  const body = Buffer.from(text);
  const edit: fc.Arbitrary<Edit> = fc.record({
    at: fc.nat(body.length),
    remove: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(200) }),
    insert: bytesToInsert,
  });
  return fc
    .record({
      edits: fc.array(edit, { maxLength: 3, size: 'small' }),
      cutAt: fc.option(fc.nat(body.length), { nil: undefined, freq: 1 }),
      pieceLength: fc.integer({ min: 1, max: body.length }),
      breaks: fc.constantFrom(true, false, false, false),
    })
    .map(({ edits, cutAt = body.length, pieceLength, breaks }) => {
      let bytes = body;
      // From the end on, so that the places before stay what they are.
      for (const { at, remove, insert } of edits.toSorted((one, other) => other.at - one.at)) {
        bytes = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
      }
      const touches = ({ at, remove }: Edit) => spansOf(body).some(([start, end]) => at <= end && at + remove >= start);
      const sparesPictures = !edits.some(touches);
      return { bytes: bytes.subarray(0, cutAt), sparesPictures, pieceLength, breaks };
    });
}

function clientFor({ bytes, pieceLength, breaks }: Mangled, type: string, status = 200): ImagesClient {
  const { fetch } = fakeFetch(() => {
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at < bytes.length) controller.enqueue(Uint8Array.from(bytes.subarray(at, at + pieceLength)));
        else if (breaks) controller.error(new TypeError('terminated'));
        else controller.close();
        at += pieceLength;
      },
    });
    return new Response(body, { status, headers: { 'content-type': type } });
  });
  return testClient({ fetch, maxRetries: 0 });
}

interface Outcome {
  pictures: Buffer[];
  error: unknown;
}

/** What a call gives until it ends, one way or the other. */
async function outcomeOf(read: (keep: (bytes: Uint8Array) => void) => Promise<void>): Promise<Outcome> {
  const pictures: Buffer[] = [];
  const reading = read((bytes) => pictures.push(Buffer.from(bytes)));
  const error = await within(5_000, reading).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error) expect(error).toBeInstanceOf(OpenAIError);
  return { pictures, error };
}

const readData = (images: ImagesClient, options = {}) =>
  outcomeOf(async (keep) => {
    const { data = [] } = await images.generate({ prompt: 'An otter', n: 3 }, options);
    for (const image of data) if (image.b64_json) keep(imageBytes(image));
  });

const readPictures = (images: ImagesClient, options = {}) =>
  outcomeOf(async (keep) => {
    for await (const { bytes } of images.generate({ prompt: 'An otter', n: 3 }, options).images())
      if (bytes) keep(bytes);
  });

const readEvents = (images: ImagesClient) =>
  outcomeOf(async (keep) => {
    for await (const event of await images.generate({ prompt: 'An otter', n: 3, stream: true }))
      if (event.type?.endsWith('.completed') && event.b64_json) keep(imageBytes(event));
  });

/** The pictures that a body says by the letter; undefined where it is no JSON. */
function picturesByTheLetter(bytes: Uint8Array): Buffer[] | undefined {
  try {
    const { data } = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return data.flatMap(({ b64_json }: { b64_json?: string }) =>
      b64_json ? [Buffer.from(atob(b64_json), 'latin1')] : [],
    );
  } catch {
    return undefined;
  }
}

/** Every picture given is one of those that were sent, in their order. */
function expectSent(pictures: Buffer[]): void {
  let from = 0;
  for (const bytes of pictures) {
    const at = PICTURES.findIndex((sent, index) => index >= from && sent.equals(bytes));
    expect(at, bytes.toString('base64')).toBeGreaterThanOrEqual(from);
    from = at + 1;
  }
}

const stemOf = (bytes: Buffer) => bytes.toString('base64').replace(/.?=*$/, '');

it('gives the pictures that a broken response holds, or a typed error', async () => {
  const counts = { given: 0, failed: 0 };
  const property = fc.asyncProperty(mangle(JSON_BODY), async (mangled) => {
    const images = clientFor(mangled, 'application/json');
    const byTheLetter = mangled.breaks ? undefined : picturesByTheLetter(mangled.bytes);
    const outcomes = [
      await readData(images),
      await readPictures(images),
      // An answer of JSON to a call that asked for events.
      await readData(images, { longCalls: 'stream' }),
      await readEvents(images),
    ];
    for (const { pictures, error } of outcomes) {
      if (mangled.sparesPictures) expectSent(pictures);
      if (!error) expect(pictures).toEqual(byTheLetter);
      counts[error ? 'failed' : 'given']++;
    }
  });
  await fc.assert(property, RUNS);
  // Neither is an accident.
  expect(Math.min(counts.given, counts.failed)).toBeGreaterThan(RUNS.numRuns / 5);
}, 60_000);

it('gives the pictures that a broken stream holds, or a typed error', async () => {
  const counts = { given: 0, failed: 0 };
  const property = fc.asyncProperty(mangle(EVENTS_BODY), async (mangled) => {
    const images = clientFor(mangled, 'text/event-stream');
    // Blanks amid base64 are passed over.
    const text = Buffer.from(mangled.bytes).toString('latin1').replaceAll(' ', '');
    const outcomes = [
      await readEvents(images),
      await readData(images, { longCalls: 'stream' }),
      await readPictures(images, { longCalls: 'stream' }),
    ];
    for (const { pictures, error } of outcomes) {
      if (mangled.sparesPictures) expectSent(pictures);
      // Escapes aside, base64 that is given was sent: but for its end, where padding and spare bits are.
      else if (!text.includes('\\')) for (const bytes of pictures) expect(text).toContain(stemOf(bytes));
      if (!error) expect(pictures.length).toBeGreaterThan(0);
      counts[error ? 'failed' : 'given']++;
    }
  });
  await fc.assert(property, RUNS);
  expect(Math.min(counts.given, counts.failed)).toBeGreaterThan(RUNS.numRuns / 5);
}, 60_000);

it('tells a failure by its status, however its body is broken', async () => {
  const body = JSON.stringify({
    error: {
      message: 'Your request was rejected: "no" 🦦. safety_violations=[violence].',
      code: 'moderation_blocked',
      param: null,
      inner_error: { code: 'ResponsibleAIPolicyViolation', content_filter_results: { hate: { filtered: true } } },
    },
  });
  const statuses = fc.constantFrom(400, 403, 404, 408, 422, 429, 500, 502, 503, 599);
  const property = fc.asyncProperty(mangle(body), statuses, async (mangled, status) => {
    const images = clientFor(mangled, 'application/json', status);
    const { pictures, error } = await readData(images);
    expect(pictures).toEqual([]);
    expect(error).toMatchObject({ status });
    expect(String((error as Error).message).length).toBeLessThan(2_000);
  });
  await fc.assert(property, { numRuns: 500 });
}, 60_000);

it('reads events that were not broken, in pieces of any length', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (pieceLength) => {
      const whole = { bytes: Buffer.from(EVENTS_BODY), sparesPictures: true, pieceLength, breaks: false };
      const stream = await clientFor(whole, 'text/event-stream').generate({ prompt: 'An otter', n: 3, stream: true });
      expect(await collect(stream)).toHaveLength(5);
    }),
    { numRuns: 50 },
  );
});
