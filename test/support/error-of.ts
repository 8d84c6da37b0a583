import { expect } from 'vitest';

/** The error that a promise is rejected with, once it is known to be of the class expected. */
export async function errorOf<E extends Error>(
  promise: PromiseLike<unknown>,
  // biome-ignore lint/suspicious/noExplicitAny: any constructor of such an error will do.
  ErrorClass: new (...args: any[]) => E,
): Promise<E> {
  const outcome = await promise.then(
    () => expect.fail('the promise was fulfilled'),
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(ErrorClass);
  return outcome as E;
}
