import { createReadStream, openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type {
  CreateVariationParams,
  EditParams,
  ImageInput,
  ImagesClient,
  ImagesPromise,
  ImagesResponse,
} from 'openai-images';
import { assertType, type Equal } from './equal.js';

assertType<Equal<ReturnType<ImagesClient['edit']>, ImagesPromise<ImagesResponse>>>();
assertType<Equal<ReturnType<ImagesClient['createVariation']>, ImagesPromise<ImagesResponse>>>();
assertType<Equal<EditParams['mask'], ImageInput | undefined>>();
assertType<Equal<CreateVariationParams['image'], ImageInput>>();

/** Every way to hold a picture that a caller may know. */
export async function takesPicturesHoweverHeld(images: ImagesClient, body: ReadableStream<Uint8Array>): Promise<void> {
  const held: ImageInput[] = [
    new Blob([]),
    new File([], 'otter.png'),
    await openAsBlob('otter.png'),
    new Uint8Array(8),
    new DataView(new ArrayBuffer(8)),
    new ArrayBuffer(8),
    Buffer.from('', 'base64'),
    await readFile('otter.png'),
    createReadStream('otter.png'),
    Readable.from([Buffer.alloc(8)]),
    await fetch('https://example.com/otter.png'),
    body,
    (async function* () {
      yield new Uint8Array(8);
    })(),
  ];
  for (const image of held) {
    images.edit({ image, mask: image, prompt: 'Add a beret' });
    images.createVariation({ image });
  }
}

export function takesTheParametersOfTheSpecification(images: ImagesClient, image: ImageInput): void {
  images.edit({ image, prompt: 'Add a beret', model: 'dall-e-2', n: 2, size: '512x512', user: 'user-1234' });
  images.edit({ image, prompt: 'Add a beret', response_format: 'b64_json' }, { timeout: 1_000 });
  images.createVariation({ image, model: null, n: 10, response_format: 'url', size: '1024x1024' });
}

export function refusesAnythingElse(images: ImagesClient, image: ImageInput): void {
  // @ts-expect-error the picture is missing
  images.edit({ prompt: 'Add a beret' });
  // @ts-expect-error the prompt is missing
  images.edit({ image });
  // @ts-expect-error a path is no picture
  images.edit({ image: 'otter.png', prompt: 'Add a beret' });
  // @ts-expect-error a mask is a picture too
  images.edit({ image, mask: 'mask.png', prompt: 'Add a beret' });
  // @ts-expect-error a request is not the response that holds a picture
  images.edit({ image: new Request('https://example.com/otter.png'), prompt: 'Add a beret' });
  // @ts-expect-error a promise of a picture has to be awaited first
  images.edit({ image: readFile('otter.png'), prompt: 'Add a beret' });
  // @ts-expect-error there is no such parameter
  images.edit({ image, prompt: 'Add a beret', strength: 0.5 });
  // @ts-expect-error the picture is missing
  images.createVariation({});
  // @ts-expect-error a variation has one picture
  images.createVariation({ image: [image, image] });
  // @ts-expect-error a variation has no prompt
  images.createVariation({ image, prompt: 'Add a beret' });
  // @ts-expect-error a variation has no such size
  images.createVariation({ image, size: '1792x1024' });
}
