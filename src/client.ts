import { type OperationId, operations, serverURL } from '../generated/operations.js';
import type { ImageEditStreamEvent, ImageGenStreamEvent, ImagesResponse } from '../generated/schema.js';
import { lazy } from './lazy.js';
import type { ClientOptions, RequestOptions } from './options.js';
import type { FormatOf, ModelOf, ParamsFor, StreamFlag } from './request/params.js';
import { planRequest } from './request/plan.js';
import { checkWord, resolveOptions } from './resolve-options.js';
import type { ImageStream } from './response/image-stream.js';
import { ImagesPromise, type Readers } from './response/images-promise.js';
import { readFailure, toAPIError } from './response/read-failure.js';
import { readJSON } from './response/read-json.js';
import { isEventStream, type StreamEvent } from './response/stream-event.js';
import { createApi, type ImagesApi } from './transport/api.js';
import { createCallEnd } from './transport/call-end.js';
import { type CallOptions, prepareWithin, type Sender, send } from './transport/send.js';

const loadStreams = lazy(() => import('./response/image-stream.js'));
const loadPictures = lazy(() => import('./response/read-pictures.js'));

/** What a call gives: with `stream: true` its events, else the response; with a `boolean` either. */
export type CallResult<Stream, Event extends StreamEvent> = 'unset' extends Stream
  ? ImagesResponse
  : Stream extends true
    ? ImageStream<Event>
    : ImagesResponse;

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
  generate<
    Model extends ModelOf<'createImage'>,
    const Format extends FormatOf<'createImage'>,
    const Stream extends StreamFlag,
  >(
    params: ParamsFor<'createImage', Model, Format, Stream>,
    options?: RequestOptions,
  ): ImagesPromise<CallResult<Stream, ImageGenStreamEvent>>;
  /**
   * Changes one or more pictures as a prompt says, within a mask if one is given.
   *
   * @throws as {@link ImagesClient.generate} does
   * @example
   * const { data } = await images.edit({ image: fs.createReadStream('otter.png'), prompt: 'Add a beret' });
   */
  edit<
    Model extends ModelOf<'createImageEdit'>,
    const Format extends FormatOf<'createImageEdit'>,
    const Stream extends StreamFlag,
  >(
    params: ParamsFor<'createImageEdit', Model, Format, Stream>,
    options?: RequestOptions,
  ): ImagesPromise<CallResult<Stream, ImageEditStreamEvent>>;
  /**
   * Makes pictures like a given one.
   *
   * @deprecated OpenAI retired this operation; only compatible servers have it. Elsewhere, use `edit`.
   * @throws as {@link ImagesClient.generate} does
   * @example
   * const { data } = await images.createVariation({ image: fs.createReadStream('otter.png') });
   */
  createVariation<Model extends ModelOf<'createImageVariation'>>(
    params: ParamsFor<'createImageVariation', Model, unknown, unknown>,
    options?: RequestOptions,
  ): ImagesPromise<ImagesResponse>;
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
  return bindClient(options, new Set());
}

function bindClient(options: ClientOptions, warned: Set<string>): ImagesClient {
  const settings = { ...resolveOptions(options, serverURL), warned };
  const binding = createApi(settings);
  const sender: Sender = { binding, settings, readFailure, toFailure: toAPIError };

  const bind =
    (operationId: OperationId, defaults: object = {}) =>
    (params: object, requestOptions: RequestOptions = {}): ImagesPromise<never> => {
      const { validation = settings.validation, longCalls = settings.longCalls, extraBody } = requestOptions;
      const { deadline = settings.deadline } = requestOptions;
      const expiresAt = deadline === undefined ? undefined : Date.now() + deadline;
      const end = createCallEnd();
      const options: CallOptions = { ...requestOptions, expiresAt, onAttempt: end.onAttempt };
      const prepare = async () => {
        checkWord('validation', validation);
        checkWord('longCalls', longCalls);
        checkWord('retry', requestOptions.retry ?? settings.retry);
        const planSettings = { ...settings, validation, longCalls, extraBody, defaults };
        const plan = await planRequest(operationId, params, planSettings);
        // Loaded before anything is paid for.
        return { plan, streams: plan.stream ? await loadStreams() : undefined };
      };
      const prepared = prepareWithin(prepare, options, settings);
      const exchange = prepared.then(({ plan }) => send(plan, sender, options));
      const { events } = operations[operationId];
      const readers: Readers<ImagesResponse | ImageStream<StreamEvent>> = {
        async data(received) {
          const { plan, streams } = await prepared;
          if (!streams || (plan.assembles && !isEventStream(received.response))) return readJSON(received, settings);
          const stream = new streams.ImageStream(received, events, settings);
          return plan.assembles ? streams.assembleResponse(stream, plan.pictures) : stream;
        },
        async loadPictures() {
          const { completedPictures, picturesOf, readPictures } = await loadPictures();
          const { streams } = await prepared;
          return {
            read: (received, pictureOptions) =>
              streams && isEventStream(received.response)
                ? completedPictures(new streams.ImageStream(received, events, settings))
                : readPictures(received, settings, pictureOptions),
            readData: (data) => ('finalImage' in data ? completedPictures(data) : picturesOf(data)),
          };
        },
      };
      // Which of the two the data is follows from `stream`, by the types of ImagesClient.
      return new ImagesPromise(exchange, readers as Readers<never>, end, options.signal);
    };

  return {
    generate: bind('createImage', settings.defaults.generate),
    edit: bind('createImageEdit', settings.defaults.edit),
    createVariation: bind('createImageVariation', settings.defaults.createVariation),
    // Who is told from now on has heard nothing yet.
    withOptions: (changes) => bindClient({ ...options, ...changes }, changes.onWarning ? new Set() : warned),
    api: binding.api,
  };
}
