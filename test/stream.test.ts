import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  BadRequestError,
  type ImageGenStreamEvent,
  type ImageStream,
  InternalServerError,
  StreamTruncatedError,
} from 'openai-images';
import { describe, expect, it } from 'vitest';
import { errorOf } from './support/error-of.js';
import { collect, completedEvent, eventText, partialEvent } from './support/event-stream.js';
import { startHttpServer } from './support/http-server.js';
import { parseMultipart } from './support/parse-multipart.js';
import { makePng } from './support/pictures.js';
import { testClient } from './support/test-client.js';
import { within } from './support/within.js';

const PARAMS = { prompt: 'An otter', stream: true } as const;
const [PREVIEW, PICTURE] = [partialEvent(), completedEvent()];
const [PREVIEW_TEXT, PICTURE_TEXT] = [eventText(PREVIEW), eventText(PICTURE)];

/** How a server answers, once it has sent the headers of a stream. */
type Play = (response: ServerResponse) => unknown;
type Stream = ImageStream<ImageGenStreamEvent>;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A server whose answers stream as `play` has it, and a promise of the first connection that is lost amid one. */
async function startStreamServer(play: Play) {
  let lose = () => {};
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  const server = await startHttpServer((response) => {
    response.on('close', () => {
      if (!response.writableFinished) lose();
    });
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req_wire' });
    response.flushHeaders();
    play(response);
  });
  return { ...server, lost };
}

/** Sends one event, then nothing more. */
const stallAfterPreview: Play = (response) => response.write(PREVIEW_TEXT);

async function takeFirst(stream: Stream): Promise<unknown> {
  for await (const event of stream) return event;
  return undefined;
}

async function openStream(play: Play, options: { timeout?: number } = {}) {
  const server = await startStreamServer(play);
  const stream = await testClient({ baseURL: server.url, ...options }).generate(PARAMS);
  return { ...server, stream };
}

describe('on the wire', () => {
  it('a generation asks for events', async () => {
    const { requests, stream } = await openStream((response) => response.end(PICTURE_TEXT));
    await stream.finalImage();
    expect(requests.map(({ method, url, headers, body }) => [method, url, headers.accept, body.toString()])).toEqual([
      ['POST', '/v1/images/generations', 'text/event-stream, application/json;q=0.9', JSON.stringify(PARAMS)],
    ]);
  });

  it('an edit asks for events in its form', async () => {
    const picture = completedEvent('AAAA', 'image_edit');
    const { url, requests } = await startStreamServer((response) => response.end(eventText(picture)));
    const stream = await testClient({ baseURL: url }).edit({ ...PARAMS, image: makePng(), partial_images: 2 });
    expect(await stream.finalImage()).toEqual(picture);
    const parts = parseMultipart(requests[0] as never).map(({ name, bytes }) => [name, bytes.toString()]);
    expect(parts.filter(([name]) => name !== 'image')).toEqual([
      ['prompt', 'An otter'],
      ['stream', 'true'],
      ['partial_images', '2'],
    ]);
    expect(requests[0]?.headers.accept).toBe('text/event-stream, application/json;q=0.9');
  });

  it('an event is there as soon as it is sent', async () => {
    let answer: ServerResponse | undefined;
    const { stream } = await openStream((response) => {
      answer = response;
      response.write(PREVIEW_TEXT);
    });
    const seen: string[] = [];
    for await (const { type } of stream) {
      seen.push(type);
      if (seen.length === 1) answer?.write(PICTURE_TEXT);
      else answer?.end();
    }
    expect(seen).toEqual([PREVIEW.type, PICTURE.type]);
  });

  it('events arrive whole however the packets are cut', async () => {
    const events = [PREVIEW, completedEvent('b3R0ZXJz'.repeat(50_000))];
    const text = Buffer.from(events.map((event) => eventText(event)).join(''));
    const { stream } = await openStream(async (response) => {
      for (let start = 0; start < text.length; start += 33_333) {
        response.write(text.subarray(start, start + 33_333));
        await pause(1);
      }
      response.end();
    });
    expect(await collect(stream)).toEqual(events);
  });

  it('a call that was refused for now is made again, and then streams', async () => {
    const server = await startHttpServer((response, _request, count) => {
      if (count === 1) response.writeHead(503, { 'retry-after-ms': '0' }).end();
      else response.writeHead(200, { 'content-type': 'text/event-stream' }).end(PICTURE_TEXT);
    });
    const stream = await testClient({ baseURL: server.url }).generate(PARAMS);
    expect(await stream.finalImage()).toEqual(PICTURE);
    expect(server.requests).toHaveLength(2);
  });

  it('a refusal is the error that it is without a stream', async () => {
    const server = await startHttpServer((response) => {
      response.writeHead(400, { 'content-type': 'application/json', 'x-request-id': 'req_no' });
      response.end(JSON.stringify({ error: { message: 'No.', code: 'moderation_blocked' } }));
    });
    const error = await errorOf(testClient({ baseURL: server.url }).generate(PARAMS), BadRequestError);
    expect(error).toMatchObject({ status: 400, code: 'moderation_blocked', requestId: 'req_no' });
  });

  it('a server that answers with JSON gives its picture all the same', async () => {
    const server = await startHttpServer();
    const stream = await testClient({ baseURL: server.url }).generate(PARAMS);
    expect(await stream.finalImage()).toMatchObject({ type: 'image_generation.completed', b64_json: 'AAAA' });
    expect(stream.requestId).toBe('req_test');
  });
});

