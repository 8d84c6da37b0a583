import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mock } from '../../scripts/mock.js';
import { createImagesClient } from '../../src/index.js';
import { listBadBodies, listGoodBodies } from '../support/body-cases.js';
import { listOperations } from '../support/document.js';
import { startSpecificationMock } from '../support/mock.js';
import { clientSends, sendPlain, sendWithClient } from '../support/send-body.js';

interface Violation {
  location: string[];
  code: string;
  message: string;
}

let mock: Mock;

beforeAll(async () => {
  mock = await startSpecificationMock();
});
afterAll(() => mock.close());

/** A client of the mock, and what it has sent. */
function startClient() {
  const sent: Request[] = [];
  const images = createImagesClient({
    apiKey: 'sk-test',
    baseURL: mock.url,
    maxRetries: 0,
    fetch: (url, init) => {
      const request = new Request(url, init);
      sent.push(request);
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
      if (clientSends(operation, requestBody)) {
        it(`is accepted from the client with ${title}`, async () => {
          const { images, sent } = startClient();
          const { data, response } = await sendWithClient(images, operation, body).withResponse();
          expect(sent[0]?.headers.get('content-type')?.split(';')[0]).toBe(mediaType);
          expect(response.headers.get('sl-violations')).toBeNull();
          expect(data.data.length).toBeGreaterThan(0);
        });
      } else {
        it(`is accepted with ${title}`, async () => {
          const response = await sendPlain(mock.url, operation, requestBody, body);
          expect(response.headers.get('sl-violations')).toBeNull();
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
        const violations: Violation[] = JSON.parse(response.headers.get('sl-violations') ?? '[]');
        expect(response.status).toBe(400);
        expect(violations.map(namePlace)).toContain(`${keyword} ${path.join('.')}`);
      });
    }
  });
}

it('has a client method that sends each operation', () => {
  const operations = listOperations();
  const sent = operations.filter((operation) => operation.requestBodies.some((body) => clientSends(operation, body)));
  expect(sent).toEqual(operations);
});

/** A field that is missing or too many is named by the message, and its place is that of its parent. */
function namePlace({ code, location, message }: Violation): string {
  const [, , ...path] = location;
  const [, name] = /(?:required property|found) '([^']+)'/.exec(message) ?? [];
  return `${code} ${[...path, ...(name ? [name] : [])].join('.')}`;
}
