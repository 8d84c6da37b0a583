import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  AuthenticationError,
  InvalidResponseError,
  OpenAIError,
  type Picture,
  type PictureStream,
  RateLimitError,
  StreamTruncatedError,
} from 'openai-images';
import { describe, expect, it, vi } from 'vitest';
import { collect } from '../support/collect.js';
import { errorOf } from '../support/error-of.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { type Answer, startHttpServer } from '../support/http-server.js';
import { inPieces } from '../support/in-pieces.js';
import { HEADS, makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

const PARAMS = { prompt: 'An otter' };
const RED = makePng(8, 8, [255, 0, 0, 255]);
const BLUE = makePng(8, 8, [0, 0, 255, 255]);
const USAGE = { total_tokens: 7, input_tokens: 3, output_tokens: 4 };

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const item = (bytes: Uint8Array) => JSON.stringify({ b64_json: base64(bytes) });
const TWO = `{"created":1,"data":[${item(RED)},${item(BLUE)}],"size":"1024x1024","usage":${JSON.stringify(USAGE)}}`;
const META = { created: 1, size: '1024x1024', usage: USAGE };

/** A call that is answered with a body, and the number of requests so far. */
function startCall(body: string, params: object = PARAMS) {
  const type = body.startsWith('data:') ? 'text/event-stream' : 'application/json';
  const { fetch, calls } = fakeFetch(() => inPieces(body, 50, type));
  return { call: testClient({ fetch }).generate(params as typeof PARAMS), calls };
}

/** A server whose answer the test writes itself, piece by piece. */
async function startSlowServer() {
  let begin = (_response: ServerResponse) => {};
  const started = new Promise<ServerResponse>((resolve) => {
    begin = resolve;
  });
  const answer: Answer = (response) => {
    response.setHeader('content-type', 'application/json');
    begin(response);
  };
  const { url, requests } = await startHttpServer(answer);
  return { images: testClient({ baseURL: url }), requests, started };
}

/** What a loop gave before it ended, and the error that ended it. */
async function readUntilError(pictures: AsyncIterable<Picture>): Promise<{ read: Picture[]; error: unknown }> {
  const read: Picture[] = [];
  try {
    for await (const picture of pictures) read.push(picture);
  } catch (error) {
    return { read, error };
  }
  return expect.fail('the loop ended without an error');
}

describe('images()', () => {
  it('gives each picture with its place, bytes, media type, prompt and link', async () => {
    const svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>';
    const data = [
      { b64_json: base64(RED), revised_prompt: 'A red otter' },
      { url: 'https://example.com/otter.png' },
      ...(['image/jpeg', 'image/webp', 'image/gif'] as const).map((type) => ({ b64_json: base64(HEADS[type]) })),
      { b64_json: btoa(svg) },
      { b64_json: btoa('once upon a time') },
    ];
    const pictures = await collect(startCall(JSON.stringify({ created: 1, data })).call.images());
    expect(pictures).toEqual([
      { index: 0, bytes: RED, mediaType: 'image/png', revisedPrompt: 'A red otter' },
      { index: 1, bytes: undefined, mediaType: undefined, url: 'https://example.com/otter.png' },
      { index: 2, bytes: HEADS['image/jpeg'], mediaType: 'image/jpeg' },
      { index: 3, bytes: HEADS['image/webp'], mediaType: 'image/webp' },
      { index: 4, bytes: HEADS['image/gif'], mediaType: 'image/gif' },
      { index: 5, bytes: new TextEncoder().encode(svg), mediaType: 'image/svg+xml' },
      { index: 6, bytes: new TextEncoder().encode('once upon a time'), mediaType: 'application/octet-stream' },
    ]);
  });

  it('has the rest of the response once the last picture was read, and none of the pictures', async () => {
    const pictures = startCall(TWO).call.images();
    for await (const { index } of pictures) expect([index, pictures.meta]).toEqual([index, undefined]);
    expect(pictures.meta).toEqual(META);
  });

  it.each([1, 2, 3, 7, 64, 1_000])('gives the same wherever the body is cut, every %i bytes', async (size) => {
    const { fetch } = fakeFetch(() => inPieces(TWO, size));
    const pictures = testClient({ fetch }).generate(PARAMS).images();
    expect((await collect(pictures)).map(({ bytes }) => bytes)).toEqual([RED, BLUE]);
    expect(pictures.meta).toEqual(META);
  });

  it.each([
    ['none', '{"created":1}', 'at least one picture in data'],
    ['an empty list', '{"created":1,"data":[]}', 'at least one picture in data'],
    ['a list that is null', '{"created":1,"data":null}', 'at least one picture in data'],
    ['one of nothing', '{"created":1,"data":[{"b64_json":""}]}', 'a picture with b64_json or url'],
  ])('refuses a response with pictures that are %s, as the data does', async (_what, body, expected) => {
    for (const read of [(call: Call) => collect(call.images()), async (call: Call) => call]) {
      const error = await errorOf(read(startCall(body).call), InvalidResponseError);
      expect(error.message).toContain(`expected ${expected}, received`);
      expect(error.mayHaveBeenBilled).toBe(true);
    }
  });

  it('tells an error that came under 200', async () => {
    const body = '{"error":{"message":"Slow down.","code":"rate_limit_exceeded"}}';
    for (const read of [(call: Call) => collect(call.images()), async (call: Call) => call]) {
      expect((await errorOf(read(startCall(body).call), RateLimitError)).code).toBe('rate_limit_exceeded');
    }
  });

  it('gives bytes that nothing else shares', async () => {
    const [first, second] = await collect(startCall(TWO).call.images());
    expect(first?.bytes?.buffer.byteLength).toBe(RED.length);
    expect(second?.bytes?.buffer).not.toBe(first?.bytes?.buffer);
  });
});

describe('over a slow connection', () => {
  it('gives a picture as soon as it is there', async () => {
    const { images, requests, started } = await startSlowServer();
    const pictures = images.generate(PARAMS).images();
    const loop = pictures[Symbol.asyncIterator]();
    const firstRead = loop.next();
    const response = await started;
    response.write(`{"created":1,"data":[${item(RED)}`);
    expect((await firstRead).value).toEqual({ index: 0, bytes: RED, mediaType: 'image/png' });
    response.write(`,${item(BLUE).slice(0, 40)}`);
    const secondRead = loop.next();
    response.write(item(BLUE).slice(40));
    expect((await secondRead).value).toEqual({ index: 1, bytes: BLUE, mediaType: 'image/png' });
    response.end(`],"usage":${JSON.stringify(USAGE)}}`);
    expect(await loop.next()).toEqual({ done: true, value: undefined });
    expect(pictures.meta).toEqual({ created: 1, usage: USAGE });
    expect(requests).toHaveLength(1);
  });

  it('closes the connection when the loop is left', async () => {
    const { images, started } = await startSlowServer();
    const closed = started.then((response) => once(response, 'close'));
    started.then((response) => response.write(`{"created":1,"data":[${item(RED)},`));
    for await (const { index } of images.generate(PARAMS).images()) {
      expect(index).toBe(0);
      break;
    }
    await closed;
    expect((await started).writableEnded).toBe(false);
  });

  it('closes the connection when the loop throws', async () => {
    const { images, started } = await startSlowServer();
    const closed = started.then((response) => once(response, 'close'));
    started.then((response) => response.write(`{"created":1,"data":[${item(RED)},`));
    const loop = async () => {
      for await (const _picture of images.generate(PARAMS).images()) throw new Error('the disk is full');
    };
    await expect(loop()).rejects.toThrow('the disk is full');
    await closed;
  });

  it('lets go of the loop though someone keeps an unread copy of the response', async () => {
    const { images, started } = await startSlowServer();
    const copies: Response[] = [];
    images.api.use({ onResponse: ({ response }) => void copies.push(response.clone()) });
    const closed = started.then((response) => once(response, 'close'));
    started.then((response) => response.write(`{"created":1,"data":[${item(RED)},`));
    for await (const _picture of images.generate(PARAMS).images()) break;
    await closed;
    expect(copies).toHaveLength(1);
  }, 3_000);

  it('gives what came before the connection broke, then says that it did', async () => {
    const { images, requests, started } = await startSlowServer();
    const pictures = images.generate(PARAMS).images();
    started.then((response) => response.write(`{"created":1,"data":[${item(RED)},{"b64_json":"AAAA`));
    const loop = pictures[Symbol.asyncIterator]();
    expect((await loop.next()).value).toMatchObject({ index: 0, bytes: RED });
    (await started).destroy();
    await errorOf(loop.next(), APIConnectionError);
    expect(pictures.meta).toBeUndefined();
    expect(requests).toHaveLength(1);
  });

  it('ends by its timeout, and by its signal', async () => {
    const begun = (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"created":1,"data":[');
    };
    const { url } = await startHttpServer(begun);
    const images = testClient({ baseURL: url });
    await errorOf(collect(images.generate(PARAMS, { timeout: 50 }).images()), APIConnectionTimeoutError);
    const controller = new AbortController();
    const read = collect(images.generate(PARAMS, { signal: controller.signal }).images());
    setTimeout(() => controller.abort(), 20);
    await errorOf(read, APIUserAbortError);
  });

  it('lets go of its signal when it was read, left or broken', async () => {
    for (const body of [TWO, `${TWO.slice(0, -1)},`]) {
      for (const read of [collect, leave]) {
        const { signal } = new AbortController();
        const removed = vi.spyOn(signal, 'removeEventListener');
        const { fetch } = fakeFetch(() => inPieces(body, 50));
        await read(testClient({ fetch }).generate(PARAMS, { signal }).images()).catch(() => {});
        expect(removed).toHaveBeenCalledWith('abort', expect.any(Function));
      }
    }
  });

  async function leave(pictures: AsyncIterable<Picture>): Promise<unknown> {
    for await (const picture of pictures) return picture;
    return undefined;
  }
});

describe('that are let go of', () => {
  const ways: [string, (pictures: PictureStream) => unknown][] = [
    ['by abort()', (pictures) => pictures.abort()],
    ['by a loop that has not begun', (pictures) => pictures[Symbol.asyncIterator]().return()],
    [
      'by a loop that waits for the server',
      (pictures) => {
        const loop = pictures[Symbol.asyncIterator]();
        loop.next().catch(() => undefined);
        return loop.return();
      },
    ],
  ];

  it.each(ways)('close the connection %s', async (_how, letGo) => {
    for (const begin of [() => {}, (response: ServerResponse) => response.write('{"created":1,"data":[')]) {
      const { images, requests, started } = await startSlowServer();
      const call = images.generate(PARAMS);
      const response = await started;
      begin(response);
      const closed = once(response, 'close');
      letGo(call.images());
      await closed;
      await errorOf(collect(call.images()), APIUserAbortError);
      await errorOf(call, APIUserAbortError);
      expect(requests).toHaveLength(1);
    }
  });

  it('close the connection though the response was asked for', async () => {
    const { images, started } = await startSlowServer();
    const call = images.generate(PARAMS);
    const closed = started.then((response) => once(response, 'close'));
    started.then((response) => response.flushHeaders());
    await call.asResponse();
    call.images().abort();
    await closed;
  });

  it('send nothing where nothing was sent yet', async () => {
    const { images, requests } = await startSlowServer();
    const pictures = images.generate(PARAMS).images();
    pictures.abort();
    await errorOf(collect(pictures), APIUserAbortError);
    expect(requests).toHaveLength(0);
  });

  it.each<[string, (call: Call) => Promise<unknown>, unknown]>([
    ['the data', async (call) => (await call).data?.length, 2],
    ['the pictures', async (call) => (await collect(call.images())).length, 2],
  ])('leave the call to whoever reads %s', async (_what, read, expected) => {
    const { images, started } = await startSlowServer();
    const call = images.generate(PARAMS);
    const reading = read(call);
    (await started).write(TWO.slice(0, 30));
    await new Promise(setImmediate);
    call.images().abort();
    await call.images()[Symbol.asyncIterator]().return();
    (await started).end(TWO.slice(30));
    expect(await reading).toBe(expected);
  });

  it('have the signal of their call', () => {
    const { signal } = new AbortController();
    const images = testClient({ fetch: fakeFetch().fetch });
    expect(images.generate(PARAMS, { signal }).images().signal).toBe(signal);
    expect(images.generate(PARAMS).images().signal).toBeUndefined();
  });
});

describe('beside the data', () => {
  it('gives the pictures of data that was awaited before, as often as wanted', async () => {
    const { call, calls } = startCall(TWO);
    const data = await call;
    for (let round = 0; round < 2; round++) {
      const pictures = call.images();
      expect((await collect(pictures)).map(({ bytes }) => bytes)).toEqual([RED, BLUE]);
      expect(pictures.meta).toEqual(META);
    }
    expect(await call).toBe(data);
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['a second loop', async (call: Call) => collect(call.images())],
    ['the data', async (call: Call) => call.then()],
    ['the data and its response', async (call: Call) => call.withResponse()],
  ])('says to %s that the body was read already', async (_what, ask) => {
    const { call, calls } = startCall(TWO);
    await collect(call.images());
    const error = await errorOf(ask(call), OpenAIError);
    expect(error).not.toBeInstanceOf(APIError);
    expect(error.message).toMatch(/^The body was read already/);
    expect(calls).toHaveLength(1);
  });

  it('says so to a second loop over one stream', async () => {
    const pictures = startCall(TWO).call.images();
    await collect(pictures);
    expect((await errorOf(collect(pictures), OpenAIError)).message).toMatch(/^The body was read already/);
    expect(pictures.meta).toEqual(META);
  });

  it('says so to one of two loops at once', async () => {
    const pictures = startCall(TWO).call.images();
    const outcomes = await Promise.allSettled([collect(pictures), collect(pictures)]);
    const [failure] = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(failure).toBeInstanceOf(OpenAIError);
    expect(failure.message).toMatch(/read already/);
  });

  it('says so to one of loop and data at once, and not that the connection failed', async () => {
    const orders: ((call: Call) => Promise<unknown>[])[] = [
      (call) => [collect(call.images()), call.then()],
      (call) => [call.then(), collect(call.images())],
    ];
    for (const ask of orders) {
      const outcomes = await Promise.allSettled(ask(startCall(TWO).call));
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).not.toBeInstanceOf(APIConnectionError);
      }
      expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    }
  });

  it('says so where the response was read by its holder, and reads it where it was not', async () => {
    const { call } = startCall(TWO);
    const response = await call.asResponse();
    expect(response.bodyUsed).toBe(false);
    expect(await collect(call.images())).toHaveLength(2);
    const other = startCall(TWO).call;
    await (await other.asResponse()).text();
    expect((await errorOf(collect(other.images()), OpenAIError)).message).toMatch(/^The body was read already/);
  });
});

