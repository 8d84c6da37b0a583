import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { decode, encode } from 'fast-png';
import { APIError, type ImagesClient, type ImagesResponse, InvalidRequestError } from 'openai-images';
import { type Entry, renderContactSheet } from './contact-sheet.js';

/**
 * Makes, edits, varies and streams a picture. Each is in the folder, and on its page, as soon as it is there: it may have
 * been paid for.
 *
 * @returns how many pictures there are
 */
export async function makePictures(images: ImagesClient, out: string): Promise<number> {
  const prompt = 'A cute baby sea otter';
  const beret = `${prompt} wearing a beret`;
  const entries: Entry[] = [];
  const save = async (name: string, caption: string, pictures: Uint8Array[]) => {
    for (const picture of pictures) {
      const count = entries.filter(({ file }) => file.startsWith(`${name}-`)).length;
      const file = `${name}-${count + 1}.png`;
      await writeFile(path.join(out, file), picture);
      entries.push({ file, caption });
    }
    await writeFile(path.join(out, 'index.html'), renderContactSheet(entries));
  };

  const [otter] = picturesOf(await images.generate({ prompt }));
  if (!otter) throw new Error('The API answered without a picture.');
  await save('generate', `generate: ${prompt}`, [otter]);

  const mask = drawMask(otter);
  await save('mask', 'the mask: only its transparent part is painted anew', [mask]);
  await save('edit', `edit: ${beret}`, picturesOf(await images.edit({ image: otter, mask, prompt: beret })));

  const reference = `data:image/png;base64,${otter.toString('base64')}`;
  const referred = await images.edit({ image: reference, prompt: beret });
  await save('reference', 'edit of the same picture, given by reference', picturesOf(referred));

  const varied = await orExplain(images.createVariation({ image: otter, response_format: 'b64_json' }));
  await save('variation', 'createVariation', picturesOf(varied));

  for await (const event of await images.generate({ prompt, stream: true, partial_images: 2 })) {
    const isPreview = event.type === 'image_generation.partial_image';
    const caption = isPreview ? `stream: preview ${event.partial_image_index + 1}` : 'stream: the finished picture';
    await save('stream', caption, [Buffer.from(event.b64_json, 'base64')]);
  }
  return entries.length;
}

function picturesOf(response: ImagesResponse | undefined): Buffer[] {
  return (response?.data ?? []).flatMap(({ b64_json }) => (b64_json ? [Buffer.from(b64_json, 'base64')] : []));
}

/** A mask of the picture's size whose upper third is transparent. */
function drawMask(picture: Uint8Array): Uint8Array {
  const { width, height } = decode(picture);
  const data = new Uint8Array(width * height * 4).fill(255);
  data.fill(0, 0, Math.floor(height / 3) * width * 4);
  return encode({ width, height, data, channels: 4 });
}

/** A server that no longer has an operation ends that step, and not the demo. */
async function orExplain(result: PromiseLike<ImagesResponse>): Promise<ImagesResponse | undefined> {
  try {
    return await result;
  } catch (error) {
    const isAnswer = error instanceof APIError && error.status !== undefined;
    // A picture of today's models may be none that the old operation takes.
    if (!isAnswer && !(error instanceof InvalidRequestError)) throw error;
    console.log(`createVariation is not to be had here: ${(error as Error).message}`);
    return undefined;
  }
}
