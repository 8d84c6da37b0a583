import { inspect } from 'node:util';
import OpenAI, {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  InvalidRequestError,
  OpenAIError,
} from 'openai-images';
import { describe, expect, it } from 'vitest';
import * as errors from '../src/errors.js';
import { readErrorBody } from '../src/response/error-body.js';
import { errorClassFor } from '../src/response/error-class.js';
import { collect } from './support/collect.js';
import { errorOf } from './support/error-of.js';
import { fakeFetch, stall } from './support/fake-fetch.js';
import { type Answer, startHttpServer } from './support/http-server.js';
import { makePng } from './support/pictures.js';
import { API_KEY, testClient } from './support/test-client.js';

describe('the class of an error', () => {
  it.each([
    [400, 'BadRequestError'],
    [401, 'AuthenticationError'],
    [403, 'PermissionDeniedError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [422, 'UnprocessableEntityError'],
    [429, 'RateLimitError'],
    [500, 'InternalServerError'],
    [502, 'InternalServerError'],
    [503, 'InternalServerError'],
    [504, 'InternalServerError'],
    [599, 'InternalServerError'],
    [402, 'APIError'],
    [408, 'APIError'],
    [413, 'APIError'],
    [418, 'APIError'],
    [499, 'APIError'],
  ] as const)('for status %i is %s', async (status, name) => {
    expect(errorClassFor(status, readErrorBody(undefined))).toBe(OpenAI[name]);
    const { fetch } = fakeFetch(Response.json({ error: { message: 'No.' } }, { status }));
    const call = testClient({ fetch, maxRetries: 0 }).generate({ prompt: 'An otter' });
    const error = await errorOf(call, OpenAI[name]);
    expect(error.constructor).toBe(OpenAI[name]);
    const consequence = [502, 504].includes(status)
      ? ' The picture may have been made and billed: to ask again may buy it twice.'
      : '';
    expect(error).toMatchObject({ name, status, message: `${status} No.${consequence}` });
    expect(error).toBeInstanceOf(APIError);
    expect(error).toBeInstanceOf(OpenAIError);
  });

  it('makes a timeout a connection error, and an abort none', () => {
    expect(new APIConnectionTimeoutError('late')).toBeInstanceOf(APIConnectionError);
    expect(new APIConnectionError('gone')).toBeInstanceOf(APIError);
    expect(new APIUserAbortError('stop')).toBeInstanceOf(APIError);
    expect(new APIUserAbortError('stop')).not.toBeInstanceOf(APIConnectionError);
    expect(new InvalidRequestError('no')).not.toBeInstanceOf(APIError);
  });
});

describe('the official parent', () => {
  const headers = new Headers({ 'x-request-id': 'req_1' });

  it.each([
    [errors.ModerationError, OpenAI.BadRequestError],
    [errors.InvalidImageError, OpenAI.BadRequestError],
    [errors.QuotaError, OpenAI.RateLimitError],
    [errors.OrganizationVerificationError, OpenAI.PermissionDeniedError],
    [errors.BadGatewayBodyError, OpenAI.InternalServerError],
    [errors.StreamTruncatedError, OpenAI.APIConnectionError],
    [errors.OutcomeUnknownError, OpenAI.APIConnectionError],
    [errors.APIConnectionTimeoutError, OpenAI.APIConnectionError],
    [errors.InvalidResponseError, OpenAI.APIError],
    [errors.InvalidRequestError, OpenAI.OpenAIError],
  ] as const)('of $name is what instanceof says it is', (ErrorClass, Parent) => {
    const error = new ErrorClass('no', { status: 400, headers });
    expect(error).toBeInstanceOf(Parent);
    expect(error).toBeInstanceOf(OpenAI.OpenAIError);
    expect(error.name).toBe(ErrorClass.name);
    expect(Object.getPrototypeOf(ErrorClass)).toBe(Parent);
  });

  it('is not an OutcomeUnknownError by its class, but by what may have been billed', () => {
    const billed = { mayHaveBeenBilled: true };
    for (const ErrorClass of [
      errors.InternalServerError,
      errors.APIConnectionTimeoutError,
      errors.InvalidResponseError,
    ]) {
      expect(new ErrorClass('no', billed)).toBeInstanceOf(errors.OutcomeUnknownError);
      expect(new ErrorClass('no')).not.toBeInstanceOf(errors.OutcomeUnknownError);
    }
    expect(Object.assign(new Error('no'), billed)).not.toBeInstanceOf(errors.OutcomeUnknownError);
    expect(undefined as unknown).not.toBeInstanceOf(errors.OutcomeUnknownError);
  });
});

describe('toJSON', () => {
  const secrets = ['the prompt', 'the picture', 'the header', 'the cause'];
  const details = {
    status: 429,
    code: 'c',
    type: 't',
    param: 'p',
    headers: new Headers({ 'x-request-id': 'req_1', 'set-cookie': 'the header' }),
    body: { error: { message: 'the prompt' }, data: [{ b64_json: 'the picture' }] },
    phase: 'headers',
    retryAfterMs: 5,
    mayHaveBeenBilled: true,
    cause: new Error('the cause'),
  } as const;

  it('has what is safe to log, and neither body, headers nor cause', () => {
    const error = new APIError('no', details);
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'APIError',
      message: 'no',
      status: 429,
      code: 'c',
      type: 't',
      param: 'p',
      requestId: 'req_1',
      phase: 'headers',
      retryAfterMs: 5,
      mayHaveBeenBilled: true,
    });
  });

  it('holds no more of any class', () => {
    const classes = Object.values(errors).filter((each) => each.prototype instanceof OpenAIError);
    expect(classes.length).toBeGreaterThan(20);
    for (const ErrorClass of classes) {
      const text = JSON.stringify(new (ErrorClass as typeof APIError)('no', details));
      for (const secret of secrets) expect(text, ErrorClass.name).not.toContain(secret);
      expect(text).toContain(`"name":"${ErrorClass.name}"`);
    }
  });

  it.each<[string, Response]>([
    ['an empty picture', Response.json({ data: [{ revised_prompt: 'secret otter', b64_json: '' }] })],
    ['a broken picture', Response.json({ data: [{ b64_json: 'c2VjcmV0!' }] })],
    ['a cut picture', new Response('{"data":[{"b64_json":"c2VjcmV0')],
    ['a cut prompt', new Response('{"data":[{"revised_prompt" : "a \\"secret\\" otter')],
    ['a failure without a reason', Response.json({ prompt: 'secret otter' }, { status: 400 })],
  ])('holds neither prompt nor picture of %s', async (_what, response) => {
    for (const read of ['data', 'images'] as const) {
      const call = testClient({ fetch: fakeFetch(response).fetch }).generate({ prompt: 'secret otter' });
      const reading = read === 'data' ? call : collect(call.images());
      const text = JSON.stringify(await errorOf(reading, APIError));
      expect(text).not.toMatch(/secret|c2VjcmV0/);
    }
  });
});

