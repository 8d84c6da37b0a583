import { OpenAIError } from '../errors.js';
import { mediaTypeOf } from '../response/media-type-of.js';
import type { Picture } from '../response/picture-stream.js';
import type { SaveOptions } from './save-images.js';

/** Downloads a link once, without the API's key. */
export async function download({ url, index }: Picture, options: SaveOptions): Promise<Uint8Array> {
  if (!url || !/^https?:/i.test(url) || !URL.canParse(url))
    throw new OpenAIError(`Picture ${index} came with neither bytes nor a link.`);
  const most = options.maxDownloadBytes ?? 100 * 2 ** 20;
  const place = `Picture ${index} could not be downloaded from ${new URL(url).host}`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(options.downloadTimeout ?? 60_000) });
    if (!response.ok)
      throw new OpenAIError(`${place}: status ${response.status}. Links expire, usually within an hour.`);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > most) throw new OpenAIError(`${place}: it is larger than ${most} bytes (maxDownloadBytes).`);
      chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    if (!mediaTypeOf(bytes).startsWith('image/')) throw new OpenAIError(`${place}: what is there is no picture.`);
    return bytes;
  } catch (cause) {
    throw cause instanceof OpenAIError ? cause : new OpenAIError(`${place}: ${(cause as Error).message}`, { cause });
  }
}
