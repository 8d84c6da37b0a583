import type { ImagesClient, RequestOptions } from '../../src/index.js';
import type { Body } from './body-cases.js';
import type { Operation, RequestBody } from './document.js';

type Call = (params: never, options: RequestOptions) => ReturnType<ImagesClient['generate']>;

/** The client's method for each operation, and the media types that it sends to it. */
const CLIENT: Record<string, { method: 'generate' | 'edit' | 'createVariation'; mediaTypes: string[] }> = {
  createImage: { method: 'generate', mediaTypes: ['application/json'] },
  createImageEdit: { method: 'edit', mediaTypes: ['multipart/form-data'] },
  createImageVariation: { method: 'createVariation', mediaTypes: ['multipart/form-data'] },
};

/** The request body that the client sends to an operation, where it sends one under that media type. */
export function clientSends({ id }: Operation, { mediaType }: RequestBody): boolean {
  return CLIENT[id]?.mediaTypes.includes(mediaType) ?? false;
}

/** Sends a body of the document through the client, as the parameters that stand for it. */
export function sendWithClient(images: ImagesClient, { id }: Operation, body: Body, options: RequestOptions = {}) {
  const { method } = CLIENT[id] ?? {};
  if (!method) throw new Error(`No method of the client is known for ${id}; name it in test/support/send-body.ts.`);
  // `image[]` is how a form spells a parameter `image` that is a list.
  const params = Object.fromEntries(Object.entries(body).map(([name, value]) => [name.replace(/\[\]$/, ''), value]));
  return (images[method] as unknown as Call)(params as never, options);
}

/** Sends a body of the document with plain fetch, whatever it holds. */
export function sendPlain(
  url: string,
  { method, path }: Operation,
  { mediaType }: RequestBody,
  body: Body,
  headers: Record<string, string> = {},
): Promise<Response> {
  const common = { authorization: 'Bearer sk-test', ...headers };
  const init = { method: method.toUpperCase(), headers: common };
  if (mediaType === 'multipart/form-data') return fetch(`${url}${path}`, { ...init, body: toForm(body) });
  if (mediaType !== 'application/json') throw new Error(`No way is known here to send ${mediaType}.`);
  const json = { ...common, 'content-type': mediaType };
  return fetch(`${url}${path}`, { ...init, headers: json, body: JSON.stringify(body) });
}

function toForm(body: Body): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) {
    for (const item of [value].flat()) form.append(name, item instanceof Blob ? item : String(item));
  }
  return form;
}
