import {
  APIConnectionTimeoutError,
  APIUserAbortError,
  BadRequestError,
  type ImagesClient,
  type ImagesResponse,
  OutcomeUnknownError,
  StreamTruncatedError,
} from 'openai-images';
import { describe, expect, it } from 'vitest';
import { errorOf } from './support/error-of.js';
import { completedEvent, eventText, partialEvent, streamResponse } from './support/event-stream.js';
import { fakeFetch } from './support/fake-fetch.js';
import { startHttpServer } from './support/http-server.js';
import { parseMultipart } from './support/parse-multipart.js';
import { makePng } from './support/pictures.js';
import { testClient } from './support/test-client.js';

const PARAMS = { prompt: 'An otter', model: 'gpt-image-2' } as const;
const EVENT = {
  ...completedEvent('AAAA'),
  created_at: 7,
  size: '1024x1024',
  quality: 'high',
  background: 'opaque',
  output_format: 'png',
};
const RESPONSE: ImagesResponse = {
  created: 7,
  data: [{ b64_json: 'AAAA' }],
  size: '1024x1024',
  quality: 'high',
  background: 'opaque',
  output_format: 'png',
  usage: EVENT.usage as never,
};

const streaming = (...events: object[]) => {
  const { fetch, calls } = fakeFetch(() => streamResponse(...events.map((event) => eventText(event))));
  return {
    images: testClient({ fetch, longCalls: 'stream' }),
    calls,
    sent: () => JSON.parse(String(calls[0]?.init.body)),
  };
};

describe('a long call', () => {
  it('is sent as a stream without previews, and returns what it would without', async () => {
    const { images, calls, sent } = streaming(EVENT);
    expect(await images.generate(PARAMS)).toEqual(RESPONSE);
    expect(sent()).toEqual({ ...PARAMS, stream: true, partial_images: 0 });
    expect(new Headers(calls[0]?.init.headers).get('accept')).toBe('text/event-stream, application/json;q=0.9');
  });

  it('is one of a call, or of a client but for a call', async () => {
    const { fetch, calls } = fakeFetch(() => streamResponse(eventText(EVENT)));
    expect(await testClient({ fetch }).generate(PARAMS, { longCalls: 'stream' })).toEqual(RESPONSE);
    expect(String(calls[0]?.init.body)).toContain('"stream":true');
    const plain = fakeFetch();
    await testClient({ fetch: plain.fetch, longCalls: 'stream' }).generate(PARAMS, { longCalls: 'plain' });
    expect(JSON.parse(String(plain.calls[0]?.init.body))).toEqual(PARAMS);
  });

  it('may be an edit', async () => {
    const server = await startHttpServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(eventText({ ...EVENT, type: 'image_edit.completed' }));
    });
    const images = testClient({ baseURL: server.url, longCalls: 'stream' });
    expect(await images.edit({ ...PARAMS, image: makePng() })).toEqual(RESPONSE);
    const parts = parseMultipart(server.requests[0] as never).map(({ name, bytes }) => [name, bytes.toString()]);
    expect(parts).toContainEqual(['stream', 'true']);
    expect(parts).toContainEqual(['partial_images', '0']);
  });

  it('of two pictures has both, and the sum of what they took', async () => {
    const usage = (total: number) => ({
      total_tokens: total,
      input_tokens: 1,
      output_tokens: total - 1,
      input_tokens_details: { text_tokens: 1, image_tokens: 0 },
    });
    const { images, sent } = streaming({ ...EVENT, usage: usage(10) }, { ...EVENT, b64_json: 'BBBB', usage: usage(5) });
    const { data, usage: sum } = await images.generate({ ...PARAMS, n: 2 });
    expect(data).toEqual([{ b64_json: 'AAAA' }, { b64_json: 'BBBB' }]);
    expect(sum).toEqual({
      total_tokens: 15,
      input_tokens: 2,
      output_tokens: 13,
      input_tokens_details: { text_tokens: 2, image_tokens: 0 },
    });
    expect(sent()).toMatchObject({ n: 2 });
  });

  it('keeps the link and the prompt of a picture with the picture', async () => {
    const { b64_json: _, ...event } = EVENT;
    const link = { url: 'https://images.test/1.png', revised_prompt: 'A sea otter' };
    const { images } = streaming({ ...event, ...link });
    const { data, ...rest } = await images.generate(PARAMS);
    expect(data).toEqual([link]);
    expect(rest).not.toHaveProperty('url');
  });

  it('leaves out a preview that comes all the same', async () => {
    expect(await streaming(partialEvent(), EVENT).images.generate(PARAMS)).toEqual(RESPONSE);
  });

  it('gives its pictures one by one, and its response, as any other', async () => {
    const { images, calls } = streaming(EVENT);
    const pictures = images.generate(PARAMS).images();
    const bytes: unknown[] = [];
    for await (const picture of pictures) bytes.push(picture.bytes);
    expect(bytes).toEqual([new Uint8Array(3)]);
    expect(pictures.meta).toMatchObject({ created: 7, usage: EVENT.usage });
    const { data, requestId, response } = await images.generate(PARAMS).withResponse();
    expect([data, requestId, response.status]).toEqual([RESPONSE, 'req_stream', 200]);
    const call = images.generate(PARAMS);
    expect((await call.asResponse()).headers.get('content-type')).toMatch('text/event-stream');
    expect(await call).toEqual(RESPONSE);
    const read = images.generate(PARAMS);
    await read;
    for await (const picture of read.images()) bytes.push(picture.bytes);
    expect(bytes).toHaveLength(2);
    expect(calls).toHaveLength(4);
  });

  it('takes an answer of JSON as it is', async () => {
    const body = { ...RESPONSE, brand_new: { deep: [null] }, data: [{ b64_json: 'AAAA', revised_prompt: 'Otter' }] };
    const images = testClient({ fetch: fakeFetch(() => Response.json(body)).fetch, longCalls: 'stream' });
    expect(await images.generate(PARAMS)).toEqual(body);
    const pictures = images.generate(PARAMS).images();
    for await (const { revisedPrompt } of pictures) expect(revisedPrompt).toBe('Otter');
    expect(pictures.meta).toHaveProperty('brand_new');
  });

  it('that was asked to stream gives its events', async () => {
    const { images, sent } = streaming(partialEvent(), EVENT);
    const stream = await images.generate({ ...PARAMS, stream: true, partial_images: 1 });
    const types: string[] = [];
    for await (const { type } of stream) types.push(type);
    expect(types).toEqual(['image_generation.partial_image', 'image_generation.completed']);
    expect(sent()).toMatchObject({ partial_images: 1 });
  });
});

