/** The client with its responses checked: `import { createImagesClient } from 'openai-images/check'`. */
import { describeFinding, type Finding } from './check/finding.js';
import { watchResponses } from './check/watch-responses.js';
import { createImagesClient as createUncheckedClient, type ImagesClient } from './client.js';
import { OpenAIError } from './errors.js';
import type { ClientOptions } from './options.js';
import { listValues } from './request/problem.js';

export type { Finding } from './check/finding.js';
export type { ResponseSchema } from './check/response-schema.js';

const MODES = ['warn', 'throw', 'off'] as const;
/** How many findings a client tells at most, whatever a server makes up. */
const MOST_WARNINGS = 200;
/** How many findings an error's message lists. */
const LISTED = 10;

/** What to do about a response that is not as the specification says: see `CheckedClientOptions.checkResponses`. */
export type ResponseChecks = (typeof MODES)[number];

/** Options of {@link createImagesClient}. */
export interface CheckedClientOptions extends ClientOptions {
  /**
   * What to do where a response or an event has fields that the specification does not know, lacks some that it
   * requires, or holds other types or values. `warn`: `onWarning` gets each once. `throw`: the call fails with a
   * {@link ResponseCheckError} once its response has been read, picture and all; for tests. `off`: nothing is checked.
   * Default: `warn`.
   */
  checkResponses?: ResponseChecks | undefined;
}

/** A client that checks what it receives. */
export interface CheckedImagesClient extends ImagesClient {
  withOptions(options: CheckedClientOptions): CheckedImagesClient;
}

/** A response that is not as the specification says. */
export class ResponseCheckError extends OpenAIError {
  override name = 'ResponseCheckError';
  /** Everything that is not as it says. */
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(listFindings(findings));
    this.findings = findings;
  }
}

/**
 * Makes a client that checks successful responses and events against the specification as they are read, for
 * development and tests. A check never disturbs its call, and never holds a picture.
 *
 * @throws {OpenAIError} as the unchecked client does, or where `checkResponses` is none of its values
 * @example
 * const images = createImagesClient({ checkResponses: 'warn' });
 * await images.generate({ prompt: 'An otter' }); // warns of what the server sends and the specification does not know
 */
export function createImagesClient(options: CheckedClientOptions = {}): CheckedImagesClient {
  const { checkResponses = 'warn', fetch = (input, init) => globalThis.fetch(input, init), ...others } = options;
  if (!MODES.includes(checkResponses)) {
    throw new OpenAIError(`checkResponses is ${JSON.stringify(checkResponses)}; expected ${listValues(MODES)}.`);
  }
  const watcher =
    checkResponses === 'throw'
      ? { onFinding() {}, failureFor: toFailure }
      : { onFinding: warnOnce(options.onWarning ?? ((message) => console.warn(`openai-images: ${message}`))) };
  return {
    ...createUncheckedClient({ ...others, fetch: checkResponses === 'off' ? fetch : watchResponses(fetch, watcher) }),
    withOptions: (changes) => createImagesClient({ ...options, ...changes }),
  };
}

function toFailure(findings: Finding[]): Error | undefined {
  return findings.length > 0 ? new ResponseCheckError(findings) : undefined;
}

function warnOnce(onWarning: (message: string) => void): (finding: Finding) => void {
  const warned = new Set<string>();
  return (finding) => {
    const message = describeFinding(finding);
    if (warned.has(message) || warned.size > MOST_WARNINGS) return;
    warned.add(message);
    onWarning(
      warned.size > MOST_WARNINGS ? 'There is more that the specification does not say; no more is told.' : message,
    );
  };
}

function listFindings(findings: readonly Finding[]): string {
  const [first] = findings;
  if (first && findings.length === 1) return describeFinding(first);
  const rest = findings.length > LISTED ? [`and ${findings.length - LISTED} more`] : [];
  return [
    `${findings.length} things in a response are not as the specification says:`,
    ...[...findings.slice(0, LISTED).map(describeFinding), ...rest].map((line) => `- ${line}`),
  ].join('\n');
}
