const encoder = new TextEncoder();

/** A preview as the server sends it, counted from 0. */
export const partialEvent = (index = 0, operation = 'image_generation') => ({
  type: `${operation}.partial_image`,
  b64_json: 'cHJl',
  partial_image_index: index,
});

/** A finished picture as the server sends it. */
export const completedEvent = (b64_json = 'ZG9uZQ==', operation = 'image_generation') => ({
  type: `${operation}.completed`,
  b64_json,
  usage: { total_tokens: 3, input_tokens: 1, output_tokens: 2 },
});

/** An event on the wire. Its name is its data's type, unless another one is given; none for null. */
export function eventText(data: object | string, name?: string | null): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const eventName = name === undefined && typeof data === 'object' && 'type' in data ? data.type : name;
  return `${eventName ? `event: ${eventName}\n` : ''}data: ${text}\n\n`;
}

/** A body that gives its chunks one by one, as they are asked for. */
export function bodyOf(chunks: Iterable<Uint8Array | string>, onCancel?: () => void): ReadableStream<Uint8Array> {
  const left = chunks[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = left.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
    },
    ...(onCancel ? { cancel: onCancel } : {}),
  });
}

/** A response that streams the texts given, one chunk each. */
export function streamResponse(...texts: string[]): Response {
  return new Response(bodyOf(texts), {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-request-id': 'req_stream' },
  });
}

/** Everything that an iterable gives, in order. */
export async function collect<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}
