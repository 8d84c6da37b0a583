/** Takes secrets out of whatever came from elsewhere and may echo them: bodies, headers, messages. */
export interface Redactor {
  text(text: string): string;
  /** A redacted copy of parsed JSON. */
  json(value: unknown): unknown;
  headers(headers: Headers): Headers;
  /** Takes one more secret, for as long as it is one of the latest. */
  learn(secret: string): void;
}

const MASK = '[API key]';

/** Keys that are had anew for each attempt must not pile up. */
const MOST_LEARNED = 20;

/** Makes a redactor of the secrets given; shorter than four characters they would be part of anything. */
export function createRedactor(candidates: readonly string[]): Redactor {
  const isSecret = (secret: string) => secret.length >= 4;
  const known = candidates.filter(isSecret);
  const learned: string[] = [];
  const mask = (value: string, spelt: (secret: string) => string) =>
    [...known, ...learned].reduce((left, secret) => left.replaceAll(spelt(secret), MASK), value);
  const text = (value: string) => mask(value, (secret) => secret);
  return {
    text,
    // Written anew, a secret has one spelling, whatever escapes it came with; names are covered too.
    json: (value) => JSON.parse(mask(JSON.stringify(value), (secret) => JSON.stringify(secret).slice(1, -1))),
    headers: (headers) => new Headers([...headers].map(([name, value]) => [name, text(value)])),
    learn(secret) {
      if (!isSecret(secret) || known.includes(secret) || learned.includes(secret)) return;
      if (learned.push(secret) > MOST_LEARNED) learned.shift();
    },
  };
}
