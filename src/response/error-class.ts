import {
  APIError,
  AuthenticationError,
  BadGatewayBodyError,
  BadRequestError,
  ConflictError,
  InternalServerError,
  InvalidImageError,
  ModerationError,
  NotFoundError,
  OrganizationVerificationError,
  PermissionDeniedError,
  QuotaError,
  RateLimitError,
  UnprocessableEntityError,
} from '../errors.js';
import { isSpent } from '../is-spent.js';
import type { ErrorFacts } from './error-body.js';

const CLASS_OF_STATUS: Record<number, typeof APIError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableEntityError,
  429: RateLimitError,
};

const INVALID_IMAGE = /^(invalid_image|unsupported_file_mimetype)/;

/** The class that stands for an HTTP status and what the body says. A status keeps its official class, or a child of it. */
export function errorClassFor(status: number | undefined, facts: ErrorFacts): typeof APIError {
  if (status === undefined) return facts.isModeration ? ModerationError : APIError;
  const official = CLASS_OF_STATUS[status] ?? (status >= 500 ? InternalServerError : APIError);
  const special = specialClass(status, facts);
  return special && (special === official || special.prototype instanceof official) ? special : official;
}

function specialClass(
  status: number,
  { code, message, isHTML, isModeration }: ErrorFacts,
): typeof APIError | undefined {
  if (isModeration) return ModerationError;
  if (isHTML && (status >= 500 || status < 300)) return BadGatewayBodyError;
  if (INVALID_IMAGE.test(code ?? '')) return InvalidImageError;
  if (status === 403 && /organization\b.*\bverif/i.test(message ?? '')) return OrganizationVerificationError;
  return status === 429 && isSpent(code, message) ? QuotaError : undefined;
}

/** Gateways that gave up on the API, or lost it: 502, 504, and Cloudflare's 520 to 524. */
const GATEWAY_STATUS = [502, 504, 520, 521, 522, 523, 524];

/** Whether an answer leaves open if a picture was made: it does not come from the API itself. */
export function isAmbiguous(status: number | undefined, { isHTML }: ErrorFacts): boolean {
  if (status === undefined) return false;
  return GATEWAY_STATUS.includes(status) || (isHTML && (status >= 500 || status < 300));
}
