import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { createImagesClient as createPlainClient, OpenAIError, StreamTruncatedError } from 'openai-images';
import { type CheckedClientOptions, createImagesClient, type Finding, ResponseCheckError } from 'openai-images/check';
import { describe, expect, it, vi } from 'vitest';
import { listOperations } from './support/document.js';
import { errorOf } from './support/error-of.js';
import { collect, eventText, streamResponse } from './support/event-stream.js';
import { fakeFetch } from './support/fake-fetch.js';
import { startHttpServer } from './support/http-server.js';
import { inPieces } from './support/in-pieces.js';
import { startSpecificationMock } from './support/mock.js';
import { makePng } from './support/pictures.js';
import { API_KEY } from './support/test-client.js';

const PICTURE = Buffer.from(makePng(64, 64)).toString('base64');
const DETAILS = { text_tokens: 1, image_tokens: 0 };
const USAGE = { total_tokens: 3, input_tokens: 1, output_tokens: 2, input_tokens_details: DETAILS };
/** A body and an event that are as the specification says. */
const BODY = { created: 1, data: [{ b64_json: PICTURE }], quality: 'high', usage: USAGE };
const COMPLETED = {
  type: 'image_generation.completed',
  b64_json: PICTURE,
  created_at: 1,
  size: '1024x1024',
  quality: 'high',
  background: 'opaque',
  output_format: 'png',
  usage: USAGE,
};
const PARAMS = { prompt: 'A cute baby sea otter' };
const STREAM = { ...PARAMS, stream: true } as const;

/** A checked client whose every call is answered alike, and the warnings it gives. */
function checkedClient(answer: object | string, options: CheckedClientOptions = {}) {
  const warnings: string[] = [];
  const { fetch, calls } = fakeFetch(() =>
    typeof answer === 'string' ? streamResponse(answer) : inPieces(JSON.stringify(answer), 50),
  );
  const images = createImagesClient({
    apiKey: API_KEY,
    baseURL: 'https://images.invalid/v1',
    fetch,
    onWarning: (message) => warnings.push(message),
    ...options,
  });
  return { images, warnings, calls };
}

/** What is warned of when a body, or an event, is received. */
async function warningsFor(body: object): Promise<string[]> {
  const { images, warnings } = checkedClient(body);
  await images.generate(PARAMS);
  return warnings;
}

async function warningsForEvent(event: object, name?: string | null): Promise<string[]> {
  const { images, warnings } = checkedClient(eventText(event, name) + eventText(COMPLETED));
  await collect(await images.generate(STREAM));
  return warnings;
}

const without = (object: object, name: string) =>
  Object.fromEntries(Object.entries(object).filter(([each]) => each !== name));

