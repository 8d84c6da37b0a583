import { createImagesClient, OpenAIError } from 'openai-images';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { normalizeHeaders, resolveOptions } from '../src/resolve-options.js';
import { errorOf } from './support/error-of.js';
import { fakeFetch } from './support/fake-fetch.js';
import { testClient } from './support/test-client.js';

const DEFAULT_URL = 'https://api.test/v1';

beforeEach(() => {
  for (const name of ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_ORG_ID', 'OPENAI_PROJECT_ID']) {
    vi.stubEnv(name, undefined);
  }
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe('the environment', () => {
  it('fills in key, URL, organization and project', () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-env');
    vi.stubEnv('OPENAI_BASE_URL', 'https://env.test/v1');
    vi.stubEnv('OPENAI_ORG_ID', 'org-env');
    vi.stubEnv('OPENAI_PROJECT_ID', 'proj-env');
    const settings = resolveOptions({}, DEFAULT_URL);
    expect(settings.baseURL).toBe('https://env.test/v1');
    expect(settings.headers).toEqual({
      authorization: 'Bearer sk-env',
      'openai-organization': 'org-env',
      'openai-project': 'proj-env',
    });
  });

  it('gives way to options', () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-env');
    vi.stubEnv('OPENAI_BASE_URL', 'https://env.test/v1');
    vi.stubEnv('OPENAI_ORG_ID', 'org-env');
    vi.stubEnv('OPENAI_PROJECT_ID', 'proj-env');
    const settings = resolveOptions(
      { apiKey: 'sk-own', baseURL: 'https://own.test/v1', organization: 'org-own', project: null },
      DEFAULT_URL,
    );
    expect(settings.baseURL).toBe('https://own.test/v1');
    expect(settings.headers).toEqual({
      authorization: 'Bearer sk-own',
      'openai-organization': 'org-own',
      'openai-project': null,
    });
  });

  it('counts as not set where a value is blank', () => {
    vi.stubEnv('OPENAI_API_KEY', ' ');
    vi.stubEnv('OPENAI_BASE_URL', '  ');
    vi.stubEnv('OPENAI_ORG_ID', '');
    vi.stubEnv('OPENAI_PROJECT_ID', '\t');
    const settings = resolveOptions({ apiKey: 'sk-own' }, DEFAULT_URL);
    expect(settings.baseURL).toBe(DEFAULT_URL);
    expect(settings.headers['openai-organization']).toBeUndefined();
    expect(settings.headers['openai-project']).toBeUndefined();
    expect(() => resolveOptions({}, DEFAULT_URL)).toThrow('The API key is missing.');
  });

  it('loses the line break that a file of secrets leaves behind a key', () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-env\n');
    expect(resolveOptions({}, DEFAULT_URL).headers.authorization).toBe('Bearer sk-env');
  });

  it('may be out of reach', () => {
    vi.stubGlobal('process', undefined);
    expect(resolveOptions({ apiKey: 'sk-own' }, DEFAULT_URL).baseURL).toBe(DEFAULT_URL);
    const env = new Proxy({}, { get: () => expect.fail('NotCapable: Requires env access') });
    vi.stubGlobal('process', { env });
    expect(resolveOptions({ apiKey: 'sk-own' }, DEFAULT_URL).baseURL).toBe(DEFAULT_URL);
  });
});

describe('the defaults', () => {
  it("are ten minutes, two retries and the specification's server", async () => {
    const settings = resolveOptions({ apiKey: 'sk-own' }, DEFAULT_URL);
    expect(settings).toMatchObject({ timeout: 600_000, maxRetries: 2, baseURL: DEFAULT_URL, defaults: {} });
    const { fetch, calls } = fakeFetch();
    await createImagesClient({ apiKey: 'sk-own', fetch }).generate({ prompt: 'An otter' });
    expect(calls[0]?.url).toBe('https://api.openai.com/v1/images/generations');
  });
});

describe('the key', () => {
  it.each([{}, { apiKey: undefined }, { apiKey: '' }])(
    'is asked for in both its places when missing: %o',
    (options) => {
      const make = () => createImagesClient(options);
      expect(make).toThrow(OpenAIError);
      expect(make).toThrow('createImagesClient({ apiKey })');
      expect(make).toThrow('OPENAI_API_KEY');
    },
  );

  it.each([
    ['a line break', 'sk-secret\n'],
    ['a carriage return', 'sk-secret\rX-Evil: 1'],
    ['a blank', 'sk secret'],
    ['nothing else', ' '],
    ['a zero byte', 'sk-secret\0'],
    ['a letter outside ASCII', 'sk-sécret'],
    ['a zero-width space', 'sk-secret\u200b'],
  ])('is refused with %s in it, and is not repeated', (_what, apiKey) => {
    const make = () => createImagesClient({ apiKey });
    expect(make).toThrow(OpenAIError);
    expect(make).toThrow('cannot be sent');
    expect(make).not.toThrow('cret');
  });

  it('is taken out of a text wherever it stands', () => {
    const { redactor } = resolveOptions({ apiKey: 'sk-$&.*' }, DEFAULT_URL);
    expect(redactor.text('<p>sk-$&.* and sk-$&.*</p>')).toBe('<p>[API key] and [API key]</p>');
    expect(redactor.text('sk-other')).toBe('sk-other');
  });
});

