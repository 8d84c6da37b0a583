import { getEventListeners } from 'node:events';
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  AuthenticationError,
  BadGatewayBodyError,
  BadRequestError,
  type ImageGenStreamEvent,
  type ImageStream,
  InternalServerError,
  InvalidImageError,
  InvalidResponseError,
  ModerationError,
  NotFoundError,
  OpenAIError,
  PermissionDeniedError,
  QuotaError,
  RateLimitError,
  StreamTruncatedError,
} from 'openai-images';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { errorOf } from '../support/error-of.js';
import { bodyOf, collect, completedEvent, eventText, partialEvent, streamResponse } from '../support/event-stream.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { makePng } from '../support/pictures.js';
import { API_KEY, testClient } from '../support/test-client.js';
import { within } from '../support/within.js';

const PARAMS = { prompt: 'An otter', stream: true } as const;
const [FIRST, SECOND, PICTURE] = [partialEvent(0), partialEvent(1), completedEvent()];
const TEXTS = [FIRST, SECOND, PICTURE].map((event) => eventText(event));

const startCall = (...answers: Parameters<typeof fakeFetch>) =>
  testClient({ fetch: fakeFetch(...answers).fetch, maxRetries: 0 }).generate(PARAMS);
// Made anew for each call: of a body that was cloned, one half cannot be cancelled alone.
const open = (...texts: string[]) => startCall(() => streamResponse(...texts));

/** The events up to the error that ends them, and that error. */
async function readToError<E extends Error>(
  stream: ImageStream<ImageGenStreamEvent>,
  // biome-ignore lint/suspicious/noExplicitAny: any constructor of such an error will do.
  ErrorClass: new (...args: any[]) => E,
) {
  const events: ImageGenStreamEvent[] = [];
  const reading = (async () => {
    for await (const event of stream) events.push(event);
  })();
  return { error: await errorOf(reading, ErrorClass), events };
}

describe('a stream', () => {
  it('gives previews and the picture in their order, as the server sent them', async () => {
    expect(await collect(await open(...TEXTS))).toEqual([FIRST, SECOND, PICTURE]);
  });

  it('is what an edit gives too', async () => {
    const events = [partialEvent(0, 'image_edit'), completedEvent('AAAA', 'image_edit')];
    const { fetch } = fakeFetch(streamResponse(...events.map((event) => eventText(event))));
    const call = testClient({ fetch }).edit({ ...PARAMS, image: makePng() });
    expect(await collect(await call)).toEqual(events);
  });

  it('is asked for as one, and where that is not to be had as JSON', async () => {
    const { fetch, calls } = fakeFetch(streamResponse(...TEXTS));
    await testClient({ fetch }).generate(PARAMS);
    expect(new Headers(calls[0]?.init.headers).get('accept')).toBe('text/event-stream, application/json;q=0.9');
    expect(JSON.parse(String(calls[0]?.init.body))).toEqual(PARAMS);
  });

  it.each([false, null, undefined])('is not what a call with stream %o gives', async (stream) => {
    const { fetch, calls } = fakeFetch();
    const answer = await testClient({ fetch }).generate({ prompt: 'An otter', stream });
    expect(answer).toEqual({ created: 1, data: [{ b64_json: 'AAAA' }] });
    expect(new Headers(calls[0]?.init.headers).get('accept')).toBe('application/json');
  });

  it("knows the request's id", async () => {
    expect((await open(...TEXTS)).requestId).toBe('req_stream');
    const anonymous = new Response(TEXTS.join(''), { headers: { 'content-type': 'text/event-stream' } });
    expect((await startCall(anonymous)).requestId).toBeNull();
  });

  it.each<[string, (stream: ImageStream<ImageGenStreamEvent>) => unknown]>([
    ['iterated', (stream) => stream[Symbol.asyncIterator]()],
    ['asked for its final image', (stream) => stream.finalImage()],
    ['handed on as bytes', (stream) => stream.toReadableStream()],
  ])('is read once, and refuses to be %s after that', async (_how, readAgain) => {
    const stream = await open(...TEXTS);
    await collect(stream);
    const error = await errorOf(
      Promise.resolve().then(() => readAgain(stream)),
      OpenAIError,
    );
    expect(error.message).toBe('This stream is being read already. Keep the events if you need them twice.');
  });

  it('goes on for its first reader after a second one was refused', async () => {
    const stream = await open(...TEXTS);
    const events = stream[Symbol.asyncIterator]();
    await events.next();
    await errorOf(stream.finalImage(), OpenAIError);
    expect(await collect(events)).toEqual([SECOND, PICTURE]);
  });
});

