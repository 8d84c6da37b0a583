/** One of an account's limits, as the response to a request tells it. */
export interface RateLimit {
  /** How many there are in a window. */
  limit: number | undefined;
  /** How many of them are left. */
  remaining: number | undefined;
  /** How long until they are all there again, in milliseconds. */
  resetMs: number | undefined;
}

/** An account's limits by kind, such as `requests`, `tokens` or `images`; a kind that the server does not name is not there. */
export type RateLimits = Partial<Record<string, RateLimit>>;

/** Reads `x-ratelimit-{limit,remaining,reset}-{kind}` headers. */
export function readRateLimits(headers: Headers): RateLimits {
  const limits = new Map<string, RateLimit>();
  for (const [name, value] of headers) {
    const [, figure, kind] = /^x-ratelimit-(limit|remaining|reset)-(\w+)$/.exec(name) ?? [];
    if (!figure || !kind) continue;
    const entry = limits.get(kind) ?? { limit: undefined, remaining: undefined, resetMs: undefined };
    if (figure === 'reset') entry.resetMs = readDuration(value);
    else entry[figure as 'limit' | 'remaining'] = readNumber(value);
    limits.set(kind, entry);
  }
  return Object.fromEntries(limits);
}

const MS_OF_UNIT: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration such as `6m0s`, `1.5s` or `120ms`; a bare number counts seconds. */
export function readDuration(text: string): number | undefined {
  const trimmed = text.trim();
  const seconds = readNumber(trimmed);
  if (seconds !== undefined) return seconds * 1_000;
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(trimmed)) return undefined;
  const parts = trimmed.matchAll(/([\d.]+)(ms|[smhd])/g);
  return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * (MS_OF_UNIT[unit ?? ''] ?? 0), 0);
}

/** How long the server asks to wait, in milliseconds: `retry-after-ms`, else `retry-after` in seconds or as a date. */
export function readRetryAfter(headers: Headers, now = Date.now()): number | undefined {
  const milliseconds = readNumber(headers.get('retry-after-ms') ?? '');
  if (milliseconds !== undefined) return milliseconds;
  const after = headers.get('retry-after') ?? '';
  const seconds = Number(after);
  const delay = after.trim() === '' || !Number.isNaN(seconds) ? seconds * 1_000 : Date.parse(after) - now;
  return after.trim() === '' || Number.isNaN(delay) ? undefined : Math.max(delay, 0);
}

function readNumber(text: string): number | undefined {
  return /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
