import OpenAI, {
  APIError,
  type ClientOptions,
  createImagesClient,
  type ImagesClient,
  type ImagesResponse,
  InvalidRequestError,
  imageBlob,
  imageBytes,
  type Picture,
  toFile,
} from 'openai-images';
import {
  type CheckedImagesClient,
  createImagesClient as createCheckedClient,
  ResponseCheckError,
} from 'openai-images/check';
import { imageFile, saveImages } from 'openai-images/node';

/** What a user writes, in no more than every project has: it is compiled with many compilers and settings. */
export async function makePictures(options: ClientOptions): Promise<void> {
  const images: ImagesClient = createImagesClient({ ...options, timeout: 1_000 });
  const answer: ImagesResponse = await images.generate({ prompt: 'An otter', model: 'gpt-image-2', n: 2 });
  const bytes: Uint8Array = imageBytes(answer.data?.[0]);
  const blob: Blob = imageBlob(answer.data?.[0]);

  const stream = await images.generate({ prompt: 'An otter', stream: true, partial_images: 2 });
  for await (const event of stream) {
    if (event.type === 'image_generation.partial_image') event.partial_image_index.toFixed();
  }
  const edits = await images.edit({ image: [bytes, blob], prompt: 'A beret', stream: true });
  (await edits.finalImage()).usage.total_tokens.toFixed();

  const pictures = images.edit({ image: await imageFile('otter.png'), prompt: 'A beret' }).images();
  for await (const picture of pictures) describe(picture);

  const { response, requestId } = await images.createVariation({ image: await toFile(blob) }).withResponse();
  response.headers.get(requestId ?? 'x-request-id');
  await saveImages(images.generate({ prompt: 'An otter' }), 'out', { name: 'otter' });
}

export function describe({ index, bytes, mediaType, url }: Picture): string {
  return `${index}: ${bytes ? `${bytes.length} bytes of ${mediaType}` : url}`;
}

export async function handleErrors(signal: AbortSignal): Promise<string> {
  try {
    await new OpenAI().images.generate({ prompt: 'An otter' }, { signal, headers: { 'x-team': 'otters' } });
    return 'done';
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.problems.map(({ remedy }) => remedy).join('; ');
    if (error instanceof APIError) return `${error.status} ${error.code} ${error.requestId}`;
    throw error;
  }
}

export async function checkResponses(options: ClientOptions): Promise<string[]> {
  const images: CheckedImagesClient = createCheckedClient({ ...options, checkResponses: 'throw' });
  try {
    await images.withOptions({ checkResponses: 'warn' }).generate({ prompt: 'An otter' });
    return [];
  } catch (error) {
    if (error instanceof ResponseCheckError) return error.findings.map(({ kind, pointer }) => `${kind} ${pointer}`);
    throw error;
  }
}
