/**
 * The base of every error this package throws on purpose.
 * Names and hierarchy follow the official SDK, so that `instanceof` checks move over unchanged.
 */
export class OpenAIError extends Error {
  override name = 'OpenAIError';
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
}

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
    this.requestId = details.headers?.get('x-request-id') ?? undefined;
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

/** No complete response arrived: the connection could not be made, or it broke. See `cause`. */
export class APIConnectionError extends APIError {
  override name = 'APIConnectionError';
}

/** No complete response arrived within `timeout`. */
export class APIConnectionTimeoutError extends APIConnectionError {
  override name = 'APIConnectionTimeoutError';
}

/** An event stream ended without its completed event. What came before was previews, not results. */
export class StreamTruncatedError extends APIConnectionError {
  override name = 'StreamTruncatedError';
}

/** The caller's `signal` was aborted. Its reason is the `cause`. */
export class APIUserAbortError extends APIError {
  override name = 'APIUserAbortError';
}

const CLASS_OF_STATUS: Record<number, typeof APIError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableEntityError,
  429: RateLimitError,
};

/** The class that stands for an HTTP status. */
export function errorClassFor(status: number): typeof APIError {
  return CLASS_OF_STATUS[status] ?? (status >= 500 ? InternalServerError : APIError);
}
