/** The least of assertions: the suite runs where no test framework does. */

/** @throws {Error} where a value is not the one expected, as JSON. */
export function equal(actual, expected, what = 'value') {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: expected ${b}, got ${a}`);
}

/** @throws {Error} where a value is not true. */
export function ok(value, what) {
  if (!value) throw new Error(`not so: ${what}`);
}

/** What a promise is rejected with. */
export async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected an error, and there was none');
}

/** Asks until it is so, for five seconds. */
export async function until(condition, what) {
  for (let attempt = 0; attempt < 250; attempt++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`not so after five seconds: ${what}`);
}