describe('a stream that is left', () => {
  it('by a break closes its connection', async () => {
    const { stream, lost } = await openStream(stallAfterPreview);
    expect(await takeFirst(stream)).toEqual(PREVIEW);
    await within(1_000, lost);
  });

  it('by an error of its reader closes its connection, and passes the error on', async () => {
    const { stream, lost } = await openStream(stallAfterPreview);
    const mistake = new TypeError('my fault');
    const reading = (async () => {
      for await (const _ of stream) throw mistake;
    })();
    await expect(reading).rejects.toBe(mistake);
    await within(1_000, lost);
  });

  it('by abort() throws an APIUserAbortError and closes its connection', async () => {
    const { stream, lost } = await openStream(stallAfterPreview);
    const events: ImageGenStreamEvent[] = [];
    const reading = (async () => {
      for await (const event of stream) {
        events.push(event);
        setTimeout(() => stream.abort(), 10);
      }
    })();
    expect((await errorOf(reading, APIUserAbortError)).status).toBeUndefined();
    expect(events).toEqual([PREVIEW]);
    await within(1_000, lost);
  });

  it('by abort() before its first event throws likewise', async () => {
    const { stream, lost } = await openStream(() => {});
    const outcome = errorOf(stream.finalImage(), APIUserAbortError);
    stream.abort();
    await outcome;
    await within(1_000, lost);
  });

  it("by its caller's signal throws an APIUserAbortError with the signal's reason, and closes its connection", async () => {
    const controller = new AbortController();
    const { url, lost } = await startStreamServer(stallAfterPreview);
    const stream = await testClient({ baseURL: url }).generate(PARAMS, { signal: controller.signal });
    const reason = new Error('changed my mind');
    const reading = (async () => {
      for await (const _ of stream) controller.abort(reason);
    })();
    expect((await errorOf(reading, APIUserAbortError)).cause).toBe(reason);
    await within(1_000, lost);
  });

  it('by abort() once its rest has arrived unread throws likewise', async () => {
    const { stream } = await openStream(async (response) => {
      response.write(PREVIEW_TEXT);
      await pause(10);
      response.end(PICTURE_TEXT);
    });
    const reading = (async () => {
      for await (const _ of stream) {
        await pause(50);
        stream.abort();
      }
    })();
    await within(500, errorOf(reading, APIUserAbortError));
  });

  it('by cancelling the bytes it was turned into closes its connection', async () => {
    const { stream, lost } = await openStream(async (response) => {
      while (!response.destroyed) {
        response.write(PREVIEW_TEXT);
        await pause(5);
      }
    });
    const reader = stream.toReadableStream().getReader();
    await reader.read();
    await reader.cancel();
    await within(1_000, lost);
  });

  it('by cancelling the bytes it was turned into closes its connection while the server says nothing', async () => {
    const { stream, lost } = await openStream(stallAfterPreview);
    const reader = stream.toReadableStream().getReader();
    await reader.read();
    await pause(10);
    reader.cancel();
    await within(300, lost);
  });

  it('before its first event closes its connection', async () => {
    const { stream, lost } = await openStream(stallAfterPreview);
    await stream[Symbol.asyncIterator]().return();
    await within(300, lost);
  });
});

