import type { ImageStream, ImagesClient, ImagesPromise, ImagesResponse, RequestOptions } from '../../src/index.js';
import type { Body } from './body-cases.js';
import type { Operation, RequestBody } from './document.js';

type Call = (params: object, options: RequestOptions) => ImagesPromise<never>;

/** The client's method for each operation, and the media types that it sends to it. */
const CLIENT: Record<string, { method: 'generate' | 'edit' | 'createVariation'; mediaTypes: string[] }> = {
  createImage: { method: 'generate', mediaTypes: ['application/json'] },
  createImageEdit: { method: 'edit', mediaTypes: ['multipart/form-data', 'application/json'] },
  createImageVariation: { method: 'createVariation', mediaTypes: ['multipart/form-data'] },
};

/** What a caller writes for the pictures, one or many, uploaded or not. */
const PARAMETER_OF_FIELD: Record<string, string> = { 'image[]': 'image', images: 'image' };

/** A place in a violation: the field that is wrong. */
interface Violation {
  location: string[];
  code: string;
  message: string;
}

/** Whether the client has a way to send such a body to an operation. */
export function clientSends({ id }: Operation, { mediaType }: RequestBody, body: Body = {}): boolean {
  const list = body['image[]'];
  // A single picture always goes as `image`.
  if (Array.isArray(list) && list.length === 1) return false;
  return CLIENT[id]?.mediaTypes.includes(mediaType) ?? false;
}

/** The caller's name of a field of the document. */
export function parameterOf(field: string): string {
  return PARAMETER_OF_FIELD[field] ?? field;
}

/** The parameters that stand for a body of the document. */
export function toParams(body: Body): Body {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [parameterOf(name), value]));
}

/** Sends a body of the document through the client. */
export function sendWithClient(
  images: ImagesClient,
  operation: Operation,
  body: Body,
  options: RequestOptions = {},
): ImagesPromise<ImagesResponse> {
  return call(images, operation)(toParams(body), options);
}

/** Sends a body of the document through the client, and asks for events. */
export function streamWithClient(
  images: ImagesClient,
  operation: Operation,
  body: Body,
  options: RequestOptions = {},
): ImagesPromise<ImageStream<{ type: string }>> {
  return call(images, operation)(toParams({ ...body, stream: true }), options);
}

function call(images: ImagesClient, { id }: Operation): Call {
  const { method } = CLIENT[id] ?? {};
  if (!method) throw new Error(`No method of the client is known for ${id}; name it in test/support/send-body.ts.`);
  return images[method] as unknown as Call;
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

/** What the mock has against a request, each as the keyword and the place, such as `maximum n`. */
export function violationsOf(response: Response): string[] {
  const violations: Violation[] = JSON.parse(response.headers.get('sl-violations') ?? '[]');
  return violations.map(namePlace);
}

/** A field that is missing or too many is named by the message, and its place is that of its parent. */
function namePlace({ code, location, message }: Violation): string {
  const [, , ...path] = location;
  const [, name] = /(?:required property|found) '([^']+)'/.exec(message) ?? [];
  return `${code} ${[...path, ...(name ? [name] : [])].join('.')}`;
}

/** A body as a form: lists as repeated parts, members of objects as `name[member]`. */
export function toForm(body: Body): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) appendTo(form, name, value);
  return form;
}

function appendTo(form: FormData, name: string, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) appendTo(form, name, item);
  else if (value instanceof Blob) form.append(name, value);
  else if (typeof value !== 'object' || value === null) form.append(name, String(value));
  else for (const [member, inner] of Object.entries(value)) appendTo(form, `${name}[${member}]`, inner);
}

/** What a form holds, in a shape that can be compared. */
export function entriesOf(form: FormData): [name: string, value: string][] {
  return [...form].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `${value.name}, ${value.type}, ${value.size} bytes`,
  ]);
}
