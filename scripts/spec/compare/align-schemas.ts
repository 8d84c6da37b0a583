import { isNode, type Node } from './node.js';
import { ANNOTATIONS } from './simplify-schema.js';

/**
 * Writes a schema as the only one of several alternatives where the other document has several in
 * its place, so that they are compared one by one. Both trees are changed in place.
 */
export function alignSchemas(before: unknown, after: unknown): void {
  if (Array.isArray(before) && Array.isArray(after)) {
    for (const [index, each] of before.entries()) alignSchemas(each, after[index]);
  }
  if (!isNode(before) || !isNode(after)) return;
  if (hasAlternatives(before) && isSingle(after)) wrap(after);
  else if (hasAlternatives(after) && isSingle(before)) wrap(before);
  for (const [key, each] of Object.entries(before)) alignSchemas(each, after[key]);
}

function hasAlternatives(schema: Node): boolean {
  return Array.isArray(schema.anyOf) && !isNode(schema.properties);
}

function isSingle(schema: Node): boolean {
  return schema.anyOf === undefined && (schema.type !== undefined || schema.enum !== undefined);
}

function wrap(schema: Node): void {
  const own = Object.entries(schema).filter(([key]) => key === 'title' || !ANNOTATIONS.has(key));
  for (const [key] of own) delete schema[key];
  schema.anyOf = [Object.fromEntries(own)];
}
