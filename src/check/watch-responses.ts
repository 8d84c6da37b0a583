import { type OperationId, operations } from '../../generated/operations.js';
import { createRedactor } from '../redact.js';
import { secretsIn } from '../resolve-options.js';
import { type BodyChecker, createBodyChecker } from './check-body.js';
import type { Finding } from './finding.js';

type Fetch = typeof globalThis.fetch;

/** Who gets what is found. */
export interface Watcher {
  /** Gets each finding of a response once. */
  onFinding(finding: Finding): void;
  /** What to end a response with that findings were made in; where it gives nothing, the response ends as it would. */
  failureFor?(findings: Finding[]): Error | undefined;
}

/**
 * A fetch whose successful responses are checked against the specification while their bodies are read, and that is
 * otherwise the one given. Where a check itself fails, the rest of that response goes unchecked.
 */
export function watchResponses(fetch: Fetch, watcher: Watcher): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    try {
      return watchBody(response, input, init, watcher) ?? response;
    } catch {
      return response;
    }
  };
}

/** The response with its body watched; undefined where there is nothing to check. */
function watchBody(
  response: Response,
  input: Parameters<Fetch>[0],
  init: RequestInit | undefined,
  watcher: Watcher,
): Response | undefined {
  const request = input instanceof Request ? input : undefined;
  const operation = operationAt(request?.url ?? String(input));
  if (!operation || !response.ok || !(response.body instanceof ReadableStream) || response.bodyUsed) return undefined;
  const findings: Finding[] = [];
  const origin = {
    operation,
    isEventStream: /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? ''),
    redactor: createRedactor(secretsIn(Object.fromEntries(new Headers(init?.headers ?? request?.headers)))),
  };
  const checker = createBodyChecker(origin, (finding) => {
    findings.push(finding);
    watcher.onFinding(finding);
  });
  const through = passThrough(checker, () => watcher.failureFor?.(findings));
  const watched = new Response(through.readable, response);
  Object.defineProperty(watched, 'url', { value: response.url });
  // Last, for a body once taken cannot be given back.
  response.body.pipeThrough(through);
  return watched;
}

/** Hands bytes on as they come, and shows them to a checker until that fails. */
function passThrough(checker: BodyChecker, failureAtEnd: () => Error | undefined) {
  let isChecking = true;
  const attempt = (step: () => void) => {
    try {
      if (isChecking) step();
    } catch {
      isChecking = false;
    }
  };
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      attempt(() => checker.push(chunk));
      controller.enqueue(chunk);
    },
    flush(controller) {
      attempt(() => checker.end());
      const failure = failureAtEnd();
      if (failure) controller.error(failure);
    },
  });
}

/** The operation that a URL belongs to, wherever the API is. */
function operationAt(url: string): OperationId | undefined {
  const { pathname } = new URL(url);
  return (Object.keys(operations) as OperationId[]).find((id) => pathname.endsWith(operations[id].path));
}
