import { type APIError, InvalidResponseError, type ModerationError } from '../errors.js';
import type { Settings } from '../options.js';
import type { Redactor } from '../redact.js';
import { MAY_BE_BILLED } from '../transport/explain-failure.js';
import { readErrorBody } from './error-body.js';
import { errorClassFor, isAmbiguous } from './error-class.js';
import { readRetryAfter } from './rate-limit.js';

/** As much of a wrong body as an error keeps; it may be a whole page, or half a picture. */
const EXCERPT_LENGTH = 1_000;

/** As much of an error's body as is read: the reason stands at its start, and some never end. */
const MAX_FAILURE_BYTES = 1 << 20;

/** Reads a response that is no success into the error of the class that its status calls for. */
export async function readFailure(response: Response, settings: Settings): Promise<APIError> {
  const text = await readStart(response);
  return toAPIError(response, parseJSON(text) ?? text, settings);
}

/** The start of a body, or as much of it as came. A body that breaks off takes nothing from what the status says. */
async function readStart(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  try {
    for (let length = 0; reader && length < MAX_FAILURE_BYTES; ) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      length += value.length;
      text += decoder.decode(value, { stream: true });
    }
    reader?.cancel().catch(() => undefined);
  } catch {
    // What came is all there is.
  }
  return text;
}

/** The error for a response, given its body: parsed JSON, or the text of anything else. */
export function toAPIError(response: Response, received: unknown, settings: Settings): APIError {
  return makeError(response, received, response.status, `${response.status} `, settings);
}

/** The error for one that a server reports under a status of success: of the class that its kind calls for. */
export function toReportedError(response: Response, received: unknown, settings: Settings): APIError {
  const { type, code } = readErrorBody(received);
  const kind = `${type ?? ''} ${code ?? ''}`;
  const status = STATUS_OF_KIND.find(([pattern]) => pattern.test(kind))?.[1];
  return makeError(response, received, status, 'The server reported an error: ', settings);
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
  const message = `${response.status} is no picture: expected ${expected}, received ${received}. ${MAY_BE_BILLED}`;
  const facts = readErrorBody(body);
  const ErrorClass = facts.isHTML ? errorClassFor(response.status, facts) : InvalidResponseError;
  const headers = redactor.headers(response.headers);
  return new ErrorClass(message, { status: response.status, headers, body, mayHaveBeenBilled: true, cause });
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

function makeError(
  response: Response,
  received: unknown,
  status: number | undefined,
  prefix: string,
  { redactor }: Settings,
): APIError {
  const body = redact(received ?? '', redactor);
  const facts = readErrorBody(body);
  const reason = facts.message ?? redactor.text(describeBody(response, body));
  const mayHaveBeenBilled = isAmbiguous(status, facts);
  const ErrorClass: typeof APIError | typeof ModerationError = errorClassFor(status, facts);
  const message = mayHaveBeenBilled ? `${reason.replace(/\.$/, '')}. ${MAY_BE_BILLED}` : reason;
  return new ErrorClass(prefix + message, {
    ...facts,
    status,
    headers: redactor.headers(response.headers),
    body,
    param: facts.param ?? null,
    code: facts.code ?? null,
    retryAfterMs: readRetryAfter(response.headers),
    mayHaveBeenBilled,
  });
}

/** Some bodies are nested deeper than can be written anew. */
function redact(body: unknown, redactor: Redactor): unknown {
  try {
    return redactor.json(body);
  } catch {
    return 'nested too deep to be read';
  }
}

/** One line about a body that is not the JSON it should be. */
export function describeBody(response: Response, body: unknown): string {
  if (body === '' || body === undefined) return `${response.statusText} (empty body)`.trim();
  const mediaType = response.headers.get('content-type') ?? 'no content type';
  return `${response.statusText} (${mediaType}: ${excerptOf(body)})`.trim();
}

/** Members whose text is nobody else's business, to its end or as far as it came. */
const PROMPT_OR_PICTURE = /("(?:\w*prompt|b64_json)"\s*:\s*)"(?:[^"\\]|\\.)*(?:"|\\?$)/g;

/** The readable part of an HTML page or any other body, short enough for a message. */
function excerptOf(body: unknown): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const readable = text
    .slice(0, 4_000)
    .replace(PROMPT_OR_PICTURE, '$1…')
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
