import type { Settings } from '../options.js';

/** Gives a request the key of the moment, where it comes from a function; a header set by the caller stays. */
export async function authorize(headers: Headers, { askKey, redactor }: Settings): Promise<void> {
  if (!askKey || headers.has('authorization')) return;
  const key = await askKey();
  redactor.learn(key);
  headers.set('authorization', `Bearer ${key}`);
}
