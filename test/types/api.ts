import type { ErrorResponse, ImagesApi, ImagesClient, ImagesResponse } from 'openai-images';
import { assertType, type Equal } from './equal.js';

assertType<Equal<ImagesClient['api'], ImagesApi>>();

export async function knowsThePathsOfTheSpecification({ api }: ImagesClient, image: Blob): Promise<void> {
  const generated = await api.POST('/images/generations', { body: { prompt: 'An otter', size: '512x512' } });
  assertType<Equal<typeof generated.data, ImagesResponse | undefined>>();
  assertType<Equal<typeof generated.error, ErrorResponse | undefined>>();
  assertType<Equal<typeof generated.response, Response>>();
  if (generated.error) assertType<Equal<typeof generated.error, ErrorResponse>>();
  else assertType<Equal<typeof generated.data, ImagesResponse>>();

  const edited = await api.POST('/images/edits', { body: { image, prompt: 'Add a beret' } });
  assertType<Equal<typeof edited.data, ImagesResponse | undefined>>();
  await api.POST('/images/variations', { body: { image }, headers: { 'x-team': 'otters' } });
  api.use({ onRequest: ({ request }) => request.headers.set('x-team', 'otters') });
}

export function refusesAnythingElse({ api }: ImagesClient): void {
  // @ts-expect-error there is no such path
  api.POST('/images/upscale', { body: {} });
  // @ts-expect-error the paths of this document only take POST
  api.GET('/images/generations');
  // @ts-expect-error the body is missing
  api.POST('/images/generations');
  // @ts-expect-error the body is checked by the specification
  api.POST('/images/generations', { body: { prompt: 'An otter', size: '640x480' } });
  // @ts-expect-error this client takes files as Blobs alone
  api.POST('/images/variations', { body: { image: new Uint8Array(8) } });
}
