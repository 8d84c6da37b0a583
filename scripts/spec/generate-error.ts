/** A fault in what the generator was given; its message is all that a maintainer needs to see. */
export class GenerateError extends Error {
  override name = 'GenerateError';
}
