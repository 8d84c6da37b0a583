import { isSpent } from './is-spent.js';

/**
 * The base of every error this package throws on purpose.
 * Names and hierarchy follow the official SDK, so that `instanceof` checks move over unchanged.
 */
export class OpenAIError extends Error {
  override name = 'OpenAIError';

  /** What may go into a log: no body, no header, no cause, which may hold prompts or pictures. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message };
  }
}

/** The call cannot work as it was made; nothing was sent. The message says what to change. */
export class InvalidRequestError extends OpenAIError {
  override name = 'InvalidRequestError';
  /** Everything that was found wrong, one by one, where more than the message is known. */
  readonly problems: readonly { path: string; value: string; remedy: string }[];

  constructor(message: string, options: { cause?: unknown; problems?: InvalidRequestError['problems'] } = {}) {
    super(message, options);
    this.problems = (options.problems ?? []).map(({ path, value, remedy }) => ({ path, value, remedy }));
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), problems: this.problems };
  }
}

/**
 * What an attempt was waiting for: a connection, its request to leave, the response's headers, its body, or the next
 * event of a stream. `connect` is told apart from what follows on Node alone.
 */
export type Phase = 'connect' | 'upload' | 'headers' | 'body' | 'events';

/** What an {@link APIError} knows beside its message. All of it comes from the server's answer. */
export interface APIErrorDetails {
  /** HTTP status; undefined where no response arrived. */
  status?: number | undefined;
  /** Machine-readable reason, such as `rate_limit_exceeded`; null where the server named none. */
  code?: string | null | undefined;
  /** The server's class of error, such as `invalid_request_error`. */
  type?: string | undefined;
  /** The parameter at fault, where the server named one. */
  param?: string | null | undefined;
  /** The response's headers. */
  headers?: Headers | undefined;
  /** The response's body: parsed where it was JSON, else its text. */
  body?: unknown;
  /** What was waited for when time ran out or the connection failed; undefined where neither did. */
  phase?: Phase | undefined;
  /** How long the server asks to wait before the next attempt, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** Whether a picture may have been made, and billed, all the same. */
  mayHaveBeenBilled?: boolean | undefined;
  cause?: unknown;
}

/**
 * The API, or something in front of it, did not answer with what was asked for.
 *
 * @example
 * try {
 *   await images.generate({ prompt: 'An otter' });
 * } catch (error) {
 *   if (error instanceof APIError) console.error(error.status, error.code, error.requestId);
 * }
 */
export class APIError extends OpenAIError {
  override name = 'APIError';
  readonly status: number | undefined;
  readonly code: string | null | undefined;
  readonly type: string | undefined;
  readonly param: string | null | undefined;
  readonly headers: Headers | undefined;
  readonly body: unknown;
  readonly phase: Phase | undefined;
  readonly retryAfterMs: number | undefined;
  /** Whether a picture may have been made, and billed, all the same; such a request is not sent again by itself. */
  readonly mayHaveBeenBilled: boolean;
  /** The `x-request-id` to quote to the server's operator; undefined where no response arrived. */
  readonly requestId: string | undefined;

  constructor(message: string, details: APIErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.status = details.status;
    this.code = details.code;
    this.type = details.type;
    this.param = details.param;
    this.headers = details.headers;
    this.body = details.body;
    this.phase = details.phase;
    this.retryAfterMs = details.retryAfterMs;
    this.mayHaveBeenBilled = details.mayHaveBeenBilled ?? false;
    this.requestId = details.headers?.get('x-request-id') ?? undefined;
  }

  override toJSON(): Record<string, unknown> {
    const { status, code, type, param, requestId, phase, retryAfterMs, mayHaveBeenBilled } = this;
    return { ...super.toJSON(), status, code, type, param, requestId, phase, retryAfterMs, mayHaveBeenBilled };
  }
}

/** Status 400: a parameter is wrong, or the prompt or a picture was refused. */
export class BadRequestError extends APIError {
  override name = 'BadRequestError';
}

/** Status 401: the key is missing, mistyped or revoked. */
export class AuthenticationError extends APIError {
  override name = 'AuthenticationError';
}

