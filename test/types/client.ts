import { type ClientOptions, createImagesClient, type ImagesClient, type ParamDefaults } from 'openai-images';
import { assertType, type Equal } from './equal.js';

assertType<Equal<ReturnType<typeof createImagesClient>, ImagesClient>>();
assertType<Equal<Parameters<typeof createImagesClient>['length'], 0 | 1>>();
assertType<Equal<Parameters<typeof createImagesClient>[0], ClientOptions | undefined>>();
assertType<Equal<ReturnType<ImagesClient['withOptions']>, ImagesClient>>();

export function takesItsOptions(key: string | undefined, fetch: typeof globalThis.fetch): ImagesClient[] {
  return [
    createImagesClient(),
    createImagesClient({}),
    createImagesClient({ apiKey: process.env.OPENAI_API_KEY, baseURL: process.env.OPENAI_BASE_URL }),
    createImagesClient({
      apiKey: key,
      baseURL: 'http://127.0.0.1:4010',
      organization: null,
      project: 'proj_1',
      timeout: 60_000,
      maxRetries: 0,
      defaultHeaders: { 'x-team': 'otters', 'openai-organization': null, 'x-unset': undefined },
      fetch,
      dangerouslyAllowBrowser: true,
      defaults: { generate: { model: 'dall-e-3' }, edit: { n: 2 }, createVariation: { size: '512x512' } },
    }),
    createImagesClient({ validation: 'strict', onWarning: (message) => console.error(message.toUpperCase()) }),
    createImagesClient({ validation: undefined, onWarning: undefined, defaults: undefined }),
    createImagesClient().withOptions({ timeout: 1_000 }),
  ];
}

export function refusesOtherOptions(): void {
  // @ts-expect-error the key is not the argument itself
  createImagesClient('sk-test');
  // @ts-expect-error a key is text, and null is no way to leave it out
  createImagesClient({ apiKey: null });
  // @ts-expect-error the option is called baseURL
  createImagesClient({ baseUrl: 'http://127.0.0.1:4010' });
  // @ts-expect-error a timeout is a number of milliseconds
  createImagesClient({ timeout: '60s' });
  // @ts-expect-error a header's value is text
  createImagesClient({ defaultHeaders: { 'x-attempt': 1 } });
  // @ts-expect-error a fetch takes a URL and answers with a Response
  createImagesClient({ fetch: async (url: string) => url.length });
  // @ts-expect-error there is no such operation
  createImagesClient({ defaults: { upscale: {} } });
  // @ts-expect-error a default is checked like the parameter it stands for
  createImagesClient({ defaults: { generate: { quality: 'divine' } } });
  // @ts-expect-error a variation has no prompt
  createImagesClient({ defaults: { createVariation: { prompt: 'An otter' } } });
  // @ts-expect-error there are three ways to validate
  createImagesClient({ validation: 'loose' });
  // @ts-expect-error a warning is told to a function
  createImagesClient({ onWarning: false });
  // @ts-expect-error what is sent unchecked is sent with one call
  createImagesClient({ extraBody: { seed: 7 } });
  // @ts-expect-error a signal belongs to one call
  createImagesClient({ signal: new AbortController().signal });
}

assertType<Equal<keyof ParamDefaults, 'generate' | 'edit' | 'createVariation'>>();

export function isReadOnly(images: ImagesClient): void {
  // @ts-expect-error the typed client beneath stays the one it was made with
  images.api = createImagesClient().api;
}
