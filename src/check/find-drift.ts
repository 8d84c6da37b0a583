import { isAmong, isObject, type ResponseSchema, typeOf } from './response-schema.js';

/** One way in which a value is not as its schema says. */
export interface Drift {
  kind: 'unknown-field' | 'missing-field' | 'wrong-type' | 'unknown-value';
  /** The names that lead there; `*` stands for any place in a list. */
  path: readonly string[];
  /** What the specification says of that place, where it says anything. */
  schema: ResponseSchema | undefined;
  /** What is there; undefined where it is missing. */
  value: unknown;
}

/** Everything in a parsed value that its schema does not say. */
export function findDrift(value: unknown, schema: ResponseSchema, path: readonly string[] = []): Drift[] {
  if (schema.anyOf) return findInNearest(value, schema.anyOf, path);
  if (!isOfType(value, schema)) return [{ kind: 'wrong-type', path, schema, value }];
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.flatMap((item) => findDrift(item, items, [...path, '*'])) : [];
  }
  if (isObject(value)) return [...findMissing(value, schema, path), ...findInMembers(value, schema, path)];
  return isListed(value, schema) ? [] : [{ kind: 'unknown-value', path, schema, value }];
}

/** Of several schemas the one that fits best: of those for the value's type, the one with the fewest findings. */
function findInNearest(value: unknown, schemas: readonly ResponseSchema[], path: readonly string[]): Drift[] {
  const near = schemas.filter((each) => each.anyOf || isOfType(value, each));
  if (near.length === 0) {
    return [{ kind: 'wrong-type', path, schema: { types: schemas.flatMap(({ types = [] }) => types) }, value }];
  }
  const [first = [], ...others] = near.map((each) => findDrift(value, each, path));
  return others.reduce((least, each) => (each.length < least.length ? each : least), first);
}

function isOfType(value: unknown, { types }: ResponseSchema): boolean {
  return !types || isAmong(typeOf(value), types);
}

function findMissing(value: Record<string, unknown>, schema: ResponseSchema, path: readonly string[]): Drift[] {
  const missing = (schema.required ?? []).filter((name) => !Object.hasOwn(value, name));
  return missing.map((name) => ({
    kind: 'missing-field',
    path: [...path, name],
    schema: schema.properties?.[name],
    value: undefined,
  }));
}

function findInMembers(value: Record<string, unknown>, schema: ResponseSchema, path: readonly string[]): Drift[] {
  const { properties, others } = schema;
  // An object of which nothing is said may hold anything.
  if (!properties && !others) return [];
  return Object.entries(value).flatMap(([name, member]): Drift[] => {
    const known = properties && Object.hasOwn(properties, name) ? properties[name] : others;
    const place = [...path, name];
    return known
      ? findDrift(member, known, place)
      : [{ kind: 'unknown-field', path: place, schema: undefined, value: member }];
  });
}

/** In an open list, a known value with other numbers in it is no news: `1008x1008` beside `1024x1024`. */
function isListed(value: unknown, { values, open }: ResponseSchema): boolean {
  if (!values || values.includes(value)) return true;
  return open === true && values.some((each) => /\d/.test(String(each)) && blankNumbers(each) === blankNumbers(value));
}

function blankNumbers(value: unknown): string {
  return String(value).replace(/\d+/g, '0');
}
