import {
  APIConnectionError,
  APIConnectionTimeoutError,
  type APIErrorDetails,
  APIUserAbortError,
  OutcomeUnknownError,
  type Phase,
} from '../errors.js';
import type { Redactor } from '../redact.js';
import type { Deadline } from './deadline.js';

/** Failures from before a request was sent, as Node, undici, Bun and Deno name them. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ConnectionRefused',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'FailedToOpenSocket',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** What Node's `fetch` gives up with after 300 s, whatever the caller's timeout, and what it waited for. */
const NODE_LIMITS: Record<string, Phase> = { UND_ERR_HEADERS_TIMEOUT: 'headers', UND_ERR_BODY_TIMEOUT: 'body' };

const NOT_SENT = 'Nothing was sent.';
/** What an error says besides where nobody knows whether the picture was made. */
export const MAY_BE_BILLED = 'The picture may have been made and billed: to ask again may buy it twice.';

/** The error for an attempt that was ended from this side, or whose connection failed. */
export function explainFailure(
  cause: unknown,
  deadline: Deadline,
  callerSignal: AbortSignal | null | undefined,
  redactor: Redactor,
  answer?: Response,
): Error {
  const phase = deadline.phase();
  const wasSent = phase !== undefined && phase !== 'connect';
  const details = {
    phase,
    mayHaveBeenBilled: wasSent,
    ...(answer ? { headers: redactor.headers(answer.headers) } : {}),
  };
  const consequence = wasSent ? MAY_BE_BILLED : NOT_SENT;
  switch (deadline.endedBy()) {
    case 'abort':
      return abortedBy(callerSignal);
    case 'upload':
      return connectionError('upload', deadline.uploadFailure(), { phase: 'upload' }, redactor);
    case 'timeout':
      return new APIConnectionTimeoutError(
        `No complete response within ${deadline.timeout} ms: time ran out ${DURING[phase ?? 'none']}. ${consequence} ` +
          'Pass a longer timeout, in milliseconds, if the picture may take longer.',
        details,
      );
    case 'deadline':
      return new APIConnectionTimeoutError(
        `The call was not over by its deadline: time ran out ${DURING[phase ?? 'none']}. ${consequence}`,
        details,
      );
    default:
      return explainCause(cause, wasSent, details, redactor);
  }
}

const DURING: Record<Phase | 'none', string> = {
  none: 'before anything was sent',
  connect: 'while connecting',
  upload: 'while the request was being sent',
  headers: 'waiting for the response to begin',
  body: "amid the response's body",
  events: 'waiting for the next event',
};

function explainCause(cause: unknown, wasSent: boolean, details: APIErrorDetails, redactor: Redactor): Error {
  const codes = causes(cause).map(({ code }) => code ?? '');
  const limited = codes.find((code) => Object.hasOwn(NODE_LIMITS, code));
  if (limited) {
    return new APIConnectionTimeoutError(
      `Node's fetch gave up after 300 s, ${DURING[NODE_LIMITS[limited] ?? 'none']}; it does so whatever the timeout. ` +
        `${MAY_BE_BILLED} Pass longCalls: 'stream' to have a long call answered early, or a fetch with other limits.`,
      { ...details, phase: NODE_LIMITS[limited], cause: safeCause(cause, redactor) },
    );
  }
  if (/redirect/i.test(rootMessage(cause))) {
    return new APIConnectionError(
      'The server answered with a redirect, which is not followed: it would take the key elsewhere. Is baseURL right?',
      { ...details, mayHaveBeenBilled: false, cause: safeCause(cause, redactor) },
    );
  }
  const neverSent = !wasSent || codes.some((code) => NEVER_SENT.has(code));
  const sure: APIErrorDetails = neverSent ? { ...details, phase: 'connect', mayHaveBeenBilled: false } : details;
  return connectionError('connection', cause, sure, redactor);
}

function connectionError(
  what: string,
  cause: unknown,
  details: APIErrorDetails,
  redactor: Redactor,
): APIConnectionError {
  const isChanged = cause instanceof Error && cause.name === 'NotReadableError';
  const advice = isChanged ? ' Was the file changed or removed since the call was made?' : '';
  const consequence = details.mayHaveBeenBilled ? ` ${MAY_BE_BILLED}` : '';
  const message = `The ${what} failed: ${rootMessage(cause).replace(/\.$/, '')}.${advice}${consequence}`;
  const ErrorClass = details.mayHaveBeenBilled ? OutcomeUnknownError : APIConnectionError;
  return new ErrorClass(redactor.text(message), { ...details, cause: safeCause(cause, redactor) });
}

/** The error that stands for a call whose signal was aborted. */
export function abortedBy(signal: AbortSignal | null | undefined): APIUserAbortError {
  return new APIUserAbortError('The call was aborted by its signal.', { cause: signal?.reason });
}

/** A cause goes into logs with its error; one that repeats a secret is told again without it. */
function safeCause(cause: unknown, redactor: Redactor): unknown {
  const told = cause instanceof Error ? `${cause.stack}${rootMessage(cause)}` : String(cause);
  return redactor.text(told) === told ? cause : new Error(redactor.text(rootMessage(cause)));
}

/** `fetch failed` says nothing; what failed is the innermost cause. */
export function rootMessage(cause: unknown): string {
  let root = cause;
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  if (!(root instanceof Error)) return String(root);
  if (root instanceof AggregateError && root.errors.length > 0) return rootMessage(root.errors[0]);
  return root.message || (root as { code?: string }).code || root.name;
}

function causes(error: unknown): { code?: string }[] {
  const found: { code?: string }[] = [];
  for (let cause = error; cause instanceof Error && found.length < 5; cause = cause.cause) {
    found.push(cause as { code?: string });
    if (cause instanceof AggregateError) found.push(...cause.errors);
  }
  return found;
}
