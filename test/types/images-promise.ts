import type { ImagesClient, ImagesPromise, ImagesResponse, RateLimits, WithResponse } from 'openai-images';
import { assertType, type Equal } from './equal.js';

type Call = ReturnType<ImagesClient['generate']>;

assertType<Equal<Awaited<Call>, ImagesResponse>>();
assertType<Equal<Awaited<ReturnType<Call['asResponse']>>, Response>>();
assertType<Equal<Awaited<ReturnType<Call['withResponse']>>, WithResponse<ImagesResponse>>>();
assertType<
  Equal<
    WithResponse<ImagesResponse>,
    { data: ImagesResponse; response: Response; requestId: string | null; rateLimit: RateLimits }
  >
>();

export function isAPromise(call: Call): Promise<ImagesResponse | undefined>[] {
  const lengths: Promise<number> = call.then(({ data = [] }) => data.length);
  return [call, call.catch(() => undefined), call.finally(() => {}), lengths.then(() => call)];
}

export function staysACall(call: Call): void {
  // @ts-expect-error what then gives is a plain promise
  call.then((result) => result).withResponse();
  // @ts-expect-error the data is not there before it is awaited
  call.data;
  // @ts-expect-error a promise of something else is not the call
  const other: ImagesPromise<string> = call;
  void other;
}
