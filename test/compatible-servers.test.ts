import { BadRequestError, createImagesClient, imageBytes } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { errorOf } from './support/error-of.js';
import { type Answer, startHttpServer } from './support/http-server.js';
import { parseMultipart } from './support/parse-multipart.js';
import { makePng } from './support/pictures.js';

const PNG = Buffer.from(makePng());
const prompt = 'An otter';

type Send = (status: number, body: unknown) => void;

/** A server that answers JSON, at the paths that it has. */
const actLike =
  (routes: Record<string, (send: Send, request: Parameters<Answer>[1]) => void>): Answer =>
  (response, request) => {
    const send: Send = (status, body) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const route = routes[request.url];
    if (route) route(send, request);
    else send(404, { detail: 'Not Found' });
  };

describe('a server that acts like LocalAI', () => {
  /** It answers with links of its own, an empty b64_json beside them, and takes pictures under one name. */
  const localAI = actLike({
    '/v1/images/generations': (send, { headers }) =>
      headers.authorization === 'Bearer any'
        ? send(200, {
            created: 1,
            id: '7f3c',
            data: [{ embedding: null, index: 0, b64_json: '', url: 'http://127.0.0.1:1/generated-images/b64.png' }],
            usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
          })
        : send(401, { error: { code: 401, message: 'An authentication key is required', type: '' } }),
    '/v1/images/edits': (send, request) =>
      parseMultipart(request).filter(({ name }) => name === 'image').length === 2
        ? send(200, { created: 1, data: [{ b64_json: PNG.toString('base64') }] })
        : send(400, { error: { code: 400, message: 'two of image are expected', type: '' } }),
  });

  it('gives its links, and nothing of the empty base64 beside them', async () => {
    const { url: baseURL } = await startHttpServer(localAI);
    const images = createImagesClient({ apiKey: 'any', baseURL: `${baseURL}/` });
    const { data } = await images.generate({ prompt, model: 'stablediffusion' });
    expect(data?.[0]?.url).toBe('http://127.0.0.1:1/generated-images/b64.png');
    for await (const picture of images.generate({ prompt, model: 'stablediffusion' }).images()) {
      expect(picture).toMatchObject({ bytes: undefined, url: data?.[0]?.url });
    }
  });

  it('takes several pictures under the one name that it knows', async () => {
    const { url: baseURL, requests } = await startHttpServer(localAI);
    const params = { image: [PNG, PNG], prompt, model: 'flux' };
    const plain = createImagesClient({ apiKey: 'any', baseURL });
    const refused = await errorOf(plain.edit(params), BadRequestError);
    expect(refused).toMatchObject({ code: '400', message: '400 two of image are expected' });
    const images = createImagesClient({ apiKey: 'any', baseURL, compat: { imageField: 'image' } });
    const { data } = await images.edit({ ...params, mask: PNG });
    expect(Buffer.from(imageBytes(data?.[0])).equals(PNG)).toBe(true);
    const names = requests.map((request) =>
      parseMultipart(request).flatMap(({ name, filename }) => (filename ? [name] : [])),
    );
    expect(names).toEqual([
      ['image[]', 'image[]'],
      ['image', 'image', 'mask'],
    ]);
  });
});

describe('a server that acts like LiteLLM', () => {
  /** A proxy: paths with and without /v1, null members, its own error codes, a list of faults, lists of pictures alone. */
  const generate = (send: Send, { body }: { body: Buffer }) =>
    String(body).includes('steps')
      ? send(422, { detail: [{ type: 'extra', loc: ['body', 'steps'], msg: 'Extra inputs are not permitted' }] })
      : send(200, {
          created: 1,
          background: null,
          data: [{ b64_json: PNG.toString('base64'), revised_prompt: null, url: null }],
          usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3, input_tokens_details: null },
        });
  const liteLLM = actLike({
    '/images/generations': generate,
    '/v1/images/generations': generate,
    '/team/a/images/edits': (send, request) =>
      parseMultipart(request)[0]?.name === 'image[]'
        ? send(200, { created: 1, data: [{ b64_json: PNG.toString('base64') }] })
        : send(400, {
            error: { message: 'litellm.BadRequestError: no image[]', type: null, param: null, code: '400' },
          }),
  });

  it('answers at its root, and a path below it', async () => {
    const { url } = await startHttpServer(liteLLM);
    for (const baseURL of [url, new URL(url).origin, `${url}//`]) {
      const { data } = await createImagesClient({ apiKey: 'sk-1234', baseURL }).generate({
        prompt,
        model: 'azure/otters',
      });
      expect(imageBytes(data?.[0]).length).toBe(PNG.length);
    }
  });

  it('says what it does not take', async () => {
    const { url: baseURL } = await startHttpServer(liteLLM);
    const images = createImagesClient({ apiKey: 'sk-1234', baseURL });
    const call = images.generate({ prompt, model: 'otters' }, { extraBody: { steps: 20 } });
    expect(await call.catch((error: unknown) => (error as Error).message)).toBe(
      '422 body.steps: Extra inputs are not permitted',
    );
  });

  it('takes one picture as a list of one where that is what it knows', async () => {
    const { url } = await startHttpServer(liteLLM);
    const options = { apiKey: 'sk-1234', baseURL: `${new URL(url).origin}/team/a` };
    const params = { image: PNG, prompt, model: 'otters' };
    const refused = await errorOf(createImagesClient(options).edit(params), BadRequestError);
    expect(refused.message).toBe('400 litellm.BadRequestError: no image[]');
    const images = createImagesClient({ ...options, compat: { imageField: 'image[]' } });
    expect((await images.edit(params)).data).toHaveLength(1);
  });
});