describe('an APIError', () => {
  it('stands in a log under its own name', () => {
    expect(inspect(new OpenAI.NotFoundError('404 No such model.'))).toMatch(/^NotFoundError: 404 No such model\./);
  });

  it('knows what the server said, and the request by its id', () => {
    const headers = new Headers({ 'x-request-id': 'req_1' });
    const cause = new Error('below');
    const details = { status: 400, code: 'c', type: 't', param: 'p', headers, body: { error: {} }, cause };
    expect(new APIError('no', details)).toMatchObject({ ...details, requestId: 'req_1', message: 'no' });
  });

  it('knows nothing where no response arrived', () => {
    const error = new APIError('no');
    expect(error).toMatchObject({ status: undefined, headers: undefined, requestId: undefined, body: undefined });
    expect('cause' in error).toBe(false);
  });
});

describe('the key', () => {
  const echo =
    (status: number, mediaType: string, build: (authorization: string) => string): Answer =>
    (response, request) => {
      response.writeHead(status, { 'content-type': mediaType });
      response.end(build(request.headers.authorization ?? 'nothing to echo'));
    };

  /** Every way in which a log might print a value. */
  const print = (value: unknown): string => {
    const error = value instanceof Error ? [value.message, value.stack, String(value), String(value.cause)] : [];
    const own = typeof value === 'object' && value !== null ? Object.getOwnPropertyNames(value).join() : '';
    return [
      ...error,
      own,
      JSON.stringify(value),
      JSON.stringify(value, Object.getOwnPropertyNames(value)),
      inspect(value, { depth: 20, showHidden: true, getters: true }),
    ].join('\n');
  };

  const answers: Record<string, Answer> = {
    'JSON message': echo(401, 'application/json', (authorization) =>
      JSON.stringify({ error: { message: `Incorrect API key provided: ${authorization}`, code: 'invalid_api_key' } }),
    ),
    'JSON code, param and elsewhere': echo(400, 'application/json', (authorization) =>
      JSON.stringify({
        error: { code: authorization, param: authorization, type: authorization },
        [authorization]: [authorization],
      }),
    ),
    'JSON string': echo(403, 'application/json', (authorization) => JSON.stringify({ error: authorization })),
    'HTML page': echo(502, 'text/html', (authorization) => `<html><body>Bad: ${authorization}</body></html>`),
    'HTML page under 200': echo(200, 'text/html', (authorization) => `<p>Log in, ${authorization}</p>`),
    'header of a stream that is cut': (response, request) => {
      const authorization = request.headers.authorization ?? '';
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-echo': authorization }).end();
    },
    'header of a stream that is lost': (response, request) => {
      const authorization = request.headers.authorization ?? '';
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-echo': authorization }).flushHeaders();
      setTimeout(() => response.destroy(), 20);
    },
    'header of a body that is too large': (response, request) => {
      const authorization = request.headers.authorization ?? '';
      response.writeHead(200, { 'x-echo': authorization }).end(' '.repeat(3_000));
    },
    'header of a body that is announced too large': (response, request) => {
      const authorization = request.headers.authorization ?? '';
      response.writeHead(200, { 'x-echo': authorization, 'content-length': 3_000 }).end(' '.repeat(3_000));
    },
    'text cut short in the message': echo(500, 'text/plain', (authorization) => `${authorization} `.repeat(400)),
  };

  it.each(Object.entries(answers))('is out of the error when the server echoes it in a %s', async (_what, answer) => {
    const server = await startHttpServer(answer);
    const images = testClient({ baseURL: server.url, maxRetries: 0, maxResponseBytes: 2_000, longCalls: 'stream' });
    const error = await errorOf(images.generate({ prompt: 'An otter' }), APIError);
    expect(server.requests[0]?.headers.authorization).toContain(API_KEY);
    expect(print(error)).not.toContain(API_KEY);
    expect(inspect(error, { depth: 20 })).toContain('[API key]');
  });

  it('is out of an error from a broken connection', async () => {
    const server = await startHttpServer((response) => response.socket?.destroy());
    const error = await errorOf(
      testClient({ baseURL: server.url }).generate({ prompt: 'An otter' }),
      APIConnectionError,
    );
    expect(print(error)).not.toContain(API_KEY);
  });

  it('is out of an error from a refused redirect', async () => {
    const server = await startHttpServer((response) => response.writeHead(307, { location: '/elsewhere' }).end());
    const error = await errorOf(
      testClient({ baseURL: server.url }).generate({ prompt: 'An otter' }),
      APIConnectionError,
    );
    expect(print(error)).not.toContain(API_KEY);
  });

  it('is out of a timeout, an abort and a refused parameter', async () => {
    const { fetch } = fakeFetch(stall);
    const images = testClient({ fetch });
    const late = await errorOf(images.generate({ prompt: 'An otter' }, { timeout: 5 }), APIConnectionTimeoutError);
    const stopped = images.generate({ prompt: 'An otter' }, { signal: AbortSignal.abort() });
    const refused = images.edit({ image: 'otter.png' as never, prompt: 'An otter' });
    for (const error of [
      late,
      await errorOf(stopped, APIUserAbortError),
      await errorOf(refused, InvalidRequestError),
    ]) {
      expect(print(error)).not.toContain(API_KEY);
    }
  });

  it('is out of the client, of a call and of its response', async () => {
    const { fetch } = fakeFetch();
    const images = testClient({ fetch });
    const openai = new OpenAI({ apiKey: API_KEY, fetch });
    const call = images.edit({ image: makePng(), prompt: 'An otter' });
    const { data, response } = await call.withResponse();
    for (const value of [images, images.api, images.withOptions({ timeout: 5 }), openai, call, response, data]) {
      expect(print(value)).not.toContain(API_KEY);
    }
  });
});

describe('prompt and picture', () => {
  it('are out of every error of a call that was sent', async () => {
    const secret = 'an otter nobody may know of';
    const server = await startHttpServer((response, _request, count) => {
      if (count === 1) response.socket?.destroy();
      else response.writeHead(400).end();
    });
    const images = testClient({ baseURL: server.url });
    const picture = new File([makePng(), 'private bytes'], 'private-name.png');
    for (const _attempt of ['reset', 'bad request']) {
      const error = await errorOf(images.edit({ image: picture, prompt: secret }), APIError);
      const printed = inspect(error, { depth: 20, showHidden: true });
      expect(printed).not.toContain(secret);
      expect(printed).not.toContain('private');
    }
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]?.body.toString('latin1')).toContain(secret);
  });
});
