/** Takes secrets out of whatever came from elsewhere and may echo them: bodies, headers, messages. */
export interface Redactor {
  text(text: string): string;
  /** A redacted copy of parsed JSON. */
  json(value: unknown): unknown;
  headers(headers: Headers): Headers;
}

const MASK = '[API key]';

/** Makes a redactor of the secrets given; shorter than four characters they would be part of anything. */
export function createRedactor(candidates: readonly string[]): Redactor {
  const secrets = candidates.filter((secret) => secret.length >= 4);
  const mask = (value: string, spelt: (secret: string) => string) =>
    secrets.reduce((left, secret) => left.replaceAll(spelt(secret), MASK), value);
  const text = (value: string) => mask(value, (secret) => secret);
  return {
    text,
    // Written anew, a secret has one spelling, whatever escapes it came with; names are covered too.
    json: (value) => JSON.parse(mask(JSON.stringify(value), (secret) => JSON.stringify(secret).slice(1, -1))),
    headers: (headers) => new Headers([...headers].map(([name, value]) => [name, text(value)])),
  };
}
