import { APIError } from '../errors.js';
import type { Settings } from '../options.js';
import { describeBody, parseJSON } from './read-failure.js';

/**
 * Reads a success as a JSON object.
 *
 * @throws {APIError} where the body is anything else, such as a gateway's HTML page under status 200.
 */
export async function readJSON<T>(response: Response, settings: Settings): Promise<T> {
  const text = await response.text();
  const data = parseJSON(text);
  if (typeof data === 'object' && data !== null) return data as T;
  const body = settings.redact(text);
  throw new APIError(
    `${response.status} is no picture: expected a JSON object, received ${describeBody(response, body)}`,
    {
      status: response.status,
      headers: response.headers,
      body,
    },
  );
}
