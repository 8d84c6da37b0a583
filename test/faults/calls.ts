import { type ImageGenStreamEvent, type ImagesClient, imageBytes } from 'openai-images';
import { makePng } from '../support/pictures.js';

export const CALLS = {
  generate: ['JSON', 'stream', 'images()', 'longCalls'],
  edit: ['JSON', 'stream', 'images()', 'longCalls'],
  createVariation: ['JSON', 'images()'],
} as const;

export type CallName = keyof typeof CALLS;
export type Mode = (typeof CALLS)[CallName][number];

/** Calls a client in one way, and gives the finished pictures. */
export async function call(images: ImagesClient, name: CallName, mode: Mode): Promise<Uint8Array[]> {
  const prompt = 'An otter';
  const options = mode === 'longCalls' ? ({ longCalls: 'stream' } as const) : {};
  const upload = () => new File([makePng()], 'otter.png');
  if (mode === 'stream') {
    const params = { prompt, stream: true, partial_images: 1 } as const;
    const stream =
      name === 'generate' ? images.generate(params, options) : images.edit({ ...params, image: upload() }, options);
    return completedOf((await stream) as AsyncIterable<ImageGenStreamEvent>);
  }
  const promise = {
    generate: () => images.generate({ prompt }, options),
    edit: () => images.edit({ prompt, image: upload() }, options),
    createVariation: () => images.createVariation({ image: upload() }, options),
  }[name]();
  if (mode === 'images()') {
    const pictures: Uint8Array[] = [];
    for await (const { bytes } of promise.images()) pictures.push(bytes ?? new Uint8Array());
    return pictures;
  }
  const { data = [] } = await promise;
  return data.map((image) => imageBytes(image));
}

async function completedOf(stream: AsyncIterable<ImageGenStreamEvent>): Promise<Uint8Array[]> {
  const pictures: Uint8Array[] = [];
  for await (const event of stream)
    if (event.type === 'image_generation.completed' || (event.type as string) === 'image_edit.completed')
      pictures.push(imageBytes(event));
  return pictures;
}
