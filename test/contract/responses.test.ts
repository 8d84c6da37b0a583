import { decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mock, startMock } from '../../scripts/mock.js';
import { createImagesClient, type ImagesClient } from '../../src/index.js';
import { minimalBody } from '../support/body-cases.js';
import { listOperations, type RequestBody, type ResponseDefinition, resolve } from '../support/document.js';
import { specification, startSpecificationMock } from '../support/mock.js';
import { clientSends, sendPlain, sendWithClient } from '../support/send-body.js';

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

for (const { id, operation, requestBody, success, body } of operations) {
  describe(id, () => {
    it('answers the client with the first example, which holds a PNG', async () => {
      const { data, requestId } = await sendWithClient(images, operation, body).withResponse();
      expect(data).toEqual(success.bodies[0]?.examples[0]?.value);
      expect(requestId).toBe(success.headers['x-request-id']);
      const bytes = Buffer.from(data.data[0]?.b64_json ?? '', 'base64');
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
