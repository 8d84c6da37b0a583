import { dequal, isPlainObject } from '@redocly/openapi-core';
import { holdsNames, isData } from './document-keys.js';
import { keysOfPointer, pointerTo } from './pointer.js';

const WORDING = ['description', 'summary', 'title', 'example', 'examples', 'externalDocs'];

/** What tells one form of schema from another: a schema has all of these as it has them, or is another one. */
const FORM = ['$ref', 'anyOf', 'oneOf', 'allOf', 'not', 'items', 'contentSchema'];

/** A place that differs between two documents; `before` is missing for what was added, `after` for what was removed. */
export interface Difference {
  pointer: string;
  before?: unknown;
  after?: unknown;
}

/** A single value, or a list, and what a change makes of it: undefined where it takes it away. */
export interface Leaf {
  pointer: string;
  value: unknown;
}

/** The outermost places where two documents differ; a list is one place. */
export function differencesOf(before: unknown, after: unknown, pointer = ''): Difference[] {
  if (before === after) return [];
  if (!isPlainObject(before) || !isPlainObject(after)) {
    return dequal(before, after) ? [] : [{ pointer, before, after }];
  }
  return Object.keys({ ...before, ...after }).flatMap((key) => {
    const place = pointerTo(pointer, key);
    if (!Object.hasOwn(before, key)) return [{ pointer: place, after: after[key] }];
    if (!Object.hasOwn(after, key)) return [{ pointer: place, before: before[key] }];
    return differencesOf(before[key], after[key], place);
  });
}

/** The single values that differences set or take away, each once, with what the last of them makes of it. */
export function leavesOf(differences: Difference[]): Leaf[] {
  const leaves = new Map<string, unknown>();
  const add = (value: unknown, pointer: string): void => {
    if (!isPlainObject(value) || Object.keys(value).length === 0) leaves.set(pointer, value);
    else for (const [key, child] of Object.entries(value)) add(child, pointerTo(pointer, key));
  };
  for (const { pointer, after } of differences) add(after, pointer);
  return [...leaves].map(([pointer, value]) => ({ pointer, value }));
}

/**
 * The places within an addition where a document has something of another form already: a schema
 * built otherwise, or an object in place of a value.
 */
export function findMismatches(added: unknown, present: unknown, pointer: string): string[] {
  return mismatches(added, present, pointer, holdsNames(keysOfPointer(pointer).at(-1) ?? ''));
}

function mismatches(added: unknown, present: unknown, pointer: string, isMap: boolean): string[] {
  if (present === undefined || added === undefined) return [];
  if (!isPlainObject(added) || !isPlainObject(present)) {
    if (isPlainObject(added) || isPlainObject(present)) return [pointer];
    return Array.isArray(added) === Array.isArray(present) ? [] : [pointer];
  }
  if (!isMap && isPlainObject(added.properties) && isPlainObject(present.properties)) {
    // Two objects have their properties in common, whatever else they require.
    const others = FORM.filter((key) => added[key] !== undefined && present[key] !== undefined);
    const different = others.filter((key) => !meansTheSame(added[key], present[key]));
    if (different.length > 0) return different.map((key) => pointerTo(pointer, key));
  } else if (!isMap && !hasSameForm(added, present)) return [pointer];
  return Object.keys(added).flatMap((key) => {
    if (!isMap && (WORDING.includes(key) || isData(key, added[key]))) {
      return mismatches(added[key], present[key], pointerTo(pointer, key), true);
    }
    return mismatches(added[key], present[key], pointerTo(pointer, key), !isMap && holdsNames(key));
  });
}

function hasSameForm(added: Record<string, unknown>, present: Record<string, unknown>): boolean {
  const isTyped = added.type !== undefined && present.type !== undefined;
  if (isTyped && !dequal(simplify(added.type), simplify(present.type))) return false;
  return FORM.every((key) => dequal(simplify(added[key]), simplify(present[key])));
}

/** Whether two parts of a document say the same, however they word and write it. */
export function meansTheSame(one: unknown, other: unknown): boolean {
  return dequal(simplify(one), simplify(other));
}

/** One way of writing for each meaning: without words, lists of values sorted, "this or null" as a list of types. */
function simplify(node: unknown, isMap = false): unknown {
  if (Array.isArray(node)) {
    const items = node.map((item) => simplify(item));
    return items.some((item) => typeof item === 'object' && item !== null) ? items : [...items].sort();
  }
  if (!isPlainObject(node)) return node;
  const entries = Object.entries(node).filter(([key]) => isMap || !WORDING.includes(key));
  const simple = Object.fromEntries(entries.map(([key, child]) => [key, simplify(child, !isMap && holdsNames(key))]));
  return isMap ? simple : withoutNullBranch(simple);
}

function withoutNullBranch(schema: Record<string, unknown>): Record<string, unknown> {
  const { anyOf, ...others } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema;
  const [main] = anyOf.filter((each) => isPlainObject(each) && each.type !== 'null');
  const isNullable = anyOf.some((each) => isPlainObject(each) && dequal(each, { type: 'null' }));
  if (!isNullable || !isPlainObject(main) || typeof main.type !== 'string') return schema;
  const values = Array.isArray(main.enum) ? { enum: [...main.enum, null].sort() } : {};
  return { ...main, ...others, ...values, type: [main.type, 'null'].sort() };
}

/** Whether a place holds words or examples, which say nothing new of the API. */
export function isWording(pointer: string): boolean {
  const keys = keysOfPointer(pointer);
  return keys.some((key, index) => WORDING.includes(key) && !holdsNames(keys[index - 1] ?? ''));
}
