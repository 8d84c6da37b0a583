import { InvalidRequestError } from '../errors.js';
import type { ChosenForm } from './choose-form.js';

type Body = string | FormData;

/** How a call's parameters go out together with its pictures. */
export interface Form extends ChosenForm {
  /** The body; text is JSON. What is in `extraBody` takes the place of a parameter of the same name. */
  write(params: Record<string, unknown>, extraBody: Record<string, unknown>): Body | Promise<Body>;
}

/** @throws {InvalidRequestError} where a value has no JSON */
export function writeJSON(params: object): string {
  try {
    return JSON.stringify(params);
  } catch (cause) {
    throw new InvalidRequestError(`The parameters cannot be written as JSON: ${(cause as Error).message}`, { cause });
  }
}
