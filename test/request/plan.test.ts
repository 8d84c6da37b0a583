import { InvalidRequestError } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { planRequest } from '../../src/request/plan.js';
import { resolveOptions } from '../../src/resolve-options.js';
import { errorOf } from '../support/error-of.js';
import { makePng } from '../support/pictures.js';
import { API_KEY } from '../support/test-client.js';

const settings = resolveOptions({ apiKey: API_KEY, baseURL: 'https://images.invalid' }, 'https://api.test/v1');

describe('planRequest', () => {
  it('plans a generation as JSON', async () => {
    expect(await planRequest('createImage', { prompt: 'An otter', n: 2 }, settings)).toEqual({
      operationId: 'createImage',
      method: 'post',
      path: '/images/generations',
      accept: 'application/json',
      stream: false,
      assembles: false,
      pictures: 2,
      body: '{"prompt":"An otter","n":2}',
    });
  });

  it('asks for an event stream where the call does', async () => {
    const plan = await planRequest('createImage', { prompt: 'An otter', stream: true }, settings);
    expect(plan).toMatchObject({ stream: true, accept: 'text/event-stream, application/json;q=0.9' });
  });

  it.each([
    ['createImageEdit', '/images/edits'],
    ['createImageVariation', '/images/variations'],
  ] as const)('plans %s as a form to %s', async (operationId, path) => {
    const plan = await planRequest(operationId, { image: makePng(), n: 2 }, { ...settings, validation: 'off' });
    expect(plan).toMatchObject({ operationId, method: 'post', path, accept: 'application/json' });
    expect(plan.body).toBeInstanceOf(FormData);
    expect([...(plan.body as FormData).keys()]).toEqual(['image', 'n']);
  });

  it.each([undefined, null, 'An otter'])('refuses parameters of %o', async (params) => {
    const error = await errorOf(planRequest('createImage', params as never, settings), InvalidRequestError);
    expect(error.message).toContain(
      `The parameters are ${params === 'An otter' ? 'string' : params}; expected an object such as`,
    );
  });

  it('puts a default in place of what is undefined, and of nothing else', async () => {
    const defaults = { n: 2, size: '1024x1024', user: 'user-1', output_format: 'webp' };
    const given = { prompt: 'An otter', n: undefined, size: null, user: 'user-2' };
    const { body } = await planRequest('createImage', given, { ...settings, defaults });
    expect(JSON.parse(String(body))).toEqual({ ...defaults, prompt: 'An otter', size: null, user: 'user-2' });
  });
});
