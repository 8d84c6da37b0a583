/** One thing that is wrong with a call, or may be. */
export interface Problem {
  /** The parameter, as the caller wrote it: `n`, `svg.reasoning.effort`, `image[1]`. */
  path: string;
  /** The value as it may stand in a message; never a prompt or a picture. */
  value: string;
  /** What was expected, and what to do. */
  remedy: string;
  /** Whether it cannot work, or just is not known to. */
  certain: boolean;
}

const SHORT_WORD = /^\S{1,40}$/;

/** Stands for a picture where only its presence counts. */
export const PICTURE = Symbol('a picture');

/** A value as it may stand in a message: short, and no prompt. */
export function showValue(path: string, value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === PICTURE) return 'a picture';
  // What reads like a sentence may be a prompt, under whatever name.
  if (typeof value === 'string' && (path === 'prompt' || !SHORT_WORD.test(value))) {
    return `a text of ${value.length} characters`;
  }
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  // JSON has no NaN and no infinity, and would show null.
  if (typeof value === 'number') return String(value);
  return typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? String(value));
}

/** Values as a phrase: `"a", "b" or "c"`. */
export function listValues(values: readonly unknown[]): string {
  const shown = values.filter((value) => value !== null).map((value) => JSON.stringify(value));
  const last = shown.pop();
  return shown.length === 0 ? String(last) : `${shown.join(', ')} or ${last}`;
}

/** A member of a table, by a name that a caller chose: `constructor` is none of it. */
export function ownValue<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
