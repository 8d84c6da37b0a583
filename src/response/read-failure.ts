import { APIError, errorClassFor } from '../errors.js';
import type { Settings } from '../options.js';
import type { Redactor } from '../redact.js';

/** As much of a wrong body as an error keeps; it may be a whole page, or half a picture. */
const EXCERPT_LENGTH = 1_000;

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
  const reason = reasonIn(response, body, redactor);
  return makeError(response, body, response.status, `${response.status} ${reason}`, redactor);
}

/** The error for one that a server reports under a status of success: of the class that its kind calls for. */
export function toReportedError(response: Response, received: unknown, { redactor }: Settings): APIError {
  const body = redactor.json(received ?? '');
  const { type, code } = errorObjectOf(body);
  const kind = `${textOf(type) ?? ''} ${textOf(code) ?? ''}`;
  const status = STATUS_OF_KIND.find(([pattern]) => pattern.test(kind))?.[1];
  const reason = reasonIn(response, body, redactor);
  return makeError(response, body, status, `The server reported an error: ${reason}`, redactor);
}

/** The error for a success that is not what was asked for, given as much of its text as was read. */
export function toUnexpectedError(
  response: Response,
  text: string,
  expected: string,
  { redactor }: Settings,
  cause?: unknown,
): APIError {
  // Redacted before it is cut, which might leave half a key.
  const body = redactor.text(text).slice(0, EXCERPT_LENGTH);
  const received = redactor.text(describeBody(response, body));
  const message = `${response.status} is no picture: expected ${expected}, received ${received}`;
  return new APIError(message, { status: response.status, headers: redactor.headers(response.headers), body, cause });
}

/** The status that goes with an error's `type` or `code`, where the status line was sent before the error was known. */
const STATUS_OF_KIND: [RegExp, number][] = [
  [/authentication|invalid_api_key/, 401],
  [/permission/, 403],
  [/not_found/, 404],
  [/rate_limit|quota|billing/, 429],
  [/server_error|overloaded/, 500],
  [/invalid|moderation|content_policy|user_error|unsupported/, 400],
];

function reasonIn(response: Response, body: unknown, redactor: Redactor): string {
  return textOf(errorObjectOf(body).message) ?? redactor.text(describeBody(response, body));
}

function makeError(
  response: Response,
  body: unknown,
  status: number | undefined,
  message: string,
  redactor: Redactor,
): APIError {
  const { type, param, code } = errorObjectOf(body);
  const ErrorClass = status === undefined ? APIError : errorClassFor(status);
  return new ErrorClass(message, {
    status,
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
