import { type APIError, errorClassFor } from '../errors.js';
import type { Settings } from '../options.js';

/** What the API puts under `error`; compatible servers leave members out. */
interface ErrorBody {
  message?: unknown;
  type?: unknown;
  param?: unknown;
  code?: unknown;
}

/** Reads a response that is no success into the error of the class that its status calls for. */
export async function readFailure(response: Response, settings: Settings): Promise<APIError> {
  // A body that breaks off takes nothing from what the status says.
  const text = await response.text().catch(() => '');
  return toAPIError(response, parseJSON(text) ?? text, settings);
}

/** The error for a response, given its body: parsed JSON, or the text of anything else. */
export function toAPIError(response: Response, received: unknown, { redactor }: Settings): APIError {
  const body = redactor.json(received ?? '');
  const { message, type, param, code } = errorObjectOf(body);
  const ErrorClass = errorClassFor(response.status);
  const reason = textOf(message) ?? redactor.text(describeBody(response, body));
  return new ErrorClass(`${response.status} ${reason}`, {
    status: response.status,
    headers: redactor.headers(response.headers),
    body,
    type: textOf(type),
    param: textOf(param) ?? null,
    code: textOf(code) ?? null,
  });
}

/** One line about a body that is not the JSON it should be. */
export function describeBody(response: Response, body: unknown): string {
  if (body === '' || body === undefined) return `${response.statusText} (empty body)`.trim();
  const mediaType = response.headers.get('content-type') ?? 'no content type';
  return `${response.statusText} (${mediaType}: ${excerptOf(body)})`.trim();
}

function errorObjectOf(body: unknown): ErrorBody {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  if (typeof error === 'string') return { message: error };
  return typeof error === 'object' && error !== null ? error : {};
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The readable part of an HTML page or any other body, short enough for a message. */
function excerptOf(body: unknown): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const readable = text
    .slice(0, 4_000)
    .replace(/<(style|script)\b.*?<\/\1>/gis, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return readable.length > 120 ? `${readable.slice(0, 120)}…` : readable;
}

/** Parsed JSON, or undefined for a text that is none. */
export function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
