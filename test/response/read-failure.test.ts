import { APIError, BadRequestError, InternalServerError, NotFoundError } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../../src/resolve-options.js';
import { describeBody, parseJSON, readFailure, toAPIError } from '../../src/response/read-failure.js';
import { errorOf } from '../support/error-of.js';
import { startHttpServer } from '../support/http-server.js';
import { API_KEY, testClient } from '../support/test-client.js';

const settings = resolveOptions({ apiKey: API_KEY }, 'https://api.test/v1');
const read = (body: string, init: ResponseInit) => readFailure(new Response(body, init), settings);
const JSON_HEADERS = { 'content-type': 'application/json' };

describe('a failure whose body is a JSON error', () => {
  const body = {
    error: { message: 'Your prompt was refused.', type: 'image_error', param: 'prompt', code: 'moderation_blocked' },
  };

  it('keeps every field, the headers and the body', async () => {
    const error = await read(JSON.stringify(body), {
      status: 400,
      headers: { ...JSON_HEADERS, 'x-request-id': 'req_9' },
    });
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({
      message: '400 Your prompt was refused.',
      status: 400,
      type: 'image_error',
      param: 'prompt',
      code: 'moderation_blocked',
      requestId: 'req_9',
      body,
    });
    expect(error.headers?.get('content-type')).toBe('application/json');
  });

  it('keeps them over the wire', async () => {
    const server = await startHttpServer((response) => {
      response.writeHead(400, { ...JSON_HEADERS, 'x-request-id': 'req_9' }).end(JSON.stringify(body));
    });
    const error = await errorOf(testClient({ baseURL: server.url }).generate({ prompt: 'x' }), BadRequestError);
    expect(error).toMatchObject({
      message: '400 Your prompt was refused.',
      code: 'moderation_blocked',
      requestId: 'req_9',
      body,
    });
  });

  it('has null for a code and a param that are missing, null or empty, and no id where none came', async () => {
    for (const error of [
      { message: 'No.' },
      { message: 'No.', code: null, param: null },
      { message: 'No.', code: '', param: '' },
    ]) {
      const failure = await read(JSON.stringify({ error }), { status: 400, headers: JSON_HEADERS });
      expect(failure).toMatchObject({
        message: '400 No.',
        code: null,
        param: null,
        type: undefined,
        requestId: undefined,
      });
    }
  });

  it('takes a number for a code as its text', async () => {
    const failure = await read('{"error":{"message":"No.","code":1020}}', { status: 403 });
    expect(failure.code).toBe('1020');
  });

  it('takes an error that is a text for the message', async () => {
    const failure = await read('{"error":"model not loaded"}', { status: 500 });
    expect(failure).toBeInstanceOf(InternalServerError);
    expect(failure).toMatchObject({ message: '500 model not loaded', code: null, param: null });
  });

  it('describes the body where the error says nothing', async () => {
    const failure = await read('{"error":{}}', { status: 500, statusText: 'Server Error', headers: JSON_HEADERS });
    expect(failure.message).toBe('500 Server Error (application/json: {"error":{}})');
  });
});

describe('a failure whose body is anything else', () => {
  it('is described by what can be read of an HTML page', async () => {
    const page =
      '<html><head><style>p { color: red }</style><script>track()</script></head>\n<body><h1>502</h1>\n<p class="x">Bad   gateway</p></body></html>';
    const failure = await read(page, {
      status: 502,
      statusText: 'Bad Gateway',
      headers: { 'content-type': 'text/html' },
    });
    expect(failure).toBeInstanceOf(InternalServerError);
    expect(failure.message).toBe(
      '502 Bad Gateway (text/html: 502 Bad gateway). The picture may have been made and billed: to ask again may buy it twice.',
    );
    expect(failure.body).toBe(page);
  });

  it('is described shortly, however long it is', async () => {
    const failure = await read('otter '.repeat(100_000), { status: 500, headers: { 'content-type': 'text/plain' } });
    expect(failure.message.length).toBeLessThan(200);
    expect(failure.message).toMatch(/^500 \(text\/plain: otter otter .*…\)$/);
    expect((failure.body as string).length).toBe(600_000);
  });

  it('is described as empty where it is', async () => {
    const failure = await read('', { status: 503, statusText: 'Service Unavailable' });
    expect(failure).toMatchObject({ message: '503 Service Unavailable (empty body)', body: '' });
  });

  it.each([
    ['an array', '[1,2]', [1, 2]],
    ['a number', '5', 5],
    ['a text', '"no"', 'no'],
    ['null', 'null', 'null'],
    ['an error of null', '{"error":null}', { error: null }],
    ['JSON that was cut off', '{"error":{"mess', '{"error":{"mess'],
  ])('is no trouble as %s', async (_what, text, body) => {
    const failure = await read(text, { status: 404, statusText: 'Not Found', headers: JSON_HEADERS });
    expect(failure.constructor).toBe(NotFoundError);
    expect(failure.message).toMatch(/^404 Not Found \(application\/json: .+\)$/);
    expect(failure).toMatchObject({ code: null, param: null });
    expect(failure.body).toEqual(body);
  });

  it('says so where the server named no content type', () => {
    expect(describeBody({ statusText: '', headers: new Headers() } as Response, 'x')).toBe('(no content type: x)');
  });
});

it('keeps the status of a failure whose body broke off', async () => {
  const server = await startHttpServer((response) => {
    response.writeHead(400, { ...JSON_HEADERS, 'content-length': 100 });
    response.write('{"error":', () => response.destroy());
  });
  const error = await errorOf(testClient({ baseURL: server.url }).generate({ prompt: 'x' }), BadRequestError);
  expect(error.message).toBe('400 Bad Request (application/json: {"error":)');
});

it('takes the key out of text and of parsed JSON alike', async () => {
  const text = await read(`bad key ${API_KEY}`, { status: 401 });
  expect([text.message, text.body]).toEqual(['401 (text/plain;charset=UTF-8: bad key [API key])', 'bad key [API key]']);
  const json = await read(JSON.stringify({ error: { message: `bad key ${API_KEY}` } }), { status: 401 });
  expect([json.message, json.body]).toEqual(['401 bad key [API key]', { error: { message: 'bad key [API key]' } }]);
});

it('makes an error of a response whose body was read elsewhere', () => {
  const error = toAPIError(new Response(null, { status: 418 }), { error: { message: 'teapot' } }, settings);
  expect(error.constructor).toBe(APIError);
  expect(error.message).toBe('418 teapot');
});

it('parses JSON or gives undefined', () => {
  expect([parseJSON('{"a":1}'), parseJSON('{"a":'), parseJSON('')]).toEqual([{ a: 1 }, undefined, undefined]);
});
