import type {
  CreateImageRequest,
  GenerateParams,
  Image,
  ImageGenUsage,
  ImagesClient,
  ImagesPromise,
  ImagesResponse,
  RequestOptions,
} from 'openai-images';
import { assertType, type Equal } from './equal.js';

assertType<Equal<ReturnType<ImagesClient['generate']>, ImagesPromise<ImagesResponse>>>();
assertType<Equal<GenerateParams, CreateImageRequest>>();
assertType<Equal<Awaited<ReturnType<ImagesClient['generate']>>['data'], Image[] | undefined>>();
assertType<Equal<Image['b64_json'], string | undefined>>();
assertType<Equal<Image['url'], string | undefined>>();
assertType<Equal<ImagesResponse['created'], number>>();
assertType<Equal<ImagesResponse['usage'], ImageGenUsage | undefined>>();

export function takesTheParametersOfTheSpecification(images: ImagesClient, signal: AbortSignal): void {
  images.generate({ prompt: 'An otter' });
  images.generate({ prompt: 'An otter', n: 10, size: '1536x864', quality: 'high', background: 'opaque' });
  images.generate({ prompt: 'An otter', output_format: 'webp', output_compression: 80, moderation: 'low' });
  images.generate({ prompt: 'An otter', user: 'user-1234', safety_identifier: 'user-7f3c' });
  images.generate({ prompt: 'An otter', output_format: 'svg', svg: { model: 'gpt-5', reasoning: { effort: 'low' } } });
  images.generate({ prompt: 'An otter', output_format: 'gif', frame_count: 12, frame_duration_ms: 100 });
  images.generate({ prompt: 'An otter', model: null, n: null, response_format: null, size: null, style: null });
  images.generate({ prompt: 'An otter', quality: null, background: null, output_format: null, svg: null });
  images.generate({ prompt: 'An otter' }, { signal, timeout: 1_000, maxRetries: 0, headers: { 'x-team': null } });
  images.generate({ prompt: 'An otter' }, { signal: null, validation: 'off', extraBody: { seed: 7 } });
}

export function takesWhatIsTypedBefore(images: ImagesClient, params: GenerateParams, options: RequestOptions): void {
  images.generate(params);
  images.generate(params, options);
  images.generate({ ...params, prompt: 'Another otter' }, { ...options, timeout: 1 });
  const own: GenerateParams = { prompt: 'An otter', model: 'dall-e-3', size: '1024x1024' };
  images.generate(own);
  const wide = { prompt: 'An otter', model: 'gpt-image-2', n: 2 };
  images.generate(wide);
}

/** A wrapper's parameters are not known until it is called. */
export function takesWhatAWrapperIsGiven<P extends GenerateParams>(images: ImagesClient, params: P): unknown {
  return images.generate(params);
}

export function refusesAnythingElse(images: ImagesClient): void {
  // @ts-expect-error the parameters are missing
  images.generate();
  // @ts-expect-error the prompt is missing
  images.generate({});
  // @ts-expect-error the prompt is a parameter, not the argument itself
  images.generate('An otter');
  // @ts-expect-error a prompt is text
  images.generate({ prompt: null });
  // @ts-expect-error n is a number
  images.generate({ prompt: 'An otter', n: '2' });
  // @ts-expect-error a size is text
  images.generate({ prompt: 'An otter', size: [1024, 1024] });
  // @ts-expect-error backgrounds are a closed list
  images.generate({ prompt: 'An otter', background: 'blue' });
  // @ts-expect-error formats are a closed list
  images.generate({ prompt: 'An otter', output_format: 'bmp' });
  // @ts-expect-error null stands for nothing only where the document says so
  images.generate({ prompt: 'An otter', user: null });
  // @ts-expect-error a model has a name
  images.generate({ prompt: 'An otter', model: 3 });
  // @ts-expect-error an svg's author has a name
  images.generate({ prompt: 'An otter', output_format: 'svg', svg: { reasoning: null } });
  // @ts-expect-error there is no such parameter
  images.generate({ prompt: 'An otter', aspect_ratio: '16:9' });
  // @ts-expect-error there is no such parameter of a model that is known
  images.generate({ prompt: 'An otter', model: 'gpt-image-2', aspect_ratio: '16:9' });
  // @ts-expect-error there is no such parameter of a model that is not; extraBody takes it
  images.generate({ prompt: 'An otter', model: 'a-model-of-tomorrow', aspect_ratio: '16:9' });
  // @ts-expect-error the parameter is called output_format
  images.generate({ prompt: 'An otter', outputFormat: 'png' });
  // @ts-expect-error a generation starts from no picture
  images.generate({ prompt: 'An otter', image: new Blob([]) });
  // @ts-expect-error a key belongs to the client
  images.generate({ prompt: 'An otter' }, { apiKey: 'sk-test' });
  // @ts-expect-error a signal is an AbortSignal, not its controller
  images.generate({ prompt: 'An otter' }, { signal: new AbortController() });
  // @ts-expect-error extraBody is an object
  images.generate({ prompt: 'An otter' }, { extraBody: 'seed=7' });
}

export async function answersWithPictures(images: ImagesClient): Promise<void> {
  const { data = [] } = await images.generate({ prompt: 'An otter' });
  const [first] = data;
  // @ts-expect-error there may be no first picture
  first.url;
  // @ts-expect-error a picture may come as a link, without its bytes
  Buffer.from(data.map((image) => image.b64_json).at(0), 'base64');
  // @ts-expect-error the field is called b64_json
  first?.base64;
}