type Call = ReturnType<typeof startCall>['call'];

describe('of a streamed call', () => {
  const event = (type: string, bytes: Uint8Array, more: object = {}) =>
    `data: ${JSON.stringify({ type: `image_generation.${type}`, b64_json: base64(bytes), created_at: 5, ...more })}\n\n`;
  const preview = event('partial_image', RED, { partial_image_index: 0 });
  const completed = event('completed', BLUE, { usage: USAGE, size: '1024x1024' });
  const streamed = (body: string) => startCall(body, { ...PARAMS, stream: true }).call;

  it('gives the finished picture and no preview', async () => {
    const pictures = streamed(preview + completed).images();
    expect(await collect(pictures)).toEqual([{ index: 0, bytes: BLUE, mediaType: 'image/png' }]);
    expect(pictures.meta).toMatchObject({ created: 5, usage: USAGE, size: '1024x1024' });
  });

  it('counts several finished pictures', async () => {
    const pictures = await collect(streamed(completed + preview + completed).images());
    expect(pictures.map(({ index }) => index)).toEqual([0, 1]);
  });

  it('does not pass a preview off as the picture where the stream ends early', async () => {
    const { read, error } = await readUntilError(streamed(preview).images());
    expect(read).toEqual([]);
    expect(error).toBeInstanceOf(StreamTruncatedError);
  });

  it('gives the pictures of a server that answers with JSON', async () => {
    const pictures = await collect(streamed(TWO).images());
    expect(pictures.map(({ index, bytes }) => [index, bytes])).toEqual([
      [0, RED],
      [1, BLUE],
    ]);
  });

  it('reads the stream that was awaited, once', async () => {
    const call = streamed(preview + completed);
    await call;
    expect(await collect(call.images())).toHaveLength(1);
    expect((await errorOf(collect(call.images()), OpenAIError)).message).toMatch(/being read already/);
  });

  it('says of invalid base64 what it is', async () => {
    const invalid = 'data: {"type":"image_generation.completed","b64_json":"no base64!"}\n\n';
    expect((await errorOf(collect(streamed(invalid).images()), OpenAIError)).message).toContain(
      'expected valid base64',
    );
  });
});