describe('a timeout', () => {
  it('ends a stream whose server stops in its midst, and closes its connection', async () => {
    const { stream, lost } = await openStream(stallAfterPreview, { timeout: 60 });
    const events: ImageGenStreamEvent[] = [];
    const reading = (async () => {
      for await (const event of stream) events.push(event);
    })();
    const error = await errorOf(reading, APIConnectionTimeoutError);
    expect(error).not.toBeInstanceOf(StreamTruncatedError);
    expect(error.message).toMatch(/60 ms/);
    expect(events).toEqual([PREVIEW]);
    await within(1_000, lost);
  });

  it('ends a stream that never begins', async () => {
    const { stream, lost } = await openStream(() => {}, { timeout: 60 });
    await errorOf(stream.finalImage(), APIConnectionTimeoutError);
    await within(1_000, lost);
  });

  it.each([
    ['events', PREVIEW_TEXT],
    ['comments', ': still drawing\n\n'],
    ['pieces of an event', 'data: \n'],
  ])('spares a slow stream that is alive by its %s', async (_what, text) => {
    const start = performance.now();
    const { stream } = await openStream(
      async (response) => {
        for (let count = 0; count < 8; count++) {
          response.write(text);
          await pause(40);
        }
        response.end(`\n\n${PICTURE_TEXT}`.slice(text.startsWith('data: \n') ? 2 : 0));
      },
      { timeout: 120 },
    );
    const events = stream[Symbol.asyncIterator]();
    let last: IteratorResult<ImageGenStreamEvent> | undefined;
    try {
      for (let next = await events.next(); !next.done; next = await events.next()) last = next;
    } finally {
      expect(performance.now() - start).toBeGreaterThan(240);
    }
    expect(last?.value).toEqual(PICTURE);
  });

  it('spares a stream whose reader takes longer than the server may', async () => {
    const { stream } = await openStream(
      async (response) => {
        response.write(PREVIEW_TEXT);
        await pause(10);
        response.end(PICTURE_TEXT);
      },
      { timeout: 50 },
    );
    const read = async () => {
      const types: string[] = [];
      for await (const { type } of stream) {
        types.push(type);
        await pause(100);
      }
      return types;
    };
    expect(await within(500, read())).toEqual([PREVIEW.type, PICTURE.type]);
  });

  it('spares a stream that is not read at once', async () => {
    const { stream } = await openStream((response) => response.end(PICTURE_TEXT), { timeout: 50 });
    await pause(100);
    expect(await within(500, stream.finalImage())).toEqual(PICTURE);
  });
});

describe('a stream that breaks off', () => {
  it('at its end without the picture throws a StreamTruncatedError, and is not asked for again', async () => {
    const { stream, requests } = await openStream((response) => response.end(PREVIEW_TEXT));
    const error = await errorOf(stream.finalImage(), StreamTruncatedError);
    expect(error).toBeInstanceOf(APIConnectionError);
    expect(error).toMatchObject({ requestId: 'req_wire', cause: undefined });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['before the first event', ''],
    ['amid the first event', PREVIEW_TEXT.slice(0, 40)],
    ['after a preview', PREVIEW_TEXT],
    ['amid the picture', PREVIEW_TEXT + PICTURE_TEXT.slice(0, 50)],
    ['before the last line of the picture', PREVIEW_TEXT + PICTURE_TEXT.slice(0, -1)],
  ])('with its connection %s throws a StreamTruncatedError with the cause', async (_when, text) => {
    const { stream, requests } = await openStream(async (response) => {
      response.write(text || ': ping\n');
      await pause(10);
      response.socket?.resetAndDestroy();
    });
    const events: ImageGenStreamEvent[] = [];
    const reading = (async () => {
      for await (const event of stream) events.push(event);
    })();
    const error = await errorOf(reading, StreamTruncatedError);
    expect(error.cause).toBeInstanceOf(Error);
    expect(events).toEqual(text.startsWith(PREVIEW_TEXT) ? [PREVIEW] : []);
    expect(error.requestId).toBe('req_wire');
    expect(requests).toHaveLength(1);
  });

  it('with an error of the server throws that, and is not asked for again', async () => {
    const { stream, requests } = await openStream((response) => {
      response.end(PREVIEW_TEXT + eventText({ error: { message: 'Out of paint.', type: 'server_error' } }, 'error'));
    });
    const error = await errorOf(stream.finalImage(), InternalServerError);
    expect(error.message).toBe('The server reported an error: Out of paint.');
    expect(requests).toHaveLength(1);
  });

  it('after its picture still gives that', async () => {
    const { stream } = await openStream(async (response) => {
      response.write(PICTURE_TEXT);
      await pause(10);
      response.socket?.resetAndDestroy();
    });
    expect(await stream.finalImage()).toEqual(PICTURE);
  });
});

