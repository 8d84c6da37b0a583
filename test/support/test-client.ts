import { type ClientOptions, createImagesClient, type ImagesClient } from 'openai-images';

/** A key that no other text in the tests holds. */
export const API_KEY = 'sk-test-0f3a9c';

/** A client with a key, and no server unless one is given. */
export function testClient(options: ClientOptions = {}): ImagesClient {
  return createImagesClient({ apiKey: API_KEY, baseURL: 'https://images.invalid/v1', ...options });
}
