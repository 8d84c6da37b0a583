import { GenerateError } from '../generate-error.js';
import { keysOfPointer, pointerTo } from '../pointer.js';

/** An object of a parsed document. */
export type Node = Record<string, unknown>;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that ought to be an object; an empty one where it is not. */
export function nodeAt(node: unknown, key: string): Node {
  const value = isNode(node) ? node[key] : undefined;
  return isNode(value) ? value : {};
}

/** A member that ought to be a list; an empty one where it is not. */
export function listAt(node: unknown, key: string): unknown[] {
  const value = isNode(node) ? node[key] : undefined;
  return Array.isArray(value) ? value : [];
}

/** JSON that is equal for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, each) =>
      isNode(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
    ) ?? 'undefined'
  );
}

/** The keys of a local reference such as `#/components/schemas/Image`. */
export function keysOfReference(reference: string): string[] {
  return keysOfPointer(reference.replace(/^#/, ''));
}

/** A local reference from keys. */
export function toReference(keys: readonly string[]): string {
  return `#${keys.reduce(pointerTo, '')}`;
}

/** What a path of keys leads to, references not followed. */
export function valueAt(node: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value && Object.hasOwn(value, key) ? (value as Node)[key] : undefined,
    node,
  );
}

/** What a local reference leads to. */
export function targetOf(document: Node, reference: string): unknown {
  const target = reference.startsWith('#') ? valueAt(document, keysOfReference(reference)) : undefined;
  if (target === undefined) {
    throw new GenerateError(
      `The reference ${reference} leads nowhere. Bundle the document first, so that all of it is in one file.`,
    );
  }
  return target;
}