describe('the final image', () => {
  it.each([
    ['follows its previews', [FIRST, SECOND, PICTURE]],
    ['comes alone', [PICTURE]],
    ['comes before a late preview', [FIRST, PICTURE, SECOND]],
    ['comes before an event of another kind', [PICTURE, { type: 'image_generation.billed' }]],
  ])('is the completed one where it %s', async (_where, events) => {
    const stream = await open(...events.map((event) => eventText(event)));
    expect(await stream.finalImage()).toEqual(PICTURE);
  });

  it('is the last of several', async () => {
    const events = [FIRST, completedEvent('AAAA'), SECOND, completedEvent('BBBB'), completedEvent('CCCC')];
    const stream = await open(...events.map((event) => eventText(event)));
    expect(await stream.finalImage()).toMatchObject({ b64_json: 'CCCC' });
  });

  it('is never a preview', async () => {
    const error = await errorOf((await open(eventText(FIRST), eventText(SECOND))).finalImage(), StreamTruncatedError);
    expect(error).toBeInstanceOf(APIConnectionError);
    expect(error).toMatchObject({ status: 200, requestId: 'req_stream', cause: undefined });
    expect(error.message).toMatch(/^The stream ended without its completed event: what came before was previews\./);
  });

  it('may bear the name that a server made up for it', async () => {
    const stream = await open(eventText({ type: 'image.completed', b64_json: 'AAAA' }));
    expect(await stream.finalImage()).toMatchObject({ b64_json: 'AAAA' });
  });
});

describe('a stream without its completed event', () => {
  it.each([
    ['nothing', [], []],
    ['previews alone', TEXTS.slice(0, 2), [FIRST, SECOND]],
    ['the completed event but for its blank line', [TEXTS[0], TEXTS[2]?.trimEnd()], [FIRST]],
    ['the completed event in part', [TEXTS[0], TEXTS[2]?.slice(0, 60)], [FIRST]],
    ['the closing marker of other APIs', [TEXTS[0], 'data: [DONE]\n\n', TEXTS[2]], [FIRST]],
    ['events of another kind', [eventText({ type: 'image_generation.queued' })], [{ type: expect.anything() }]],
    ['comments', [': ping\n\n', ': ping\n\n'], []],
  ])('throws after %s, and gives the events before', async (_what, texts, given) => {
    const { error, events } = await readToError(await open(...(texts as string[])), StreamTruncatedError);
    expect(events).toEqual(given);
    expect(error.requestId).toBe('req_stream');
  });

  it('throws where there is no body at all', async () => {
    const empty = new Response(null, { headers: { 'content-type': 'text/event-stream' } });
    await errorOf((await startCall(empty)).finalImage(), StreamTruncatedError);
  });
});