describe('what a stream leaves behind', () => {
  const endings: [title: string, play: Play, end: string][] = [
    ['being read', (response) => response.end(PICTURE_TEXT), 'for await (const event of stream);'],
    ['ending too early', (response) => response.end(PREVIEW_TEXT), 'await stream.finalImage();'],
    [
      'a marker before the end',
      (response) => response.write(`${PICTURE_TEXT}data: [DONE]\n\n`),
      'await stream.finalImage();',
    ],
    ['an error event', (response) => response.write(eventText('No.', 'error')), 'await stream.finalImage();'],
    ['a reset', (response) => response.socket?.resetAndDestroy(), 'await stream.finalImage();'],
    ['a timeout', stallAfterPreview, 'await stream.finalImage();'],
    ['a break', stallAfterPreview, 'for await (const event of stream) break;'],
    ['an abort', stallAfterPreview, 'for await (const event of stream) stream.abort();'],
    ['handing on', (response) => response.end(PICTURE_TEXT), 'await new Response(stream.toReadableStream()).text();'],
  ];

  it('is no timer and no socket, however it ends, and nothing that keeps the process alive', async () => {
    const server = await startHttpServer((response, _request, count) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      endings[count - 1]?.[1](response);
    });
    const script = `
      const { createImagesClient } = await import(${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)});
      const images = createImagesClient({ apiKey: 'sk-own', baseURL: '${server.url}' });
      const ends = [${endings.map(([, , end]) => `async (stream) => { ${end} }`).join()}];
      const left = [];
      for (const [index, end] of ends.entries()) {
        const timeout = index === ${endings.findIndex(([title]) => title === 'a timeout')} ? 60 : 60_000;
        const stream = await images.generate({ prompt: 'An otter', stream: true }, { timeout });
        await end(stream).catch(() => {});
        // Node's fetch makes a spare connection for one that was lost; once made, it keeps nothing alive.
        await new Promise((resolve) => setTimeout(resolve, 30));
        left.push(process.getActiveResourcesInfo().filter((name) => /Timeout|TCPSocketWrap/.test(name)));
      }
      process.stdout.write(JSON.stringify(left));`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 10_000 });
    const left = JSON.parse(stdout) as string[][];
    const none: string[] = [];
    expect(endings.map(([title], index) => [title, left[index]])).toEqual(endings.map(([title]) => [title, none]));
    // An unhandled rejection would have ended the process with its error.
    expect(stderr).toBe('');
  });

  it('is no rejection after an abort that nobody reads', async () => {
    const unhandled: unknown[] = [];
    const keep = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', keep);
    const { stream, lost } = await openStream(stallAfterPreview);
    stream.abort();
    await within(1_000, lost);
    await new Promise(setImmediate);
    process.off('unhandledRejection', keep);
    expect(unhandled).toEqual([]);
  });
});

it('hands events on to whoever asks another server for them', async () => {
  const upstream = await startStreamServer((response) => response.end(PREVIEW_TEXT + PICTURE_TEXT));
  const relay = await startHttpServer(async (response) => {
    const stream = await testClient({ baseURL: upstream.url }).generate(PARAMS);
    for await (const line of stream.toReadableStream() as unknown as AsyncIterable<Uint8Array>) {
      if (!response.write(line)) await once(response, 'drain');
    }
    response.end();
  });
  const text = await (await fetch(relay.url)).text();
  expect(text).toBe(`${JSON.stringify(PREVIEW)}\n${JSON.stringify(PICTURE)}\n`);
});
