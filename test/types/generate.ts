import type {
  CreateImageRequest,
  GenerateParams,
  Image,
  ImagesClient,
  ImagesPromise,
  ImagesResponse,
} from 'openai-images';
import { assertType, type Equal } from './equal.js';

assertType<Equal<ReturnType<ImagesClient['generate']>, ImagesPromise<ImagesResponse>>>();
assertType<Equal<GenerateParams, CreateImageRequest>>();
assertType<Equal<Awaited<ReturnType<ImagesClient['generate']>>['data'], Image[]>>();
assertType<Equal<Image['b64_json'], string | undefined>>();
assertType<Equal<Image['url'], string | undefined>>();
assertType<Equal<ImagesResponse['created'], number>>();

export function takesTheParametersOfTheSpecification(images: ImagesClient, signal: AbortSignal): void {
  images.generate({ prompt: 'An otter' });
  images.generate({ prompt: 'An otter', model: 'dall-e-3', quality: 'hd', style: 'vivid', size: '1792x1024' });
  images.generate({ prompt: 'An otter', n: 10, response_format: 'b64_json', user: 'user-1234' });
  images.generate({ prompt: 'An otter', model: null, n: null, response_format: null, size: null, style: null });
  images.generate({ prompt: 'An otter', model: 'a-model-of-tomorrow' });
  images.generate({ prompt: 'An otter' }, { signal, timeout: 1_000, maxRetries: 0, headers: { 'x-team': null } });
  images.generate({ prompt: 'An otter' }, { signal: null });
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
  // @ts-expect-error sizes are a closed list
  images.generate({ prompt: 'An otter', size: '640x480' });
  // @ts-expect-error null stands for the default only where the document says so
  images.generate({ prompt: 'An otter', quality: null });
  // @ts-expect-error a model has a name
  images.generate({ prompt: 'An otter', model: 3 });
  // @ts-expect-error there is no such parameter
  images.generate({ prompt: 'An otter', aspect_ratio: '16:9' });
  // @ts-expect-error the parameter is called response_format
  images.generate({ prompt: 'An otter', responseFormat: 'url' });
  // @ts-expect-error a key belongs to the client
  images.generate({ prompt: 'An otter' }, { apiKey: 'sk-test' });
  // @ts-expect-error a signal is an AbortSignal, not its controller
  images.generate({ prompt: 'An otter' }, { signal: new AbortController() });
}

export async function answersWithPictures(images: ImagesClient): Promise<void> {
  const { data } = await images.generate({ prompt: 'An otter' });
  const [first] = data;
  // @ts-expect-error there may be no first picture
  first.url;
  // @ts-expect-error a picture may come as a link, without its bytes
  Buffer.from(data.map((image) => image.b64_json).at(0), 'base64');
  // @ts-expect-error the field is called b64_json
  first?.base64;
}
