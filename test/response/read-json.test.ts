import { APIConnectionError, APIError, BadGatewayBodyError, InvalidResponseError } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { errorOf } from '../support/error-of.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { startHttpServer } from '../support/http-server.js';
import { testClient } from '../support/test-client.js';

const BILLED = 'The picture may have been made and billed: to ask again may buy it twice.';

const generate = (response: Response) =>
  testClient({ fetch: fakeFetch(response).fetch }).generate({ prompt: 'An otter' });

describe('a success', () => {
  it("gives the API's own JSON, whatever is in it", async () => {
    const body = { created: 1, data: [{ url: 'https://images.test/1.png' }], brand_new: { deep: [null] } };
    expect(await generate(Response.json(body))).toEqual(body);
  });

  it('gives JSON of any content type', async () => {
    const body = { created: 1, data: [{ b64_json: 'AAAA' }] };
    const response = new Response(JSON.stringify(body), { headers: { 'content-type': 'text/plain' } });
    expect(await generate(response)).toEqual(body);
  });

  it('gives a body that came in pieces, cut within a letter', async () => {
    const text = Buffer.from(
      JSON.stringify({ created: 1, data: [{ b64_json: 'AAAA', revised_prompt: 'Ein Ötter 🦦' }] }),
    );
    const cut = text.indexOf(Buffer.from('🦦')) + 2;
    const server = await startHttpServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(text.subarray(0, cut), () => response.end(text.subarray(cut)));
    });
    const { data } = await testClient({ baseURL: server.url }).generate({ prompt: 'x' });
    expect(data?.[0]?.revised_prompt).toBe('Ein Ötter 🦦');
  });
});

describe('a 200 that is no picture', () => {
  const HTML = { 'content-type': 'text/html' };
  const JSON_TYPE = { 'content-type': 'application/json' };

  it.each([
    [
      'an HTML page',
      '<html><h1>Log in</h1>',
      HTML,
      `200 is no picture: expected a JSON object, received (text/html: Log in). ${BILLED}`,
    ],
    ['nothing', '', JSON_TYPE, `200 is no picture: expected a JSON object, received (empty body). ${BILLED}`],
    [
      'JSON that was cut off',
      '{"created":1,"da',
      JSON_TYPE,
      /received \(application\/json: \{"created":1,"da\)\. The picture may/,
    ],
    ['a number', '5', JSON_TYPE, /expected a JSON object, received \(application\/json: 5\)\. The/],
    ['a text', '"done"', JSON_TYPE, /received \(application\/json: "done"\)\. The/],
    ['null', 'null', JSON_TYPE, /received \(application\/json: null\)\. The/],
  ])('is an APIError where it is %s', async (_what, body, headers, message) => {
    const response = new Response(body, { headers: { ...headers, 'x-request-id': 'req_1' } });
    const error = await errorOf(generate(response), APIError);
    expect(error.constructor).toBe(headers === HTML ? BadGatewayBodyError : InvalidResponseError);
    expect(error.message).toMatch(message);
    expect(error).toMatchObject({ status: 200, body, requestId: 'req_1', mayHaveBeenBilled: true });
  });

  it('is not asked for again', async () => {
    const { fetch, calls } = fakeFetch(new Response('<html>', { headers: HTML }));
    await errorOf(testClient({ fetch }).generate({ prompt: 'x' }), APIError);
    expect(calls).toHaveLength(1);
  });

  it('is told from a body that broke off', async () => {
    const server = await startHttpServer((response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': 50 });
      response.write('{"created":1', () => response.destroy());
    });
    await errorOf(testClient({ baseURL: server.url }).generate({ prompt: 'x' }), APIConnectionError);
  });

  it('is an error where it is a 204', async () => {
    const error = await errorOf(generate(new Response(null, { status: 204 })), APIError);
    expect(error.message).toBe(`204 is no picture: expected a JSON object, received (empty body). ${BILLED}`);
  });
});