describe('the marker [DONE]', () => {
  it.each(['data: [DONE]\n\n', 'data:[DONE]\n\n', 'event: done\ndata: [DONE]\n\n'])(
    'ends a stream (%j)',
    async (marker) => {
      const stream = await open(...TEXTS, marker);
      expect(await collect(stream)).toEqual([FIRST, SECOND, PICTURE]);
    },
  );

  it('ends a stream whose body goes on', async () => {
    const cancelled = vi.fn();
    const body = bodyOf([...TEXTS, 'data: [DONE]\n\n', eventText(FIRST), eventText(FIRST)], cancelled);
    const stream = await startCall(() => new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    expect(await collect(stream)).toEqual([FIRST, SECOND, PICTURE]);
    expect(cancelled).toHaveBeenCalledTimes(1);
  });
});

describe('an event', () => {
  const { type, ...withoutType } = PICTURE;

  it.each([
    ['its type, where it has no name', eventText(PICTURE, null)],
    ['its name, where it has no type', eventText(withoutType, type)],
    ['its type, where its name is another', eventText(PICTURE, 'message')],
  ])('is known by %s', async (_what, text) => {
    expect(await (await open(text)).finalImage()).toEqual(PICTURE);
  });

  it('without name and type is given all the same, and is no picture', async () => {
    const { events } = await readToError(await open(eventText(withoutType, null)), StreamTruncatedError);
    expect(events).toEqual([withoutType]);
  });

  it.each(['<html>', '"text"', '17', 'null', '{"type":'])('whose data is %s ends the stream', async (data) => {
    const stream = await open(eventText(FIRST), eventText(data, PICTURE.type), eventText(PICTURE));
    const { error, events } = await readToError(stream, APIError);
    expect(events).toEqual([FIRST]);
    expect(error.constructor).toBe(data.includes('html') ? BadGatewayBodyError : InvalidResponseError);
    expect(error.message).toContain('data is');
    expect(error.message).toContain('JSON object');
    expect(error).toMatchObject({ status: 200, body: data, requestId: 'req_stream' });
  });

  it('of strange data is quoted in part, without the key', async () => {
    const { error } = await readToError(await open(eventText(`${API_KEY} ${'x'.repeat(10_000)}`)), APIError);
    expect(String(error.body)).toMatch(/^\[API key\] x+$/);
    expect(String(error.body).length).toBeLessThan(2_000);
  });

  it('of strange data is quoted without half a key, where the quote ends amid one', async () => {
    const { error } = await readToError(await open(eventText(API_KEY.repeat(500))), APIError);
    expect(String(error.body)).not.toContain(API_KEY.slice(0, 4));
  });
});

describe('an error that the server reports amid the stream', () => {
  const members = { message: 'No.', type: 'server_error', code: 'server_error', param: null };

  it.each([
    ['an object under error', eventText({ error: members }, 'error')],
    ['an object under error, without a name', eventText({ error: members }, null)],
    ['an object under error, under another name', eventText({ error: members }, 'image_generation.failed')],
    ['an object under error beside a type', eventText({ type: 'error', error: members })],
    ['the object itself', eventText(members, 'error')],
  ])('is thrown where it is %s', async (_form, text) => {
    const { error, events } = await readToError(await open(eventText(FIRST), text), InternalServerError);
    expect(events).toEqual([FIRST]);
    expect(error.message).toBe('The server reported an error: No.');
    expect(error).toMatchObject({ status: 500, code: 'server_error', type: 'server_error', param: null });
    expect(error).toMatchObject({ requestId: 'req_stream', body: { error: members } });
  });

  it('is thrown where it is the object itself with the type "error"', async () => {
    const data = { type: 'error', code: 'rate_limit_exceeded', message: 'Slow down.', param: 'n' };
    const { error } = await readToError(await open(eventText(data, 'error')), RateLimitError);
    expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'error', param: 'n' });
    expect(error.message).toBe('The server reported an error: Slow down.');
  });

  it('is thrown where only its type says that it is one', async () => {
    const data = { type: 'error', code: 'rate_limit_exceeded', message: 'Slow down.' };
    const { error } = await readToError(await open(eventText(data, null)), RateLimitError);
    expect(error.message).toBe('The server reported an error: Slow down.');
  });

  it.each([
    ['upstream went away', 'The server reported an error: upstream went away'],
    ['{"error":"overloaded"}', 'The server reported an error: overloaded'],
    ['{"error":{}}', 'The server reported an error: '],
    ['[]', 'The server reported an error: '],
    ['', 'The server reported an error: '],
  ])('is thrown where its data is %j', async (data, message) => {
    const { error } = await readToError(await open(eventText(data, 'error')), APIError);
    expect(error.constructor).toBe(APIError);
    expect(error.message.slice(0, message.length)).toBe(message);
    expect(error).toMatchObject({ status: undefined, code: null, requestId: 'req_stream' });
  });

  it.each([
    [{ type: 'authentication_error', code: 'invalid_api_key' }, AuthenticationError, 401],
    [{ type: 'permission_error' }, PermissionDeniedError, 403],
    [{ code: 'model_not_found', type: 'invalid_request_error' }, NotFoundError, 404],
    [{ code: 'insufficient_quota' }, QuotaError, 429],
    [{ code: 'billing_hard_limit_reached' }, QuotaError, 429],
    [{ type: 'overloaded_error' }, InternalServerError, 500],
    [{ code: 'moderation_blocked' }, ModerationError, 400],
    [{ code: 'content_policy_violation' }, ModerationError, 400],
    [{ type: 'image_generation_user_error' }, BadRequestError, 400],
    [{ code: 'unsupported_file_mimetype' }, InvalidImageError, 400],
    [{ code: 'who_knows' }, APIError, undefined],
  ])('of kind %o is of the class that goes with it', async (kind, ErrorClass, status) => {
    const { error } = await readToError(await open(eventText({ error: { message: 'No.', ...kind } })), APIError);
    expect([error.constructor, error.status]).toEqual([ErrorClass, status]);
  });

  it('follows pictures that were finished before', async () => {
    const stream = await open(eventText(PICTURE), eventText({ error: members }), eventText(PICTURE));
    const { events } = await readToError(stream, InternalServerError);
    expect(events).toEqual([PICTURE]);
  });

  it.each([
    ['an object', eventText({ error: { ...members, message: `Wrong key ${API_KEY}`, code: API_KEY } }, 'error')],
    ['a text', eventText(`Wrong key ${API_KEY}`, 'error')],
  ])('holds no key, where %s echoes it', async (_what, text) => {
    const { error } = await readToError(await open(text), APIError);
    expect(error.message).toBe('The server reported an error: Wrong key [API key]');
    expect(JSON.stringify([error, error.body, error.code, error.stack])).not.toContain(API_KEY);
  });
});

