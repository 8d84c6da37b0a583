import { createReadStream, openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type {
  CreateVariationParams,
  EditImage,
  EditParams,
  ImageInput,
  ImageReference,
  ImagesClient,
  ImagesPromise,
  ImagesResponse,
} from 'openai-images';
import { assertType, type Equal } from './equal.js';

assertType<Equal<ReturnType<ImagesClient['edit']>, ImagesPromise<ImagesResponse>>>();
assertType<Equal<ReturnType<ImagesClient['createVariation']>, ImagesPromise<ImagesResponse>>>();
assertType<Equal<EditParams['image'], EditImage | readonly EditImage[]>>();
assertType<Equal<EditParams['mask'], EditImage | null | undefined>>();
assertType<Equal<CreateVariationParams['image'], EditImage>>();
assertType<Equal<EditImage, ImageInput | ImageReference>>();

const prompt = 'Add a beret';

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
    images.edit({ image, mask: image, prompt });
    images.createVariation({ image });
  }
  images.edit({ image: held, prompt });
}

/** Every way to say where a picture is. */
export function takesPicturesByReference(images: ImagesClient, picture: Blob): void {
  const references: ImageReference[] = [
    'https://example.com/otter.png',
    new URL('https://example.com/otter.png'),
    'data:image/png;base64,iVBORw0KGgo=',
    { image_url: 'https://example.com/otter.png' },
    { image_url: new URL('https://example.com/otter.png') },
    { image_url: 'https://example.com/otter.png', file_id: null },
    { file_id: 'file-7f3c' },
    { file_id: 'file-7f3c', image_url: undefined },
  ];
  for (const image of references) {
    images.edit({ image, mask: image, prompt });
    images.createVariation({ image });
  }
  images.edit({ image: [...references, picture], mask: picture, prompt });
  images.edit({ image: references as readonly ImageReference[], mask: null, prompt });
}

export function takesTheParametersOfTheSpecification(images: ImagesClient, image: ImageInput): void {
  images.edit({ image, prompt, model: 'dall-e-2', n: 2, size: '512x512', user: 'user-1234' });
  images.edit({ image, prompt, moderation: 'low', output_format: 'webp', output_compression: 50 }, { timeout: 1_000 });
  images.edit({ image, prompt, model: 'gpt-image-2.6-flare', output_format: 'svg', svg: { model: 'gpt-5' } });
  images.createVariation({ image, model: null, n: 10, response_format: 'url', size: '1024x1024' });
}

export function takesWhatIsTypedBefore(images: ImagesClient, edit: EditParams, variation: CreateVariationParams): void {
  images.edit(edit);
  images.edit({ ...edit, prompt: 'Add two' });
  images.createVariation(variation);
  const own: EditParams = { image: ['https://example.com/a.png', { file_id: 'file-1' }], prompt, model: 'dall-e-2' };
  images.edit(own);
}

export function refusesAnythingElse(images: ImagesClient, image: ImageInput): void {
  // @ts-expect-error the picture is missing
  images.edit({ prompt });
  // @ts-expect-error the prompt is missing
  images.edit({ image });
  // @ts-expect-error the picture is not left out by null
  images.edit({ image: null, prompt });
  // @ts-expect-error a number is no picture
  images.edit({ image: 7, prompt });
  // @ts-expect-error a mask is one picture
  images.edit({ image, mask: [image], prompt });
  // @ts-expect-error an object says where it is, or which file it is
  images.edit({ image: { href: 'https://example.com/otter.png' }, prompt });
  // @ts-expect-error but not both
  images.edit({ image: { image_url: 'https://example.com/otter.png', file_id: 'file-7f3c' }, prompt });
  // @ts-expect-error a file's ID is text
  images.edit({ image: { file_id: 7 }, prompt });
  // @ts-expect-error a request is not the response that holds a picture
  images.edit({ image: new Request('https://example.com/otter.png'), prompt });
  // @ts-expect-error a promise of a picture has to be awaited first
  images.edit({ image: readFile('otter.png'), prompt });
  // @ts-expect-error there is no such parameter
  images.edit({ image, prompt, strength: 0.5 });
  // @ts-expect-error the pictures go under one name here
  images.edit({ images: [{ file_id: 'file-1' }], prompt });
  // @ts-expect-error an edit has no style
  images.edit({ image, prompt, style: 'vivid' });
  // @ts-expect-error the picture is missing
  images.createVariation({});
  // @ts-expect-error a variation has one picture
  images.createVariation({ image: [image, image] });
  // @ts-expect-error a variation has no prompt
  images.createVariation({ image, prompt });
  // @ts-expect-error a variation has no such size
  images.createVariation({ image, size: '1792x1024' });
}
