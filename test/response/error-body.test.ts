import {
  APIError,
  BadRequestError,
  InternalServerError,
  InvalidImageError,
  ModerationError,
  OpenAIError,
  OrganizationVerificationError,
  PermissionDeniedError,
  QuotaError,
  RateLimitError,
  UnprocessableEntityError,
} from 'openai-images';
import { describe, expect, it } from 'vitest';
import { errorOf } from '../support/error-of.js';
import { eventText, streamResponse } from '../support/event-stream.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { testClient } from '../support/test-client.js';

/** The error of a call that is answered with a body under a status. */
async function failWith(status: number, body: unknown): Promise<APIError> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { fetch, calls } = fakeFetch(new Response(text, { status, headers: { 'content-type': 'application/json' } }));
  const error = await errorOf(testClient({ fetch, maxRetries: 0 }).generate({ prompt: 'An otter' }), APIError);
  expect(calls).toHaveLength(1);
  expect(error).toBeInstanceOf(OpenAIError);
  return error;
}

describe('an error of moderation', () => {
  const AZURE = {
    error: {
      code: 'contentFilter',
      message: 'Your task failed as a result of our safety system.',
      inner_error: {
        code: 'ResponsibleAIPolicyViolation',
        content_filter_results: {
          hate: { filtered: false, severity: 'safe' },
          violence: { filtered: true, severity: 'medium' },
          sexual: { filtered: true, severity: 'high' },
        },
      },
    },
  };

  it.each<[string, object, { code: string; stage?: string | undefined; categories: string[] }]>([
    [
      'of the API, which tells stage and categories',
      {
        error: {
          message: 'Your request was rejected by the safety system.',
          code: 'moderation_blocked',
          moderation_details: { moderation_stage: 'output', categories: ['violence', 'self-harm'] },
        },
      },
      { code: 'moderation_blocked', stage: 'output', categories: ['violence', 'self-harm'] },
    ],
    [
      'of the API, which names them in its message',
      { error: { message: 'Rejected. safety_violations=[sexual, violence].', code: 'moderation_blocked' } },
      { code: 'moderation_blocked', categories: ['sexual', 'violence'] },
    ],
    [
      'of the API, which tells neither',
      { error: { message: 'Rejected.', code: 'moderation_blocked' } },
      { code: 'moderation_blocked', categories: [] },
    ],
    [
      'with none of them named',
      { error: { message: 'Rejected. safety_violations=[]', code: 'moderation_blocked' } },
      { code: 'moderation_blocked', categories: [] },
    ],
    [
      'of the API as it was',
      { error: { message: 'Rejected.', code: 'content_policy_violation' } },
      { code: 'content_policy_violation', categories: [] },
    ],
    ['of Azure', AZURE, { code: 'contentFilter', categories: ['violence', 'sexual'] }],
    [
      'of Azure under another name',
      {
        error: { ...AZURE.error, inner_error: undefined, code: 'content_filter', innererror: AZURE.error.inner_error },
      },
      { code: 'content_filter', categories: ['violence', 'sexual'] },
    ],
    [
      'with its stage beside its code',
      {
        error: {
          message: 'Rejected.',
          code: 'moderation_blocked',
          moderation_stage: 'input',
          categories: ['hate', 7, null],
        },
      },
      { code: 'moderation_blocked', stage: 'input', categories: ['hate', '7'] },
    ],
  ])('%s', async (_what, body, told) => {
    const error = (await failWith(400, body)) as ModerationError;
    expect(error.constructor).toBe(ModerationError);
    expect(error).toBeInstanceOf(BadRequestError);
    expect({ stage: undefined, ...told }).toEqual({
      code: error.code,
      stage: error.stage,
      categories: error.categories,
    });
    expect(error.toJSON()).toMatchObject({ stage: told.stage, categories: told.categories });
  });

  it('amid a stream is the same', async () => {
    const members = { message: 'No.', code: 'moderation_blocked', moderation_details: { stage: 'output' } };
    const { fetch } = fakeFetch(() => streamResponse(eventText({ error: members }, 'error')));
    const stream = await testClient({ fetch }).generate({ prompt: 'An otter', stream: true });
    expect(await errorOf(stream.finalImage(), ModerationError)).toMatchObject({ status: 400, stage: 'output' });
  });

  it('keeps the official class of a status that is not 400', async () => {
    const error = await failWith(403, { error: { message: 'No.', code: 'moderation_blocked' } });
    expect(error.constructor).toBe(PermissionDeniedError);
  });
});