describe('an answer that is no stream', () => {
  const created = 1_700_000_000;

  it('of JSON gives each of its pictures as a completed event', async () => {
    const data = [{ b64_json: 'AAAA' }, { b64_json: 'BBBB', revised_prompt: 'Two' }];
    const shared = { size: '1024x1024', quality: 'low', usage: { total_tokens: 3 } };
    const events = await collect(await startCall(Response.json({ created, data, ...shared })));
    const type = 'image_generation.completed';
    expect(events).toEqual([
      { type, created_at: created, ...shared, ...data[0] },
      { type, created_at: created, ...shared, ...data[1] },
    ]);
    const stream = await startCall(Response.json({ created, data, ...shared }));
    expect(await stream.finalImage()).toMatchObject({ b64_json: 'BBBB' });
  });

  it("of JSON to an edit gives the edit's events", async () => {
    const { fetch } = fakeFetch(Response.json({ created, data: [{ b64_json: 'AAAA' }] }));
    const stream = await testClient({ fetch }).edit({ ...PARAMS, image: makePng() });
    expect(await stream.finalImage()).toEqual({ type: 'image_edit.completed', created_at: created, b64_json: 'AAAA' });
  });

  it.each([
    ['HTML', '<html><body>502 <b>Bad gateway</b>', 'text/html', /text\/html: 502 Bad gateway\)/],
    ['JSON without pictures', '{"created":1,"data":[]}', 'application/json', /application\/json: \{"created":1/],
    ['a list', '[1]', 'application/json', /\[1\]/],
    ['a text', 'Hello', 'text/plain', /text\/plain: Hello/],
    ['nothing', '', 'text/plain', /\(empty body\)/],
  ])('of %s is an APIError, and no connection that failed', async (what, body, mediaType, message) => {
    const headers = { 'content-type': mediaType, 'x-request-id': 'req_1' };
    const stream = await startCall(new Response(body, { headers }));
    const error = await errorOf(stream.finalImage(), APIError);
    expect(error.constructor).toBe(what === 'HTML' ? BadGatewayBodyError : InvalidResponseError);
    expect(error.message).toMatch(
      /^200 is no picture: expected (a JSON object|at least one picture in data), received /,
    );
    expect(error.message).toMatch(message);
    expect(error).toMatchObject({ status: 200, body, requestId: 'req_1' });
  });

  it('of JSON of an error is that error', async () => {
    const error = { message: 'Slow down.', code: 'rate_limit_exceeded' };
    const stream = await startCall(Response.json({ error }, { headers: { 'x-request-id': 'req_1' } }));
    const thrown = await errorOf(stream.finalImage(), RateLimitError);
    expect(thrown).toMatchObject({ code: 'rate_limit_exceeded', requestId: 'req_1' });
  });

  it('holds no key in what is said of it', async () => {
    const stream = await startCall(new Response(`<html>${API_KEY}`));
    const error = await errorOf(stream.finalImage(), APIError);
    expect(error.message).toContain('[API key]');
    expect(error.message + error.body).not.toContain(API_KEY);
  });

  it('is not taken for one where its media type is in capitals', async () => {
    const response = new Response(TEXTS.join(''), { headers: { 'content-type': 'Text/Event-Stream' } });
    expect(await (await startCall(response)).finalImage()).toEqual(PICTURE);
  });
});

