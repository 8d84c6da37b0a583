import type { OperationId } from '../generated/operations.js';
import { serverURL } from '../generated/operations.js';
import type { ImagesResponse } from '../generated/schema.js';
import { type ClientOptions, type ParamDefaults, type RequestOptions, resolveOptions } from './options.js';
import type { CreateVariationParams, EditParams, GenerateParams } from './request/params.js';
import { planRequest } from './request/plan.js';
import { ImagesPromise } from './response/images-promise.js';
import { readFailure, toAPIError } from './response/read-failure.js';
import { readJSON } from './response/read-json.js';
import { createApi, type ImagesApi } from './transport/api.js';
import { type Sender, send, unlessAborted } from './transport/send.js';

/** The Images API: three operations, and the typed client beneath them. */
export interface ImagesClient {
  /**
   * Makes pictures from a prompt.
   *
   * @throws {InvalidRequestError} before anything is sent, where the call cannot work
   * @throws {APIError} of the class that fits the status, or the way the connection failed
   * @example
   * const { data } = await images.generate({ prompt: 'An otter', n: 2 });
   */
  generate(params: GenerateParams, options?: RequestOptions): ImagesPromise<ImagesResponse>;
  /**
   * Changes a picture as a prompt says, within a mask if one is given.
   *
   * @throws as {@link ImagesClient.generate} does
   * @example
   * const { data } = await images.edit({ image: fs.createReadStream('otter.png'), prompt: 'Add a beret' });
   */
  edit(params: EditParams, options?: RequestOptions): ImagesPromise<ImagesResponse>;
  /**
   * Makes pictures like a given one.
   *
   * @throws as {@link ImagesClient.generate} does
   * @example
   * const { data } = await images.createVariation({ image: fs.createReadStream('otter.png') });
   */
  createVariation(params: CreateVariationParams, options?: RequestOptions): ImagesPromise<ImagesResponse>;
  /** A client like this one but for the options given; `defaultHeaders` and `defaults` are replaced whole. */
  withOptions(options: ClientOptions): ImagesClient;
  /**
   * The typed openapi-fetch client itself, for anything else; it answers `{ data, error, response }` and
   * does not retry. A middleware given to `api.use` runs for this client's calls too, which it sees without their bodies.
   */
  readonly api: ImagesApi;
}

/**
 * Makes a client for the Images API.
 *
 * @throws {OpenAIError} where no key is given or found, or an option is out of range
 * @example
 * const images = createImagesClient({ apiKey: process.env.OPENAI_API_KEY });
 * const { data } = await images.generate({ prompt: 'A cute baby sea otter' });
 */
export function createImagesClient(options: ClientOptions = {}): ImagesClient {
  const settings = resolveOptions(options, serverURL);
  const sender: Sender = { api: createApi(settings), settings, readFailure, toFailure: toAPIError };

  const call =
    (operationId: OperationId, defaults: ParamDefaults[keyof ParamDefaults]) =>
    (params: object, requestOptions: RequestOptions = {}) => {
      const planned = unlessAborted(planRequest(operationId, params, defaults), requestOptions.signal);
      const exchange = planned.then((plan) => send(plan, sender, requestOptions));
      return new ImagesPromise(exchange, (response) => readJSON<ImagesResponse>(response, settings));
    };

  return {
    generate: call('createImage', settings.defaults.generate),
    edit: call('createImageEdit', settings.defaults.edit),
    createVariation: call('createImageVariation', settings.defaults.createVariation),
    withOptions: (changes) => createImagesClient({ ...options, ...changes }),
    api: sender.api,
  };
}
