import { OpenAIError } from '../errors.js';
import type { Settings } from '../options.js';
import type { Exchange } from '../transport/send.js';
import { parseJSON, toUnexpectedError } from './read-failure.js';

/**
 * Reads a success as a JSON object.
 *
 * @throws {APIError} where the body is anything else, such as a gateway's HTML page under status 200,
 * or does not arrive whole.
 */
export async function readJSON<T>({ response, deadline, explain }: Exchange, settings: Settings): Promise<T> {
  try {
    const text = await response.text();
    const data = parseJSON(text);
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as T;
    throw toUnexpectedError(response, text, 'a JSON object', settings);
  } catch (error) {
    throw error instanceof OpenAIError ? error : explain(error);
  } finally {
    deadline.release();
  }
}
