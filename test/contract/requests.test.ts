import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mock } from '../../scripts/mock.js';
import { createImagesClient } from '../../src/index.js';
import { type Body, listBadBodies, listGoodBodies } from '../support/body-cases.js';
import { listOperations, type RequestBody, resolve } from '../support/document.js';
import { startSpecificationMock } from '../support/mock.js';
import { isForm, readSchema } from '../support/schema.js';
import { clientSends, entriesOf, sendPlain, sendWithClient, toForm, violationsOf } from '../support/send-body.js';

let mock: Mock;

beforeAll(async () => {
  mock = await startSpecificationMock();
});
afterAll(() => mock.close());

/**
 * A client of the mock, and what it has sent. It checks calls as it does for everyone, and against
 * the schema alone: at a server other than OpenAI's a call that names no model is held to no model's
 * rules. Turned off, it would not show that it lets every parameter of the document through.
 */
function startClient() {
  const sent: { mediaType: string | undefined; body: unknown }[] = [];
  const images = createImagesClient({
    apiKey: 'sk-test',
    baseURL: mock.url,
    maxRetries: 0,
    onWarning: () => {},
    fetch: (url, init) => {
      const request = new Request(url, init);
      sent.push({ mediaType: request.headers.get('content-type')?.split(';')[0], body: init?.body });
      return fetch(request);
    },
  });
  return { images, sent };
}

const requests = listOperations().flatMap((operation) =>
  operation.requestBodies.map((requestBody) => ({ operation, requestBody, mediaType: requestBody.mediaType })),
);

for (const { operation, requestBody, mediaType } of requests) {
  describe(`${operation.id} as ${mediaType}`, () => {
    for (const { title, body } of listGoodBodies(requestBody)) {
      if (clientSends(operation, requestBody, body)) {
        it(`is sent by the client as it stands, and accepted, with ${title}`, async () => {
          const { images, sent } = startClient();
          const response = await sendWithClient(images, operation, body).asResponse();
          expect(sent).toHaveLength(1);
          expect(sent[0]?.mediaType).toBe(mediaType);
          expect(contentOf(requestBody, sent[0]?.body)).toEqual(contentOf(requestBody, encode(requestBody, body)));
          expect(violationsOf(response)).toEqual([]);
          const answered = body.stream === true ? 'text/event-stream' : 'application/json';
          expect(response.headers.get('content-type')).toBe(answered);
          expect(await response.text()).toContain('"b64_json"');
        });
      } else {
        it(`is accepted with ${title}`, async () => {
          const response = await sendPlain(mock.url, operation, requestBody, body);
          expect(violationsOf(response)).toEqual([]);
          expect(response.status).toBe(200);
        });
      }
    }

    // A schema that Prism cannot compile lets everything pass, so the mock has to prove that it checks.
    const badBodies = listBadBodies(requestBody);
    it('breaks at least one constraint in the cases below', () => {
      expect(badBodies).not.toHaveLength(0);
    });

    for (const { title, body, keyword, path } of badBodies) {
      it(`is refused for its ${keyword} with ${title}`, async () => {
        const response = await sendPlain(mock.url, operation, requestBody, body);
        expect(response.status).toBe(400);
        expect(violationsOf(response)).toContain(`${keyword} ${path.join('.')}`);
      });
    }

    const properties = Object.entries(readSchema(requestBody.schema).properties ?? {});
    it.each(properties)('is tried above with %s and every value that is listed for it', (name, property) => {
      const bodies = listGoodBodies(requestBody).filter(({ body }) => name in body);
      expect(bodies).not.toHaveLength(0);
      for (const value of listedValues(property)) {
        const tried = bodies.some(({ body }) => JSON.stringify(body[name]).includes(JSON.stringify(value)));
        // A form has no null.
        expect(tried || (value === null && isForm(mediaType)), String(value)).toBe(true);
      }
    });
  });
}

it('has a client method that sends each operation under each of its media types', () => {
  expect(requests.filter(({ operation, requestBody }) => !clientSends(operation, requestBody))).toEqual([]);
});

/** Every value in an `enum` anywhere in a schema. */
function listedValues(node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(resolve(node)).flatMap(([key, value]) =>
    key === 'enum' && Array.isArray(value) ? value : listedValues(value),
  );
}

function encode({ mediaType }: RequestBody, body: Body): string | FormData {
  return mediaType === 'application/json' ? JSON.stringify(body) : toForm(body);
}

/** What a body holds, whatever it is encoded as. */
function contentOf({ mediaType }: RequestBody, body: unknown): unknown {
  return mediaType === 'application/json' ? JSON.parse(body as string) : entriesOf(body as FormData);
}
