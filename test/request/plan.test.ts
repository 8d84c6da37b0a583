import { InvalidRequestError } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { planRequest } from '../../src/request/plan.js';
import { errorOf } from '../support/error-of.js';
import { makePng } from '../support/pictures.js';

describe('planRequest', () => {
  it('plans a generation as JSON', async () => {
    expect(await planRequest('createImage', { prompt: 'An otter', n: 2 })).toEqual({
      operationId: 'createImage',
      method: 'post',
      path: '/images/generations',
      accept: 'application/json',
      body: '{"prompt":"An otter","n":2}',
    });
  });

  it.each([
    ['createImageEdit', '/images/edits'],
    ['createImageVariation', '/images/variations'],
  ] as const)('plans %s as a form to %s', async (operationId, path) => {
    const plan = await planRequest(operationId, { image: makePng(), n: 2 });
    expect(plan).toMatchObject({ operationId, method: 'post', path, accept: 'application/json' });
    expect(plan.body).toBeInstanceOf(FormData);
    expect([...(plan.body as FormData).keys()]).toEqual(['image', 'n']);
  });

  it.each([undefined, null, 'An otter'])('refuses parameters of %o', async (params) => {
    const error = await errorOf(planRequest('createImage', params as never), InvalidRequestError);
    expect(error.message).toContain(`The parameters are ${typeof params}; expected an object such as`);
  });
});