describe('a checked client', () => {
  it('warns of nothing that the specification says, in any of its examples', async () => {
    const mock = await startSpecificationMock();
    try {
      const { images, warnings } = checkedClient({}, { baseURL: mock.url, fetch: undefined, checkResponses: 'throw' });
      for (const { id, responses } of listOperations()) {
        const success = responses.find(({ status }) => status === 200);
        for (const { mediaType, examples } of success?.bodies ?? []) {
          for (const { name } of examples) {
            const stream = mediaType === 'text/event-stream';
            const options = { headers: { prefer: `example=${name}` } };
            const image = makePng(64, 64);
            const calls: Record<string, () => PromiseLike<unknown>> = {
              createImage: () => images.generate({ ...PARAMS, stream }, options),
              createImageEdit: () => images.edit({ ...PARAMS, image, stream }, options),
              createImageVariation: () => images.createVariation({ image }, options),
            };
            const received = await calls[id]?.();
            // Of the examples, one stream tells an error; that is for the client to throw.
            if (stream)
              await collect(received as AsyncIterable<unknown>).catch((error) =>
                expect(error).not.toBeInstanceOf(ResponseCheckError),
              );
            else expect(received).toHaveProperty('created');
          }
        }
      }
      expect(warnings).toEqual([]);
    } finally {
      await mock.close();
    }
  });

  it.each<[string, object, string]>([
    ['an unknown field', { ...BODY, seed: 7 }, '/seed (integer) is not in the specification.'],
    [
      'an unknown field of a picture, once for all of them',
      {
        ...BODY,
        data: [
          { b64_json: PICTURE, seed: 7 },
          { b64_json: PICTURE, seed: 8 },
        ],
      },
      '/data/*/seed (integer) is not in the specification.',
    ],
    ['a missing field', without(BODY, 'created'), '/created is missing; the specification requires it.'],
    [
      'a missing field further down',
      { ...BODY, usage: without(USAGE, 'total_tokens') },
      '/usage/total_tokens is missing; the specification requires it.',
    ],
    ['another type', { ...BODY, created: '1' }, '/created is of type string; the specification says integer.'],
    ['null', { ...BODY, usage: null }, '/usage is of type null; the specification says object.'],
    [
      'an unlisted value',
      { ...BODY, output_format: 'avif' },
      '/output_format is "avif"; the specification lists "png", "jpeg", "webp", "gif" or "svg".',
    ],
  ])('warns of %s', async (_title, body, message) => {
    expect(await warningsFor(body)).toEqual([`createImage response: ${message}`]);
  });

  it.each<[string, object, string]>([
    [
      'an unknown field of an event',
      { ...COMPLETED, seed: 7 },
      'createImage event image_generation.completed: /seed (integer) is not in the specification.',
    ],
    [
      'a missing field of an event',
      without(COMPLETED, 'created_at'),
      'createImage event image_generation.completed: /created_at is missing; the specification requires it.',
    ],
    [
      'an unknown event',
      { type: 'image_generation.queued', place: 3 },
      'createImage event image_generation.queued is not in the specification.',
    ],
    [
      "another operation's event",
      { ...COMPLETED, type: 'image_edit.completed' },
      'createImage event image_edit.completed is not in the specification.',
    ],
  ])('warns of %s', async (_title, event, message) => {
    expect(await warningsForEvent(event)).toEqual([message]);
  });

  it('takes the type of an event from its name where the data has none, and warns of that', async () => {
    expect(await warningsForEvent(without(COMPLETED, 'type'), COMPLETED.type)).toEqual([
      'createImage event image_generation.completed: /type is missing; the specification requires it.',
    ]);
  });

  it.each([
    ['a marker of the end', 'data: [DONE]\n\n'],
    ['a comment', ': still "there\n\n'],
    ['an event that is no JSON', 'data: {"b64\n\n'],
    ['a list as data', 'data: []\n\n'],
  ])('passes over %s', async (_title, text) => {
    const { images, warnings } = checkedClient(text + eventText({ ...COMPLETED, seed: 7 }));
    const stream = await images.generate(STREAM);
    await collect(stream).catch((error) => expect(error).not.toBeInstanceOf(TypeError));
    expect(warnings).toHaveLength(1);
  });

  it.each([
    ['by its type', { type: 'error', message: 'Overloaded' }],
    ['by what it holds', { error: { message: 'Overloaded' } }],
  ])('leaves an error that a server reports %s to the client', async (_how, event) => {
    const { images, warnings } = checkedClient(eventText(event));
    const stream = await images.generate(STREAM);
    const error = await errorOf(collect(stream), OpenAIError);
    expect(error.message).toContain('The server reported an error');
    expect(warnings).toEqual([]);
  });

  it('warns of an error that is none', async () => {
    expect(await warningsForEvent({ ...COMPLETED, error: null })).toEqual([
      'createImage event image_generation.completed: /error (null) is not in the specification.',
    ]);
  });

  it('warns once a client, however many of its calls show it', async () => {
    const { images, warnings } = checkedClient({ ...BODY, seed: 7 });
    await Promise.all([images.generate(PARAMS), images.generate(PARAMS)]);
    await images.generate(PARAMS);
    expect(warnings).toHaveLength(1);
    await images.withOptions({ maxRetries: 0 }).generate(PARAMS);
    expect(warnings).toHaveLength(2);
  });

  it('names the operation, wherever its path begins', async () => {
    const { images, warnings } = checkedClient(
      { ...BODY, seed: 7 },
      { baseURL: 'https://images.invalid/openai/deployments/otter' },
    );
    await images.edit({ ...PARAMS, image: makePng() });
    await images.createVariation({ image: makePng() });
    await images.api.POST('/images/generations', { body: PARAMS });
    expect(warnings.map((warning) => warning.split(' ')[0])).toEqual([
      'createImageEdit',
      'createImageVariation',
      'createImage',
    ]);
  });

  it('warns on the console unless told where to', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { images } = checkedClient({ ...BODY, seed: 7 }, { onWarning: undefined });
    await images.generate(PARAMS);
    expect(warn.mock.calls).toEqual([
      ['openai-images: createImage response: /seed (integer) is not in the specification.'],
    ]);
    warn.mockRestore();
  });

  it('stops warning after 200 findings, and says so', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field_${index}`, index]));
    const warnings = await warningsFor({ ...BODY, ...many });
    expect(warnings).toHaveLength(201);
    expect(warnings.at(-1)).toMatch(/no more is told/);
  });

  it('checks nothing where told so, and gives the very response', async () => {
    const response = Response.json({ ...BODY, seed: 7 });
    const { images, warnings } = checkedClient({}, { checkResponses: 'off', fetch: async () => response });
    expect(await images.generate(PARAMS).asResponse()).toBe(response);
    expect(warnings).toEqual([]);
  });

  it('refuses another mode in one sentence', () => {
    expect(() => createImagesClient({ apiKey: API_KEY, checkResponses: 'strict' as never })).toThrow(
      new OpenAIError('checkResponses is "strict"; expected "warn", "throw" or "off".'),
    );
  });
});

it('is nothing that the plain client loads', () => {
  const dist = path.join(import.meta.dirname, '../dist');
  const loadedBy = (file: string, loaded = new Set<string>()): Set<string> => {
    if (loaded.has(file)) return loaded;
    loaded.add(file);
    const source = readFileSync(path.join(dist, file), 'utf8');
    for (const [, name = ''] of source.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)) {
      loadedBy(path.join(path.dirname(file), name), loaded);
    }
    return loaded;
  };
  const isOfCheck = (file: string) => /\bcheck\.js|\bcheck\/|\bresponses\.js/.test(file);
  expect([...loadedBy('src/check.js')].filter(isOfCheck).length).toBeGreaterThan(3);
  const plain = [...loadedBy('src/index.js'), ...loadedBy('src/node.js')];
  expect(plain).toContain('src/client.js');
  expect(plain.filter(isOfCheck)).toEqual([]);
});

describe('checkResponses: throw', () => {
  const drifted = { ...BODY, seed: 7, created: '1' };

  it('fails the call with everything that was found', async () => {
    const { images, warnings } = checkedClient(drifted, { checkResponses: 'throw' });
    const { message, findings } = await errorOf(images.generate(PARAMS), ResponseCheckError);
    expect(message).toBe(
      [
        '2 things in a response are not as the specification says:',
        '- createImage response: /created is of type string; the specification says integer.',
        '- createImage response: /seed (integer) is not in the specification.',
      ].join('\n'),
    );
    expect(findings).toEqual<Finding[]>([
      {
        kind: 'wrong-type',
        operation: 'createImage',
        pointer: '/created',
        expected: ['integer'],
        received: { types: ['string'] },
      },
      { kind: 'unknown-field', operation: 'createImage', pointer: '/seed', received: { types: ['integer'] } },
    ]);
    expect(warnings).toEqual([]);
  });

  it('says a single finding by itself, and of many the first ten', async () => {
    const one = checkedClient({ ...BODY, seed: 7 }, { checkResponses: 'throw' });
    await expect(one.images.generate(PARAMS)).rejects.toThrow(
      /^createImage response: \/seed \(integer\) is not in the specification\.$/,
    );
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`field_${index}`, index]));
    const { images } = checkedClient({ ...BODY, ...many }, { checkResponses: 'throw' });
    const { message } = await errorOf(images.generate(PARAMS), ResponseCheckError);
    expect(message.split('\n')).toHaveLength(12);
    expect(message).toMatch(/- and 2 more$/);
  });

  it('tells of several pictures alike once', async () => {
    const picture = { b64_json: PICTURE, seed: 7 };
    const { images } = checkedClient({ ...BODY, data: [picture, picture] }, { checkResponses: 'throw' });
    const { findings } = await errorOf(images.generate(PARAMS), ResponseCheckError);
    expect(findings.map(({ pointer }) => pointer)).toEqual(['/data/*/seed']);
  });

  it('sends one request all the same', async () => {
    const { images, calls } = checkedClient(drifted, { checkResponses: 'throw' });
    await errorOf(images.generate(PARAMS), ResponseCheckError);
    expect(calls).toHaveLength(1);
  });

  it('fails a stream once its events were given, and pictures once they were', async () => {
    const { images } = checkedClient(eventText({ ...COMPLETED, seed: 7 }), { checkResponses: 'throw' });
    const seen: string[] = [];
    const read = async () => {
      for await (const { type } of await images.generate(STREAM)) seen.push(type);
    };
    await errorOf(read(), ResponseCheckError);
    expect(seen).toEqual([COMPLETED.type]);

    const json = checkedClient(drifted, { checkResponses: 'throw' }).images.generate(PARAMS).images();
    const pictures: number[] = [];
    const readPictures = async () => {
      for await (const { bytes } of json) pictures.push(bytes?.length ?? 0);
    };
    await errorOf(readPictures(), ResponseCheckError);
    expect(pictures).toEqual([makePng(64, 64).length]);
  });
});

describe('a check', () => {
  it('gives away neither pictures nor prompts nor keys', async () => {
    const secrets = [PICTURE, 'A cute baby sea otter', 'A_prompt_of_more_than_forty_characters_in_one_word', API_KEY];
    for (const secret of secrets) {
      const body = {
        ...BODY,
        quality: secret,
        [secret]: { [secret]: secret },
        size: [secret],
        output: { [secret]: 1 },
      };
      const { images, warnings } = checkedClient(body);
      await images.generate(PARAMS);
      const error = await errorOf(images.withOptions({ checkResponses: 'throw' }).generate(PARAMS), ResponseCheckError);
      const told = [...warnings, error.message, inspect(error.findings, { depth: null })].join('\n');
      expect(told).not.toContain(secret);
      expect(warnings).toHaveLength(4);

      const event = checkedClient(eventText({ ...COMPLETED, type: secret }) + eventText(COMPLETED));
      await collect(await event.images.generate(STREAM));
      expect(event.warnings).toEqual(['createImage event ? is not in the specification.']);
    }
  });

  it('says so where it does not show a name or value', async () => {
    expect(await warningsFor({ ...BODY, quality: 'as good as it gets', 'a field': 1 })).toEqual([
      'createImage response: /quality is another string; the specification lists "low", "medium", "high", "xhigh" or "max".',
      'createImage response: /? (integer) is not in the specification.',
    ]);
  });

  it('never fails the call that it checks, whatever happens to it', async () => {
    const { images } = checkedClient(
      { ...BODY, seed: 7 },
      {
        onWarning() {
          throw new Error('nobody listens');
        },
      },
    );
    expect(await images.generate(PARAMS)).toEqual({ ...BODY, seed: 7 });
    const deep = `{"created":1,"data":[],"x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const nested = checkedClient({}, { fetch: async () => inPieces(deep, 10_000) });
    expect(await (await nested.images.generate(PARAMS).asResponse()).text()).toBe(deep);
  });

  it('gives up on a body that is too large without its pictures, and not on the call', async () => {
    const large = { ...BODY, seed: 7, data: Array.from({ length: 100_000 }, () => ({ b64_json: 'AAAA' })) };
    const { images, warnings } = checkedClient(large);
    const { data } = await images.generate(PARAMS);
    expect(data).toHaveLength(100_000);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['an error', Response.json({ error: { message: 'No', seed: 7 } }, { status: 400 })],
    ['an HTML page', new Response('<html>"', { headers: { 'content-type': 'text/html' } })],
    ['nothing', new Response(null, { status: 204 })],
  ])('leaves the client to tell of %s', async (_title, response) => {
    const plain = createPlainClient({
      apiKey: API_KEY,
      baseURL: 'https://images.invalid/v1',
      fetch: async () => response.clone(),
    });
    const { images, warnings } = checkedClient({}, { fetch: async () => response.clone() });
    const expected = await errorOf(plain.generate(PARAMS), OpenAIError);
    const { message } = await errorOf(images.generate(PARAMS), expected.constructor as typeof OpenAIError);
    expect(message).toBe(expected.message);
    expect(warnings).toEqual([]);
  });

  it('gives a response as it is where it cannot be made anew', async () => {
    // No Response can be made with such a status and a body; a fetch of one's own may have one all the same.
    const response = Object.defineProperty(Response.json({ ...BODY, seed: 7 }), 'status', { value: 204 });
    const { images, warnings } = checkedClient({}, { fetch: async () => response });
    expect(await images.generate(PARAMS)).toEqual({ ...BODY, seed: 7 });
    expect(warnings).toEqual([]);
  });

  it('leaves what is not of the API alone', async () => {
    const response = Response.json({ x: 1 });
    const { images } = checkedClient({}, { fetch: async () => response });
    const { response: received } = await images.api.POST('/files' as '/images/generations', {
      body: PARAMS,
      parseAs: 'stream',
    });
    expect(received).toBe(response);
  });

  it('hands on every byte, header and status, and where the response came from', async () => {
    const text = JSON.stringify({ ...BODY, seed: 7 });
    const server = await startHttpServer((response) => {
      response.writeHead(201, { 'content-type': 'application/json', 'x-request-id': 'req_1' });
      response.end(text);
    });
    const { images, warnings } = checkedClient({}, { baseURL: server.url, fetch: undefined });
    const response = await images.generate(PARAMS).asResponse();
    expect(response.status).toBe(201);
    expect(response.url).toBe(`${server.url}/images/generations`);
    expect(response.headers.get('x-request-id')).toBe('req_1');
    expect(await response.text()).toBe(text);
    expect(warnings).toHaveLength(1);
  });

  it('hands on events as they come, and closes the connection where the stream is left', async () => {
    let closed: Promise<unknown> | undefined;
    const server = await startHttpServer((response) => {
      closed = once(response, 'close');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(eventText({ ...COMPLETED, type: 'image_generation.queued' }));
    });
    const { images, warnings } = checkedClient({}, { baseURL: server.url, fetch: undefined });
    for await (const event of await images.generate(STREAM)) {
      expect(event).toHaveProperty('type', 'image_generation.queued');
      break;
    }
    await closed;
    expect(warnings).toEqual(['createImage event image_generation.queued is not in the specification.']);
  });

  it('tells a lost connection as the plain client does', async () => {
    const server = await startHttpServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(eventText({ ...COMPLETED, type: 'image_generation.queued' }), () => response.destroy());
    });
    const { images } = checkedClient({}, { baseURL: server.url, fetch: undefined });
    const stream = await images.generate(STREAM);
    await errorOf(stream.finalImage(), StreamTruncatedError);
  });
});