describe('what is no whole answer', () => {
  const whole = item(RED);
  const cases: [string, string, number][] = [
    ['an HTML page', '<!doctype html><html><body>Sign in to the "network" {now}</body></html>', 0],
    ['nothing', '', 0],
    ['a JSON array', `[${whole}]`, 0],
    ['JSON that is cut off in a picture', `{"created":1,"data":[${whole},{"b64_json":"AAAA`, 1],
    ['JSON that is cut off between pictures', `{"created":1,"data":[${whole}`, 1],
    ['JSON that is cut off before its end', `{"created":1,"data":[${whole}],"usage":{}`, 1],
    ['JSON with something behind it', `{"created":1,"data":[${whole}]} and more`, 1],
    ['invalid base64', `{"created":1,"data":[${whole},{"b64_json":"no base64!"}]}`, 1],
    ['base64 that ends midway', `{"created":1,"data":[${whole},{"b64_json":"AAAAA"}]}`, 1],
  ];

  it.each(cases)('such as %s is an APIError that shows it, after one request', async (_what, body, before) => {
    const { call, calls } = startCall(body);
    const pictures = call.images();
    const { read, error } = await readUntilError(pictures);
    expect(read).toHaveLength(before);
    expect(error).toBeInstanceOf(APIError);
    expect(error).not.toBeInstanceOf(APIConnectionError);
    expect((error as APIError).status).toBe(200);
    expect((error as APIError).message).toMatch(/^200 is no picture: expected a JSON object with pictures, received /);
    const shown = String((error as APIError).body);
    expect(shown.length).toBeGreaterThanOrEqual(Math.min(body.length, 50));
    expect(body.startsWith(shown)).toBe(true);
    expect(pictures.meta).toBeUndefined();
    expect(calls).toHaveLength(1);
  });

  it('such as a failure is the error of its status', async () => {
    const { fetch, calls } = fakeFetch(Response.json({ error: { message: 'No.' } }, { status: 401 }));
    await errorOf(collect(testClient({ fetch }).generate(PARAMS).images()), AuthenticationError);
    expect(calls).toHaveLength(1);
  });
});
