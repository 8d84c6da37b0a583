import type { ImagesResponse } from '../../generated/schema.js';
import { OpenAIError } from '../errors.js';
import type { Settings } from '../options.js';
import type { Exchange } from '../transport/send.js';
import type { ImageStream } from './image-stream.js';
import { mediaTypeOf } from './media-type-of.js';
import { type ImageLike, imageBytes } from './picture.js';
import { createPictureDecoder, type DecodedPicture } from './picture-decoder.js';
import type { Picture, PictureOptions, PictureSource, ResponseMeta } from './picture-stream.js';
import { readChunks } from './read-chunks.js';
import { toReportedError, toUnexpectedError } from './read-failure.js';
import { reportsError } from './read-json.js';
import { isCompleted, type StreamEvent } from './stream-event.js';

/** Reads pictures off a response as it arrives, at most one in memory. */
export async function* readPictures(
  exchange: Exchange,
  settings: Settings,
  { reuseBytes = false }: PictureOptions = {},
): PictureSource {
  const { response, deadline, explain } = exchange;
  const decoder = createPictureDecoder({ reuseBytes });
  let head: Uint8Array = new Uint8Array();
  let ended = false;
  let found = false;
  try {
    for await (const chunk of readChunks(exchange)) {
      if (head.length === 0) head = chunk.slice(0, 1_000);
      decoder.push(chunk);
      for (let decoded = parse(decoder.next); decoded; decoded = parse(decoder.next)) yield checked(toPicture(decoded));
    }
    const { data: _data, ...meta } = parse(decoder.end);
    if (reportsError(meta)) throw toReportedError(response, meta, settings);
    if (!found) throw unexpected('at least one picture in data');
    ended = true;
    return meta as unknown as ResponseMeta;
  } catch (error) {
    throw error instanceof OpenAIError ? error : explain(error);
  } finally {
    if (!ended) deadline.abort();
    deadline.release();
  }

  function parse<T>(step: () => T): T {
    try {
      return step();
    } catch (cause) {
      throw unexpected('a JSON object with pictures', cause);
    }
  }

  function checked(picture: Picture): Picture {
    found = true;
    if (!picture.bytes && !picture.url) throw unexpected('a picture with b64_json or url');
    return picture;
  }

  function unexpected(expected: string, cause?: unknown): Error {
    return toUnexpectedError(response, new TextDecoder().decode(head), expected, settings, cause);
  }
}

function toPicture({ index, item, bytes }: DecodedPicture): Picture {
  const { revised_prompt, url } = item as { revised_prompt?: string; url?: string };
  return {
    index,
    bytes,
    mediaType: bytes && mediaTypeOf(bytes),
    ...(typeof revised_prompt === 'string' ? { revisedPrompt: revised_prompt } : {}),
    ...(typeof url === 'string' ? { url } : {}),
  };
}

/** The pictures of a response that has been read already. */
export async function* picturesOf({ data, ...meta }: ImagesResponse): PictureSource {
  for (const [index, image] of (data ?? []).entries())
    yield toPicture({ index, item: { ...image }, bytes: bytesOf(image) });
  return meta;
}

/** The finished pictures of a stream of events. */
export async function* completedPictures(stream: ImageStream<StreamEvent>): PictureSource {
  let index = 0;
  let meta: object = {};
  for await (const event of stream) {
    if (!isCompleted(event)) continue;
    const { b64_json, type, created_at, ...rest } = event as StreamEvent & ImageLike & { created_at?: number };
    meta = { created: created_at, ...rest };
    yield toPicture({ index, item: { ...rest }, bytes: bytesOf({ b64_json }) });
    index++;
  }
  return meta as ResponseMeta;
}

function bytesOf(image: ImageLike | null): Uint8Array<ArrayBuffer> | undefined {
  return image?.b64_json ? imageBytes(image) : undefined;
}
