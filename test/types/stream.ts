import type {
  CompletedEvent,
  EditParams,
  GenerateParams,
  ImageEditCompletedEvent,
  ImageEditStreamEvent,
  ImageGenCompletedEvent,
  ImageGenStreamEvent,
  ImageStream,
  ImagesClient,
  ImagesPromise,
  ImagesResponse,
  WithResponse,
} from 'openai-images';
import { assertType, type Equal } from './equal.js';

type Generated = ImageStream<ImageGenStreamEvent>;
type Edited = ImageStream<ImageEditStreamEvent>;

const prompt = 'An otter';

export function givesWhatStreamSays(images: ImagesClient, image: Blob, perhaps: boolean, maybe?: boolean): void {
  const plain = images.generate({ prompt });
  assertType<Equal<typeof plain, ImagesPromise<ImagesResponse>>>();
  const streamed = images.generate({ prompt, stream: true });
  assertType<Equal<typeof streamed, ImagesPromise<Generated>>>();
  const answered = images.generate({ prompt, stream: false });
  assertType<Equal<typeof answered, ImagesPromise<ImagesResponse>>>();
  const unset = images.generate({ prompt, stream: null });
  assertType<Equal<typeof unset, ImagesPromise<ImagesResponse>>>();
  const either = images.generate({ prompt, stream: perhaps });
  assertType<Equal<typeof either, ImagesPromise<ImagesResponse | Generated>>>();
  const eitherOrUnset = images.generate({ prompt, stream: maybe });
  assertType<Equal<typeof eitherOrUnset, ImagesPromise<ImagesResponse | Generated>>>();
  const edited = images.edit({ prompt, image, stream: true });
  assertType<Equal<typeof edited, ImagesPromise<Edited>>>();
  const editedEither = images.edit({ prompt, image, stream: perhaps });
  assertType<Equal<typeof editedEither, ImagesPromise<ImagesResponse | Edited>>>();
}

export function givesItForEveryModelAndFormat(images: ImagesClient, model: string): void {
  const known = images.generate({ prompt, model: 'gpt-image-2.5-flare', stream: true, partial_images: 2 });
  assertType<Equal<typeof known, ImagesPromise<Generated>>>();
  const formatted = images.generate({ prompt, model: 'gpt-image-2', output_format: 'webp', stream: true });
  assertType<Equal<typeof formatted, ImagesPromise<Generated>>>();
  const unknown = images.generate({ prompt, model: 'a-model-of-tomorrow', stream: true });
  assertType<Equal<typeof unknown, ImagesPromise<Generated>>>();
  const variable = images.generate({ prompt, model, stream: true });
  assertType<Equal<typeof variable, ImagesPromise<Generated>>>();
  const retired = images.generate({ prompt, model: 'dall-e-3' });
  assertType<Equal<typeof retired, ImagesPromise<ImagesResponse>>>();
}

export function givesEitherForParametersTypedBefore(
  images: ImagesClient,
  generate: GenerateParams,
  edit: EditParams,
): void {
  const generated = images.generate(generate);
  assertType<Equal<typeof generated, ImagesPromise<ImagesResponse | Generated>>>();
  const edited = images.edit(edit);
  assertType<Equal<typeof edited, ImagesPromise<ImagesResponse | Edited>>>();
  const streamed = images.generate({ ...generate, stream: true });
  assertType<Equal<typeof streamed, ImagesPromise<Generated>>>();
}

export async function narrowsEventsByTheirType(stream: Generated): Promise<void> {
  for await (const event of stream) {
    const shared: string = event.b64_json + event.size;
    if (event.type === 'image_generation.completed') {
      assertType<Equal<typeof event, ImageGenCompletedEvent>>();
      const tokens: number = event.usage.total_tokens;
      console.log(shared, tokens);
    } else {
      const index: number = event.partial_image_index;
      console.log(shared, index);
      // @ts-expect-error a preview has cost nothing yet
      event.usage;
    }
    // @ts-expect-error there is no such event of a generation
    if (event.type === 'image_edit.completed') return;
    // @ts-expect-error not every event is a preview
    event.partial_image_index;
  }
}

export async function readsAStream(stream: Edited, call: ImagesPromise<Generated>): Promise<void> {
  const final = await stream.finalImage();
  assertType<Equal<typeof final, ImageEditCompletedEvent>>();
  assertType<Equal<CompletedEvent<ImageGenStreamEvent>, ImageGenCompletedEvent>>();
  assertType<Equal<ReturnType<typeof stream.toReadableStream>, ReadableStream<Uint8Array>>>();
  assertType<Equal<typeof stream.requestId, string | null>>();
  const result = await call.withResponse();
  assertType<Equal<typeof result, WithResponse<Generated>>>();
  stream.abort();
  // @ts-expect-error a stream's pictures come one by one
  stream.data;
  // @ts-expect-error it stays what it was opened as
  stream.requestId = 'req_1';
  // @ts-expect-error it takes no reason
  stream.abort('changed my mind');
}

export async function tellsAStreamFromAResponse(images: ImagesClient, stream: boolean): Promise<void> {
  const answer = await images.generate({ prompt, stream });
  if ('finalImage' in answer) assertType<Equal<typeof answer, Generated>>();
  else assertType<Equal<typeof answer, ImagesResponse>>();
  // @ts-expect-error it may be a stream
  answer.data;
}

export function refusesAnythingElse(images: ImagesClient, image: Blob): void {
  // @ts-expect-error a flag is no text
  images.generate({ prompt, stream: 'true' });
  // @ts-expect-error nor a number
  images.generate({ prompt, stream: 1 });
  // @ts-expect-error nor the client's own word for none
  images.generate({ prompt, stream: 'unset' });
  // @ts-expect-error a variation does not stream
  images.createVariation({ image, stream: true });
}
