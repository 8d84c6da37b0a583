import { APIError } from '../errors.js';
import type { Settings } from '../options.js';
import { describeBody, parseJSON } from './read-failure.js';

/** As much of a wrong body as an error keeps; it may be a whole page, or half a picture. */
const EXCERPT_LENGTH = 1_000;

/**
 * Reads a success as a JSON object.
 *
 * @throws {APIError} where the body is anything else, such as a gateway's HTML page under status 200.
 */
export async function readJSON<T>(response: Response, { redactor }: Settings): Promise<T> {
  const text = await response.text();
  const data = parseJSON(text);
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as T;
  const body = redactor.text(text.slice(0, EXCERPT_LENGTH));
  const received = redactor.text(describeBody(response, body));
  throw new APIError(`${response.status} is no picture: expected a JSON object, received ${received}`, {
    status: response.status,
    headers: redactor.headers(response.headers),
    body,
  });
}