describe('an error of another kind', () => {
  it.each<[number, object, typeof APIError]>([
    [400, { code: 'invalid_image_file' }, InvalidImageError],
    [400, { code: 'invalid_image_format' }, InvalidImageError],
    [400, { code: 'unsupported_file_mimetype' }, InvalidImageError],
    [
      403,
      { message: 'Your organization must be verified to use the model.', code: null },
      OrganizationVerificationError,
    ],
    [403, { message: 'You are not allowed to do this.' }, PermissionDeniedError],
    [429, { code: 'insufficient_quota' }, QuotaError],
    [429, { code: 'billing_hard_limit_reached' }, QuotaError],
    [429, { message: 'Limit: 0/1min.' }, QuotaError],
    [429, { code: 'rate_limit_exceeded' }, RateLimitError],
    [400, { code: 'billing_hard_limit_reached' }, BadRequestError],
  ])('is of the class that goes with status %i and %o', async (status, members, ErrorClass) => {
    expect((await failWith(status, { error: { message: 'No.', ...members } })).constructor).toBe(ErrorClass);
  });

  it('is a QuotaError under either status', async () => {
    for (const status of [400, 429]) {
      const error = await failWith(status, { error: { message: 'Pay.', code: 'billing_hard_limit_reached' } });
      expect(error).toBeInstanceOf(QuotaError);
      expect(error).toBeInstanceOf(status === 400 ? BadRequestError : RateLimitError);
    }
    expect(await failWith(500, { error: { message: 'Pay.', code: 'insufficient_quota' } })).not.toBeInstanceOf(
      QuotaError,
    );
    expect(new Error('insufficient_quota')).not.toBeInstanceOf(QuotaError);
  });
});

describe('an odd body', () => {
  it.each<[string, number, unknown, string, typeof APIError]>([
    ['an error that is a text', 500, { error: 'model not loaded' }, '500 model not loaded', InternalServerError],
    ['an error in a list', 500, [{ error: { message: 'No.' } }], '500 No.', InternalServerError],
    ['a detail', 422, { detail: 'prompt is too long' }, '422 prompt is too long', UnprocessableEntityError],
    ['a detail that is an error', 400, { detail: { message: 'No.', code: 'c' } }, '400 No.', BadRequestError],
    [
      "FastAPI's list of details",
      422,
      {
        detail: [
          { loc: ['body', 'n'], msg: 'value is not a valid integer', type: 'type_error.integer', input: 'secret' },
          { loc: ['body', 'prompt'], msg: 'field required', type: 'value_error.missing' },
        ],
      },
      '422 body.n: value is not a valid integer; body.prompt: field required',
      UnprocessableEntityError,
    ],
    ['a list of texts', 400, { errors: ['one', 'two'] }, '400 one; two', BadRequestError],
    [
      'a list of errors',
      400,
      { errors: [{ message: 'one', code: 'c1' }, { message: 'two' }] },
      '400 one; two',
      BadRequestError,
    ],
    ['a message alone', 400, { message: 'No.', code: 42 }, '400 No.', BadRequestError],
    ['an empty error', 400, { error: {} }, '400 (application/json: {"error":{}})', BadRequestError],
    ['an empty list', 400, [], '400 (application/json: [])', BadRequestError],
    ['an empty list of errors', 400, { errors: [] }, '400 (application/json: {"errors":[]})', BadRequestError],
    ['an empty object', 400, {}, '400 (application/json: {})', BadRequestError],
    ['nothing', 400, '', '400 (empty body)', BadRequestError],
    [
      'a message that is no text',
      400,
      { error: { message: { deep: 1 } } },
      '400 (application/json: {"error":{"message":{"deep":1}}})',
      BadRequestError,
    ],
  ])('such as %s is read', async (_what, status, body, message, ErrorClass) => {
    const error = await failWith(status, body);
    expect(error.message).toBe(message);
    expect(error.constructor).toBe(ErrorClass);
  });

  it('keeps the code and the type of the first of several', async () => {
    const errors = [
      { message: 'one', code: 'c1', type: 't1', param: 'n' },
      { message: 'two', code: 'c2' },
    ];
    expect(await failWith(400, { errors })).toMatchObject({ code: 'c1', type: 't1', param: 'n' });
  });

  it('of ten thousand errors tells the first ten', async () => {
    const errors = Array.from({ length: 10_000 }, (_, index) => ({ message: `no ${index}` }));
    expect((await failWith(400, { errors })).message).toBe(
      `400 ${errors
        .slice(0, 10)
        .map((each) => each.message)
        .join('; ')}`,
    );
  });

  it('nested as deep as can be is an error like any other', async () => {
    const deep = `{"error":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect((await failWith(400, deep)).constructor).toBe(BadRequestError);
    expect((await failWith(400, `${'['.repeat(50_000)}${']'.repeat(50_000)}`)).constructor).toBe(BadRequestError);
    expect((await failWith(400, `${'{"error":'.repeat(20_000)}1${'}'.repeat(20_000)}`)).constructor).toBe(
      BadRequestError,
    );
  });
});