describe('a browser', () => {
  const enterBrowser = () => {
    vi.stubGlobal('window', { document: {} });
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0' });
  };

  it('is refused, and told the way out', () => {
    enterBrowser();
    const make = () => createImagesClient({ apiKey: 'sk-own' });
    expect(make).toThrow(OpenAIError);
    expect(make).toThrow('dangerouslyAllowBrowser: true');
  });

  it('is let in where the risk is accepted', async () => {
    enterBrowser();
    const { fetch, calls } = fakeFetch();
    await createImagesClient({ apiKey: 'sk-own', fetch, dangerouslyAllowBrowser: true }).generate({
      prompt: 'An otter',
    });
    expect(calls).toHaveLength(1);
  });

  it('is not seen in a worker or a server that has a window without a document', () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('navigator', {});
    expect(() => createImagesClient({ apiKey: 'sk-own' })).not.toThrow();
  });
});

describe('numbers', () => {
  it.each([0, -1, Number.NaN, '30000'])('refuses a timeout of %o by name', (timeout) => {
    const make = () => testClient({ timeout: timeout as number });
    expect(make).toThrow(OpenAIError);
    expect(make).toThrow(`timeout is ${timeout}; expected a number of at least 1.`);
  });

  it.each([-1, Number.NaN, '2'])('refuses maxRetries of %o by name', (maxRetries) => {
    const make = () => testClient({ maxRetries: maxRetries as number });
    expect(make).toThrow(OpenAIError);
    expect(make).toThrow(`maxRetries is ${maxRetries}; expected a number of at least 0.`);
  });

  it('takes the bounds themselves, and no timeout at all', () => {
    expect(() => testClient({ timeout: 1, maxRetries: 0 })).not.toThrow();
    expect(() => testClient({ timeout: Number.POSITIVE_INFINITY, maxRetries: 99 })).not.toThrow();
  });

  it.each([
    ['timeout', { timeout: 0 }],
    ['maxRetries', { maxRetries: -1 }],
  ])("refuses a call's own %s before anything is sent", async (name, options) => {
    const { fetch, calls } = fakeFetch();
    const error = await errorOf(testClient({ fetch }).generate({ prompt: 'An otter' }, options), OpenAIError);
    expect(error.message).toMatch(`${name} is `);
    expect(calls).toHaveLength(0);
  });
});

describe('options of a few words', () => {
  const WORDS: [string, string][] = [
    ['validation', '"warn" or "strict" or "off"'],
    ['longCalls', '"plain" or "stream"'],
    ['retry', '"safe" or "aggressive" or a function'],
  ];

  it.each(WORDS)('refuses a %s that is none of them', (name, words) => {
    for (const value of ['bogus', 7, {}, '']) {
      const make = () => testClient({ [name]: value });
      expect(make).toThrow(new OpenAIError(`${name} is "${value}"; expected ${words}.`));
    }
  });

  it.each(WORDS)("refuses a call's own %s before anything is sent", async (name, words) => {
    const { fetch, calls } = fakeFetch();
    const call = testClient({ fetch }).generate({ prompt: 'An otter' }, { [name]: 'bogus' });
    expect((await errorOf(call, OpenAIError)).message).toBe(`${name} is "bogus"; expected ${words}.`);
    expect(calls).toHaveLength(0);
  });

  it('takes each of them, and a function in place of a retry', () => {
    for (const [name, words] of WORDS) {
      for (const [, word] of words.matchAll(/"(\w+)"/g)) expect(() => testClient({ [name]: word })).not.toThrow();
    }
    expect(() => testClient({ retry: () => false })).not.toThrow();
    expect(() => testClient({ validation: (() => false) as never })).toThrow('validation is ');
  });
});

describe('the base URL', () => {
  it.each(['/v1', 'api.openai.com/v1', 'not a URL'])('refuses %o and shows what one looks like', (baseURL) => {
    const make = () => testClient({ baseURL });
    expect(make).toThrow(OpenAIError);
    expect(make).toThrow(`baseURL is "${baseURL}"; expected an absolute URL such as https://`);
  });

  it('falls back where it is empty', () => {
    expect(resolveOptions({ apiKey: 'sk-own', baseURL: '' }, DEFAULT_URL).baseURL).toBe(DEFAULT_URL);
  });
});

it('gives header names one case and leaves out what is undefined', () => {
  expect(normalizeHeaders({ 'X-A': '1', 'x-a': '2', 'X-B': null, 'X-C': undefined })).toEqual({
    'x-a': '2',
    'x-b': null,
  });
  expect(normalizeHeaders(undefined)).toEqual({});
});