describe('a long call that cannot be a stream', () => {
  it.each<[string, (images: ImagesClient) => PromiseLike<ImagesResponse>]>([
    ['of dall-e-2', (images) => images.generate({ prompt: 'An otter', model: 'dall-e-2' })],
    ['of dall-e-3', (images) => images.generate({ prompt: 'An otter', model: 'dall-e-3' })],
    ['an edit by dall-e-2', (images) => images.edit({ prompt: 'An otter', model: 'dall-e-2', image: makePng() })],
    [
      'of a GIF',
      (images) => images.generate({ prompt: 'An otter', model: 'gpt-image-2.6-flare', output_format: 'gif' }),
    ],
    ['a variation', (images) => images.createVariation({ image: makePng() })],
  ])('is sent as it is: one %s', async (_what, call) => {
    const server = await startHttpServer();
    const { created } = await call(testClient({ baseURL: server.url, longCalls: 'stream', onWarning: () => {} }));
    expect(created).toBe(1);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers.accept).toBe('application/json');
    expect(server.requests[0]?.body.toString('latin1')).not.toMatch(/stream|partial_images/);
  });

  it('is a stream where the model is not known', async () => {
    const { images, sent } = streaming(EVENT);
    await images.generate({ prompt: 'An otter', model: 'my-own-model' });
    expect(sent()).toMatchObject({ stream: true, partial_images: 0 });
  });
});

describe('a long call that fails', () => {
  it('fails with the error of its status', async () => {
    const { fetch } = fakeFetch(Response.json({ error: { message: 'No.' } }, { status: 400 }));
    await errorOf(testClient({ fetch, longCalls: 'stream' }).generate(PARAMS), BadRequestError);
  });

  it('is truncated where its picture did not come', async () => {
    const error = await errorOf(streaming(partialEvent()).images.generate(PARAMS), StreamTruncatedError);
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    await errorOf(streaming().images.generate(PARAMS), StreamTruncatedError);
  });

  it.each<[string, (controller: ReadableStreamDefaultController) => void]>([
    ['is lost', (controller) => controller.error(new Error('other side closed'))],
    ['says nothing more', () => {}],
  ])('keeps the pictures that have come, all of them, before its connection %s', async (_what, then) => {
    const { fetch } = fakeFetch(() => {
      let count = 0;
      const body = new ReadableStream({
        pull(controller) {
          if (count++ < 2) controller.enqueue(new TextEncoder().encode(eventText(EVENT)));
          else then(controller);
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    });
    const images = testClient({ fetch, longCalls: 'stream', timeout: 50 });
    const { data, usage } = await images.generate({ ...PARAMS, n: 2 });
    expect(data).toHaveLength(2);
    expect(usage?.total_tokens).toBe(6);
    // Where one is missing, the call has failed.
    const error = await errorOf(images.generate({ ...PARAMS, n: 3 }), OutcomeUnknownError);
    expect([StreamTruncatedError, APIConnectionTimeoutError]).toContain(error.constructor);
  });

  it('is aborted by its signal even then', async () => {
    const controller = new AbortController();
    const { fetch } = fakeFetch(() => {
      let count = 0;
      const body = new ReadableStream({
        pull(stream) {
          if (count++ === 0) stream.enqueue(new TextEncoder().encode(eventText(EVENT)));
          else controller.abort();
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    });
    const images = testClient({ fetch, longCalls: 'stream' });
    await errorOf(images.generate(PARAMS, { signal: controller.signal }), APIUserAbortError);
  });
});

it('begins to be answered at once, where a plain one is left without headers until its end', async () => {
  const limit = 400;
  const server = await startHttpServer((response, request) => {
    const streamed = request.body.includes('"stream":true');
    if (streamed) response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    setTimeout(() => {
      response.end(streamed ? eventText(EVENT) : JSON.stringify(RESPONSE));
    }, limit * 2);
  });
  /** As Node's own does after 300 s. */
  const impatient: typeof fetch = async (input, init) => {
    const controller = new AbortController();
    init?.signal?.addEventListener('abort', () => controller.abort());
    const cause = Object.assign(new Error('Headers Timeout Error'), { code: 'UND_ERR_HEADERS_TIMEOUT' });
    const timer = setTimeout(() => controller.abort(new TypeError('fetch failed', { cause })), limit);
    return fetch(input, { ...init, signal: controller.signal }).finally(() => clearTimeout(timer));
  };
  const images = testClient({ baseURL: server.url, fetch: impatient });
  const error = await errorOf(images.generate(PARAMS), APIConnectionTimeoutError);
  expect(error.message).toContain("Pass longCalls: 'stream'");
  expect(await images.generate(PARAMS, { longCalls: 'stream' })).toEqual(RESPONSE);
  expect(server.requests).toHaveLength(2);
});
