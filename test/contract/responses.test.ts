import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mock, startMock } from '../../scripts/mock.js';
import { createImagesClient, type ImagesClient, type ImagesResponse } from '../../src/index.js';
import { type Body, minimalBody } from '../support/body-cases.js';
import { listOperations, type Operation, type RequestBody, type ResponseDefinition } from '../support/document.js';
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

describe.each(operations)('$id', ({ operation, requestBody, success, body }) => {
  it('answers the client with the first example, which holds a PNG', async () => {
    const { data, requestId } = await sendWithClient(images, operation, body).withResponse();
    expect(data).toEqual(success.bodies[0]?.examples[0]?.value);
    expect(requestId).toBe(success.headers['x-request-id']);
    const bytes = Buffer.from((data as ImagesResponse).data[0]?.b64_json ?? '', 'base64');
    expect(decode(bytes)).toMatchObject({ width: 192, height: 192 });
  });

  it('hands the client every declared header', async () => {
    const response = await sendWithClient(images, operation, body).asResponse();
    expect(Object.fromEntries(response.headers)).toMatchObject(success.headers);
  });

  for (const { mediaType, examples } of success.bodies) {
    it.each(examples)(`answers its ${mediaType} example $name, valid by its own schema`, async ({ name, value }) => {
      const headers = { accept: mediaType, prefer: `code=200, example=${name}` };
      const response = await sendPlain(mock.url, operation, requestBody, body, headers);
      expect(response.headers.get('sl-violations')).toBeNull();
      expect(response.headers.get('content-type')?.split(';')[0]).toBe(mediaType);
      const text = await response.text();
      expect(mediaType === 'application/json' ? JSON.parse(text) : text).toEqual(value);
    });
  }
});
