import type { ErrorResponse, ImagesApi, ImagesClient } from 'openai-images';
import { assertType, type Equal } from './equal.js';

assertType<Equal<ImagesClient['api'], ImagesApi>>();

export async function knowsThePathsOfTheSpecification({ api }: ImagesClient, image: Blob): Promise<void> {
  const generated = await api.POST('/images/generations', { body: { prompt: 'An otter', size: '1536x864' } });
  assertType<Equal<typeof generated.error, ErrorResponse | undefined>>();
  assertType<Equal<typeof generated.response, Response>>();
  if (generated.error) assertType<Equal<typeof generated.error, ErrorResponse>>();
  else assertType<Equal<typeof generated.data.created, number>>();
  const pictures: (string | undefined)[] | undefined = generated.data?.data?.map(({ b64_json }) => b64_json);

  const edited = await api.POST('/images/edits', { body: { image, prompt: 'Add a beret' } });
  const tokens: number | undefined = edited.data?.usage?.total_tokens;
  await api.POST('/images/edits', { body: { images: [{ file_id: 'file-1' }], prompt: 'Add a beret' } });
  await api.POST('/images/variations', { body: { image }, headers: { 'x-team': 'otters' } });
  api.use({ onRequest: ({ request }) => request.headers.set('x-team', `${pictures?.length} for ${tokens}`) });
}

export function refusesAnythingElse({ api }: ImagesClient): void {
  // @ts-expect-error there is no such path
  api.POST('/images/upscale', { body: {} });
  // @ts-expect-error the paths of this document only take POST
  api.GET('/images/generations');
  // @ts-expect-error the body is missing
  api.POST('/images/generations');
  // @ts-expect-error the body is checked by the specification
  api.POST('/images/generations', { body: { prompt: 'An otter', quality: 'divine' } });
  // @ts-expect-error this client takes files as Blobs alone
  api.POST('/images/variations', { body: { image: new Uint8Array(8) } });
}