/** Status 403: the key is good, but not for this. */
export class PermissionDeniedError extends APIError {
  override name = 'PermissionDeniedError';
}

/** Status 404: no such model or path at this server. */
export class NotFoundError extends APIError {
  override name = 'NotFoundError';
}

/** Status 409: another request is in the way. */
export class ConflictError extends APIError {
  override name = 'ConflictError';
}

/** Status 422: the request is well formed, and the server cannot act on it. */
export class UnprocessableEntityError extends APIError {
  override name = 'UnprocessableEntityError';
}

/** Status 429: too many requests for now, or the account's quota is used up (see `code`). */
export class RateLimitError extends APIError {
  override name = 'RateLimitError';
}

/** Status 500 and above. */
export class InternalServerError extends APIError {
  override name = 'InternalServerError';
}

/** No complete response arrived: the connection could not be made, or it broke. See `cause` and `phase`. */
export class APIConnectionError extends APIError {
  override name = 'APIConnectionError';
}

/** No complete response arrived within `timeout` or `deadline`. See `phase`. */
export class APIConnectionTimeoutError extends APIConnectionError {
  override name = 'APIConnectionTimeoutError';
}

/**
 * Nobody can tell whether the picture was made: the connection was lost after the request had left, time ran out, the
 * response broke off, or a gateway answered in the API's place. `mayHaveBeenBilled` is true, and nothing is sent again.
 *
 * `instanceof` holds for every error of which that is true, whatever its class: a timeout is an
 * {@link APIConnectionTimeoutError} and a 502 is an {@link InternalServerError} besides.
 *
 * @example
 * if (error instanceof OutcomeUnknownError) console.error('Look it up before you buy it again:', error.requestId);
 */
export class OutcomeUnknownError extends APIConnectionError {
  override name = 'OutcomeUnknownError';

  static override [Symbol.hasInstance](value: unknown): value is OutcomeUnknownError {
    return value instanceof APIError && value.mayHaveBeenBilled;
  }
}

/** An event stream ended without its completed event. What came before was previews, not results. */
export class StreamTruncatedError extends APIConnectionError {
  override name = 'StreamTruncatedError';
}

/** The caller's `signal` was aborted. Its reason is the `cause`. */
export class APIUserAbortError extends APIError {
  override name = 'APIUserAbortError';
}

/** The prompt, a picture of the request or the picture made was refused by moderation. Another attempt is no use. */
export class ModerationError extends BadRequestError {
  override name = 'ModerationError';
  /** What was refused, such as `input` or `output`; undefined where the server does not say. */
  readonly stage: string | undefined;
  /** What it was refused for, such as `violence`; empty where the server does not say. */
  readonly categories: readonly string[];

  constructor(message: string, details: APIErrorDetails & { stage?: string | undefined; categories?: string[] } = {}) {
    super(message, details);
    this.stage = details.stage;
    this.categories = details.categories ?? [];
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), stage: this.stage, categories: this.categories };
  }
}

/**
 * The account's money or quota is used up, or its limit is none at all: time does not mend it. It is reported under
 * status 429 or 400; `instanceof` holds for both, and for the class of either status.
 */
export class QuotaError extends RateLimitError {
  override name = 'QuotaError';

  static override [Symbol.hasInstance](value: unknown): value is QuotaError {
    return value instanceof APIError && [400, 429].includes(value.status ?? 0) && isSpent(value.code, value.message);
  }
}

/** Status 403: the organization has to be verified before it may use the model. */
export class OrganizationVerificationError extends PermissionDeniedError {
  override name = 'OrganizationVerificationError';
}

/** Status 400: a picture of the request cannot be read, or is of a kind that the API does not take. */
export class InvalidImageError extends BadRequestError {
  override name = 'InvalidImageError';
}

/** A web page where JSON was expected: something in front of the API answered. `message` has the start of its text. */
export class BadGatewayBodyError extends InternalServerError {
  override name = 'BadGatewayBodyError';
}

/** A success without the picture that it should hold: no data, broken JSON or base64, or more than was allowed. */
export class InvalidResponseError extends APIError {
  override name = 'InvalidResponseError';
}
