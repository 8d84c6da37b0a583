import { createImagesClient, type ImagesClient } from './client.js';
import * as errors from './errors.js';
import type { ClientOptions } from './options.js';

/**
 * Takes the place of the official SDK's default export where images are all that is used.
 *
 * @example
 * import OpenAI from 'openai-images';
 * const openai = new OpenAI();
 * const image = await openai.images.generate({ prompt: 'A cute baby sea otter' });
 */
export default class OpenAI {
  static readonly OpenAIError = errors.OpenAIError;
  static readonly APIError = errors.APIError;
  static readonly BadRequestError = errors.BadRequestError;
  static readonly AuthenticationError = errors.AuthenticationError;
  static readonly PermissionDeniedError = errors.PermissionDeniedError;
  static readonly NotFoundError = errors.NotFoundError;
  static readonly ConflictError = errors.ConflictError;
  static readonly UnprocessableEntityError = errors.UnprocessableEntityError;
  static readonly RateLimitError = errors.RateLimitError;
  static readonly InternalServerError = errors.InternalServerError;
  static readonly APIConnectionError = errors.APIConnectionError;
  static readonly APIConnectionTimeoutError = errors.APIConnectionTimeoutError;
  static readonly APIUserAbortError = errors.APIUserAbortError;

  readonly images: ImagesClient;

  /** @throws {OpenAIError} as {@link createImagesClient} does */
  constructor(options: ClientOptions = {}) {
    this.images = createImagesClient(options);
  }
}
