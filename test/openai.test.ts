import DefaultExport, * as exported from 'openai-images';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorOf } from './support/error-of.js';
import { fakeFetch } from './support/fake-fetch.js';

afterEach(() => vi.unstubAllEnvs());

/** Those that the official SDK has no class for; each is below one that it has. */
const OWN_ERRORS = [
  'BadGatewayBodyError',
  'InvalidImageError',
  'InvalidRequestError',
  'InvalidResponseError',
  'ModerationError',
  'OrganizationVerificationError',
  'OutcomeUnknownError',
  'QuotaError',
  'StreamTruncatedError',
];

const ERRORS = [
  'OpenAIError',
  'APIError',
  'BadRequestError',
  'AuthenticationError',
  'PermissionDeniedError',
  'NotFoundError',
  'ConflictError',
  'UnprocessableEntityError',
  'RateLimitError',
  'InternalServerError',
  'APIConnectionError',
  'APIConnectionTimeoutError',
  'APIUserAbortError',
] as const;

describe('the default export', () => {
  it('makes a client under `images`, from options', async () => {
    const { fetch, calls } = fakeFetch();
    const openai = new DefaultExport({ apiKey: 'sk-own', fetch });
    const { data } = await openai.images.generate({ prompt: 'An otter' });
    expect(data).toEqual([{ b64_json: 'AAAA' }]);
    expect(new Headers(calls[0]?.init.headers).get('authorization')).toBe('Bearer sk-own');
  });

  it('makes a client from the environment alone', () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-env');
    expect(() => new DefaultExport()).not.toThrow();
    vi.stubEnv('OPENAI_API_KEY', '');
    expect(() => new DefaultExport()).toThrow(exported.OpenAIError);
  });

  it('is the named export too', () => {
    expect(exported.OpenAI).toBe(DefaultExport);
  });

  it.each(ERRORS)('carries %s, the same class as the named export', (name) => {
    expect(DefaultExport[name]).toBe(exported[name]);
    expect(new DefaultExport[name]('what happened')).toMatchObject({ name, message: 'what happened' });
  });

  it('has every error that is exported, but for those the official SDK has not', () => {
    const classes = Object.keys(exported).filter((name) => name.endsWith('Error'));
    expect(classes.sort()).toEqual([...ERRORS, ...OWN_ERRORS].sort());
  });

  it('is what a caught error is told apart by', async () => {
    const { fetch } = fakeFetch(Response.json({ error: { message: 'Slow down.' } }, { status: 429 }));
    const openai = new DefaultExport({ apiKey: 'sk-own', fetch, maxRetries: 0 });
    const error = await errorOf(openai.images.generate({ prompt: 'An otter' }), DefaultExport.RateLimitError);
    expect(error).toBeInstanceOf(DefaultExport.APIError);
    expect(error).toBeInstanceOf(DefaultExport.OpenAIError);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(DefaultExport.InternalServerError);
  });
});
