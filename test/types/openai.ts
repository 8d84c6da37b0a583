import OpenAI, {
  type APIError,
  type ClientOptions,
  type ImagesClient,
  type OpenAI as NamedOpenAI,
  OpenAIError,
  RateLimitError,
} from 'openai-images';
import { assertType, type Equal } from './equal.js';

assertType<Equal<typeof NamedOpenAI, typeof OpenAI>>();
assertType<Equal<ConstructorParameters<typeof OpenAI>['length'], 0 | 1>>();
assertType<Equal<ConstructorParameters<typeof OpenAI>[0], ClientOptions | undefined>>();
assertType<Equal<OpenAI['images'], ImagesClient>>();
assertType<Equal<typeof OpenAI.RateLimitError, typeof RateLimitError>>();

export function takesThePlaceOfTheOfficialSDK(): void {
  const openai = new OpenAI({ apiKey: 'sk-test' });
  openai.images.generate({ model: 'dall-e-3', prompt: 'A cute baby sea otter' });
  // @ts-expect-error only pictures are here
  openai.chat;
  // @ts-expect-error the client stays the one it was made with
  openai.images = new OpenAI().images;
  // @ts-expect-error it is a class
  OpenAI();
}

export function tellsWhatAnErrorKnows(error: unknown): void {
  if (error instanceof OpenAI.APIError) {
    assertType<Equal<typeof error.status, number | undefined>>();
    assertType<Equal<typeof error.code, string | null | undefined>>();
    assertType<Equal<typeof error.type, string | undefined>>();
    assertType<Equal<typeof error.param, string | null | undefined>>();
    assertType<Equal<typeof error.headers, Headers | undefined>>();
    assertType<Equal<typeof error.requestId, string | undefined>>();
    assertType<Equal<typeof error.body, unknown>>();
    // @ts-expect-error an error is told, not changed
    error.status = 200;
  }
  if (error instanceof RateLimitError) {
    const base: APIError = error;
    const root: OpenAIError = base;
    void root;
  } else if (error instanceof OpenAIError) {
    // @ts-expect-error an error from before the request has no status
    error.status;
  }
}
