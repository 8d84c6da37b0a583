import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mock } from '../../scripts/mock.js';
import {
  APIError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  createImagesClient,
  type ErrorResponse,
  type ImagesClient,
  InternalServerError,
  InvalidImageError,
  ModerationError,
  NotFoundError,
  PermissionDeniedError,
  QuotaError,
  RateLimitError,
  type RequestOptions,
} from '../../src/index.js';
import { minimalBody } from '../support/body-cases.js';
import { listOperations, type Operation, type RequestBody } from '../support/document.js';
import { startSpecificationMock } from '../support/mock.js';
import { clientSends, sendWithClient, streamWithClient } from '../support/send-body.js';

const CLASS_OF_STATUS: Record<number, typeof APIError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  429: RateLimitError,
  500: InternalServerError,
  503: InternalServerError,
};

/** What tells more than the status does. */
const CLASS_OF_CODE: Record<string, typeof APIError> = {
  moderation_blocked: ModerationError,
  content_policy_violation: ModerationError,
  invalid_image_file: InvalidImageError,
  unsupported_file_mimetype: InvalidImageError,
  insufficient_quota: QuotaError,
  billing_hard_limit_reached: QuotaError,
};

let mock: Mock;
let images: ImagesClient;

beforeAll(async () => {
  mock = await startSpecificationMock();
  images = createImagesClient({ apiKey: 'sk-test', baseURL: mock.url, maxRetries: 0 });
});
afterAll(() => mock.close());

for (const operation of listOperations()) {
  describe(operation.id, () => {
    const failures = operation.responses.filter(({ status }) => status >= 400);

    it('declares a response for each class of error', () => {
      expect(failures.map(({ status }) => String(status))).toEqual(Object.keys(CLASS_OF_STATUS));
    });

    for (const { status, headers, bodies } of failures) {
      const examples = bodies[0]?.examples ?? [];
      const forced = [
        { title: 'its first example', prefer: `code=${status}`, value: examples[0]?.value },
        ...examples.map(({ name, value }) => ({
          title: `its example ${name}`,
          prefer: `code=${status}, example=${name}`,
          value,
        })),
      ];

      const calls = [
        { call: 'a call', send: sendWithClient },
        ...(streams(operation) ? [{ call: 'a streamed call', send: streamWithClient }] : []),
      ];
      const cases = forced.flatMap((each) => calls.map((call) => ({ ...each, ...call })));

      for (const { title, prefer, value, call, send } of cases) {
        it(`rejects ${call} that ends in a ${status} with its class and ${title}`, async () => {
          const { error: expected } = value as ErrorResponse;
          const error = await failureOf(operation, send, { headers: { prefer } });
          expect(error).toBeInstanceOf(CLASS_OF_STATUS[status]);
          expect(error).toBeInstanceOf(CLASS_OF_CODE[expected.code ?? ''] ?? CLASS_OF_STATUS[status]);
          expect(error instanceof QuotaError).toBe(/quota|billing|no_access/.test(`${expected.code} ${title}`));
          expect(error).toMatchObject({
            status,
            message: `${status} ${expected.message}`,
            type: expected.type,
            param: expected.param,
            code: expected.code,
            body: value,
            requestId: headers['x-request-id'],
          });
          expect(Object.fromEntries(error.headers ?? [])).toMatchObject(headers);
        });
      }
    }

    for (const { title, authorization } of [
      { title: 'without credentials', authorization: null },
      { title: 'with an empty bearer token', authorization: 'Bearer ' },
      { title: 'with credentials of another scheme', authorization: 'Basic c2stdGVzdDo=' },
    ]) {
      it(`rejects as unauthenticated ${title}`, async () => {
        const error = await failureOf(operation, sendWithClient, { headers: { authorization } });
        expect(error.constructor).toBe(AuthenticationError);
        expect(error).toMatchObject({ status: 401, code: 'invalid_api_key' });
      });
    }
  });
}

function streams({ responses }: Operation): boolean {
  return responses.some(({ bodies }) => bodies.some(({ mediaType }) => mediaType === 'text/event-stream'));
}

async function failureOf(
  operation: Operation,
  send: typeof sendWithClient | typeof streamWithClient,
  options: RequestOptions,
): Promise<APIError> {
  const requestBody = operation.requestBodies.find((each) => clientSends(operation, each)) as RequestBody;
  const body = minimalBody(requestBody);
  const outcome: unknown = await send(images, operation, body, options).catch((error: unknown) => error);
  if (outcome instanceof APIError) return outcome;
  throw new Error(`expected an APIError, received ${JSON.stringify(outcome)}`);
}