describe('toReadableStream', () => {
  it('gives the events as lines of JSON', async () => {
    const stream = await open(...TEXTS);
    const text = await new Response(stream.toReadableStream()).text();
    expect(text).toBe([FIRST, SECOND, PICTURE].map((event) => `${JSON.stringify(event)}\n`).join(''));
  });

  it('gives one line a chunk', async () => {
    const chunks = await collect(
      (await open(TEXTS.join(''))).toReadableStream() as unknown as AsyncIterable<Uint8Array>,
    );
    expect(chunks.map((chunk) => JSON.parse(Buffer.from(chunk).toString()).type)).toEqual([
      FIRST.type,
      SECOND.type,
      PICTURE.type,
    ]);
  });

  it('fails as iterating does', async () => {
    const reader = (await open(eventText(FIRST))).toReadableStream().getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe(`${JSON.stringify(FIRST)}\n`);
    await errorOf(reader.read(), StreamTruncatedError);
  });

  it('cancels the body where it is cancelled amid the events', async () => {
    const cancelled = vi.fn();
    const body = bodyOf([...TEXTS, ...TEXTS], cancelled);
    const stream = await startCall(() => new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    const reader = stream.toReadableStream().getReader();
    await reader.read();
    await reader.cancel();
    expect(cancelled).toHaveBeenCalledTimes(1);
  });
});

describe('a streamed call', () => {
  it('gives its response beside its events', async () => {
    const { data, response, requestId } = await open(...TEXTS).withResponse();
    expect([response.status, requestId, data.requestId]).toEqual([200, 'req_stream', 'req_stream']);
    expect(await data.finalImage()).toEqual(PICTURE);
  });

  it('gives its response alone, with the events as they came', async () => {
    const response = await open(...TEXTS).asResponse();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(await response.text()).toBe(TEXTS.join(''));
  });

  it('gives its events after its response, which stays unread', async () => {
    const call = open(...TEXTS);
    const response = await call.asResponse();
    expect(await collect(await call)).toEqual([FIRST, SECOND, PICTURE]);
    expect(response.bodyUsed).toBe(false);
    expect(await response.text()).toBe(TEXTS.join(''));
  });

  it('can be left after its response was asked for, which has the other half of the body', async () => {
    const call = open(...TEXTS);
    await call.asResponse();
    const stream = await call;
    const leave = async () => {
      for await (const _ of stream) break;
    };
    await within(200, leave());
  });

  it('gives the same stream however often it is awaited', async () => {
    const call = open(...TEXTS);
    expect(await call).toBe(await call);
  });

  it('fails as any other where the status is no success', async () => {
    const failure = Response.json({ error: { message: 'No.', code: 'moderation_blocked' } }, { status: 400 });
    expect((await errorOf(startCall(failure), BadRequestError)).code).toBe('moderation_blocked');
  });
});

describe('what a stream leaves behind', () => {
  const failing = () =>
    new Response(
      bodyOf(
        (function* () {
          yield TEXTS[0] as string;
          throw new Error('gone');
        })(),
      ),
      { headers: { 'content-type': 'text/event-stream' } },
    );

  const ends: [string, Parameters<typeof fakeFetch>[0], (stream: ImageStream<ImageGenStreamEvent>) => unknown][] = [
    ['being read', () => streamResponse(...TEXTS), (stream) => collect(stream)],
    ['its final image', () => streamResponse(...TEXTS), (stream) => stream.finalImage()],
    ['its marker', () => streamResponse(...TEXTS, 'data: [DONE]\n\n'), (stream) => stream.finalImage()],
    ['ending too early', () => streamResponse(TEXTS[0] as string), (stream) => stream.finalImage()],
    ['an error event', () => streamResponse(eventText('No.', 'error')), (stream) => stream.finalImage()],
    ['a broken body', failing, (stream) => stream.finalImage()],
    ['an answer of JSON', Response.json({ created: 1, data: [{}] }), (stream) => stream.finalImage()],
    ['an answer of HTML', new Response('<html>'), (stream) => stream.finalImage()],
    ['being handed on', () => streamResponse(...TEXTS), (stream) => new Response(stream.toReadableStream()).text()],
    [
      'being left',
      () => streamResponse(...TEXTS),
      async (stream) => {
        for await (const _ of stream) break;
      },
    ],
    [
      'a reader that fails',
      () => streamResponse(...TEXTS),
      async (stream) => {
        for await (const _ of stream) throw new Error('my fault');
      },
    ],
  ];

  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(ends)('is no timer and no listener after %s', async (_what, answer, end) => {
    const { signal } = new AbortController();
    const stream = await testClient({ fetch: fakeFetch(answer as never).fetch }).generate(PARAMS, { signal });
    expect([vi.getTimerCount(), getEventListeners(signal, 'abort').length]).toEqual([0, 1]);
    await Promise.resolve(end(stream)).catch(() => {});
    expect([vi.getTimerCount(), getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
  });

  it.each<[string, (stream: ImageStream<ImageGenStreamEvent>, controller: AbortController) => unknown]>([
    ['being aborted unread', (stream) => stream.abort()],
    ["its caller's signal, unread", (_stream, controller) => controller.abort()],
    ['being left before its first event', (stream) => stream[Symbol.asyncIterator]().return()],
    ['being handed on and cancelled unread', (stream) => stream.toReadableStream().cancel()],
  ])('is no timer and no listener after %s', async (_what, end) => {
    const controller = new AbortController();
    const { fetch } = fakeFetch(() => streamResponse(...TEXTS));
    const stream = await testClient({ fetch }).generate(PARAMS, { signal: controller.signal });
    await end(stream, controller);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is no timer that runs while the reader takes its time', async () => {
    const stream = await open(...TEXTS);
    for await (const _ of stream) expect(vi.getTimerCount()).toBe(0);
  });
});

it('says how a body failed, where that is no early end', async () => {
  const { fetch } = fakeFetch(({ init: { signal } }) => {
    const body = new ReadableStream({
      start(controller) {
        signal?.addEventListener('abort', () => controller.error(signal.reason), { once: true });
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
  const error = await errorOf(
    (await testClient({ fetch, timeout: 5 }).generate(PARAMS)).finalImage(),
    APIConnectionTimeoutError,
  );
  expect(error.message).toMatch(
    /^No complete response within 5 ms: time ran out waiting for the next event\. The picture may have been made/,
  );
});
