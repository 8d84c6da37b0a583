import path from 'node:path';
import { loadConfig } from '@redocly/openapi-core';
import { decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { type Mock, startMock } from '../../scripts/mock.js';
import { lintDocument } from '../../scripts/spec/lint.js';
import {
  APIError,
  BadRequestError,
  createImagesClient,
  type ImagesClient,
  InternalServerError,
} from '../../src/index.js';
import { minimalBody } from '../support/body-cases.js';
import { listOperations, type RequestBody, type ResponseDefinition, resolve } from '../support/document.js';
import { errorOf } from '../support/error-of.js';
import { SPECIFICATION, specification, startSpecificationMock } from '../support/mock.js';
import { clientSends, sendPlain, sendWithClient, streamWithClient } from '../support/send-body.js';

const EVENT_STREAM = 'text/event-stream';

/** One event of an example: its name, and what its data holds. */
interface ExampleEvent {
  name: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: what is in it is what the tests find out.
  data: any;
}

let mock: Mock;
let images: ImagesClient;

beforeAll(async () => {
  mock = await startSpecificationMock();
  images = createImagesClient({ apiKey: 'sk-test', baseURL: mock.url, maxRetries: 0 });
});
afterAll(() => mock.close());

const operations = listOperations().map((operation) => {
  const requestBody = operation.requestBodies.find((each) => clientSends(operation, each)) as RequestBody;
  const success = operation.responses.find(({ status }) => status === 200) as ResponseDefinition;
  return { id: operation.id, operation, requestBody, success, body: minimalBody(requestBody) };
});

/** Every example of an event stream, with its events and where the schema of each is. */
const streams = operations.flatMap(({ success, ...operation }) =>
  success.bodies
    .filter(({ mediaType }) => mediaType === EVENT_STREAM)
    .flatMap(({ schema, examples }) => {
      const { mapping } = resolve(schema.contentSchema).discriminator;
      return examples.map(({ name, value }) => ({
        ...operation,
        name,
        events: readEvents(String(value)),
        requestId: success.headers['x-request-id'],
        schemaOf: (type: string): string => mapping[type]?.replace('#/components/schemas/', ''),
      }));
    }),
);

for (const { id, operation, requestBody, success, body } of operations) {
  describe(id, () => {
    it('answers the client with the first example, which holds a PNG', async () => {
      const { data, requestId } = await sendWithClient(images, operation, body).withResponse();
      expect(data).toEqual(success.bodies[0]?.examples[0]?.value);
      expect(requestId).toBe(success.headers['x-request-id']);
      const bytes = Buffer.from(data.data?.[0]?.b64_json ?? '', 'base64');
      expect(decode(bytes).width).toBeGreaterThan(0);
    });

    it('hands the client every declared header', async () => {
      const response = await sendWithClient(images, operation, body).asResponse();
      expect(Object.fromEntries(response.headers)).toMatchObject(success.headers);
    });

    for (const { mediaType, examples } of success.bodies) {
      it(`declares an example of its ${mediaType}`, () => {
        expect(examples).not.toHaveLength(0);
      });

      for (const { name, value } of examples) {
        it(`answers its ${mediaType} example ${name}, valid by its own schema`, async () => {
          const headers = { accept: mediaType, prefer: `code=200, example=${name}` };
          const response = await sendPlain(mock.url, operation, requestBody, body, headers);
          expect(response.headers.get('sl-violations')).toBeNull();
          expect(response.headers.get('content-type')?.split(';')[0]).toBe(mediaType);
          const text = await response.text();
          expect(mediaType === 'application/json' ? JSON.parse(text) : text).toEqual(value);
        });
      }
    }
  });
}

describe('the event streams', () => {
  it('are declared for every operation that can be asked for one', () => {
    const asked = operations.filter(({ operation }) =>
      operation.requestBodies.some(({ schema }) => resolve(schema).properties.stream),
    );
    expect([...new Set(streams.map(({ id }) => id))]).toEqual(asked.map(({ id }) => id));
    expect(asked).toHaveLength(2);
  });

  for (const { id, name, events, schemaOf } of streams) {
    it(`name each event of ${id}'s example ${name} by the type in its data`, () => {
      expect(events.length).toBeGreaterThan(1);
      for (const event of events) {
        expect(event.name).toBe(event.data.type);
        expect(schemaOf(event.data.type) ?? event.name).toMatch(/Event$|^error$/);
      }
      const last = events.at(-1);
      expect(last?.name).toMatch(name === 'error' ? /^error$/ : /\.completed$/);
    });
  }

  it('hold data that fits the schema of its type', async () => {
    expect(await lintWithEventData((data) => data)).toBeUndefined();
  });

  // The check above would say nothing if lint did not look at such examples.
  it.each([
    ['lacks a member', ({ created_at: _, ...data }: ExampleEvent['data']) => data],
    ['has one of another type', (data: ExampleEvent['data']) => ({ ...data, created_at: 'now' })],
    ['has one that the schema does not know', (data: ExampleEvent['data']) => ({ ...data, seed: 1 })],
  ])('would be refused where data %s', async (_title, change) => {
    expect(await lintWithEventData(change)).toContain('no-invalid-schema-examples');
  });
});

describe('the client', () => {
  for (const { id, operation, body, name, events, requestId } of streams) {
    const results = events.filter((event) => event.name !== 'error').map(({ data }) => data);
    const failure = events.find((event) => event.name === 'error')?.data;

    it(`gives the events of ${id}'s example ${name} as they are${failure ? ', then throws its error' : ''}`, async () => {
      const stream = await streamWithClient(images, operation, body, { headers: { prefer: `example=${name}` } });
      expect(stream.requestId).toBe(requestId);
      const received: object[] = [];
      const reading = (async () => {
        for await (const event of stream) received.push(event);
      })();
      if (failure) {
        const { message, type, param, code } = failure.error;
        const error = await errorOf(reading, APIError);
        expect(error).toBeInstanceOf(type === 'server_error' ? InternalServerError : BadRequestError);
        expect(error).toMatchObject({ type, param, code, requestId, body: failure });
        expect(error.message).toBe(`The server reported an error: ${message}`);
      } else {
        await reading;
      }
      expect(received).toEqual(results);
    });

    if (!failure) {
      it(`takes the completed event of ${id}'s example ${name} for the result, which is a PNG`, async () => {
        const stream = await streamWithClient(images, operation, body, { headers: { prefer: `example=${name}` } });
        const final = await (stream.finalImage() as Promise<{ b64_json: string }>);
        expect(final).toEqual(results.at(-1));
        expect(decode(Buffer.from(final.b64_json, 'base64')).width).toBeGreaterThan(0);
      });
    }
  }

  it('finds an error with a code and one without among the examples', () => {
    const codes = streams.flatMap(({ events }) => events.flatMap(({ data }) => (data.error ? [data.error.code] : [])));
    expect(codes).toHaveLength(2);
    expect(codes).toEqual(expect.arrayContaining([null, 'moderation_blocked']));
  });
});

describe('a mock of a document whose examples break their schemas', () => {
  let brokenMock: Mock;

  beforeAll(async () => {
    brokenMock = await startMock(withEmptyExamples());
  });
  afterAll(() => brokenMock.close());

  // Otherwise the absence of violations above would say nothing: a schema that does not compile is not checked.
  for (const { id, operation, requestBody, body } of operations) {
    for (const { status } of operation.responses) {
      it(`reports the ${status} of ${id}`, async () => {
        const headers = { accept: 'application/json', prefer: `code=${status}` };
        const response = await sendPlain(brokenMock.url, operation, requestBody, body, headers);
        expect(response.status).toBe(status);
        expect(JSON.parse(response.headers.get('sl-violations') ?? '[]')).toContainEqual(
          expect.objectContaining({ location: ['response', 'body'], code: 'required' }),
        );
      });
    }
  }
});

function withEmptyExamples() {
  const document = structuredClone(specification);
  for (const { post } of Object.values<typeof specification>(document.paths)) {
    for (const response of Object.values(post.responses)) {
      const { examples } = resolve(response, document).content['application/json'];
      for (const example of Object.values<{ value: unknown }>(examples)) example.value = {};
    }
  }
  return document;
}

/** Takes an event stream apart by hand, so that the client's reader is not judged by itself. */
function readEvents(text: string): ExampleEvent[] {
  expect(text).toMatch(/[^\n]\n\n$/);
  return text
    .slice(0, -2)
    .split('\n\n')
    .map((event) => {
      const [, name, data = ''] = /^event: (.+)\ndata: (.+)$/.exec(event) ?? [];
      return { name, data: JSON.parse(data) };
    });
}

/**
 * What lint says when the data of every event stands as an example at the schema of its type. The
 * mock sees a stream as one text, so it cannot tell.
 */
async function lintWithEventData(change: (data: ExampleEvent['data']) => unknown): Promise<string | undefined> {
  const document = structuredClone(specification);
  const { schemas } = document.components;
  for (const { events, schemaOf } of streams) {
    for (const { data } of events) {
      const name = data.error ? 'ErrorObject' : schemaOf(data.type);
      schemas[name].examples = [...(schemas[name].examples ?? []), data.error ?? change(data)];
    }
  }
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const config = await loadConfig({ configPath: path.join(SPECIFICATION, '../../redocly.yaml') });
    await lintDocument(stringify(document), SPECIFICATION, config);
    return undefined;
  } catch {
    return print.mock.calls.join('');
  } finally {
    print.mockRestore();
  }
}
