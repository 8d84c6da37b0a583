import { isPlainObject } from '@redocly/openapi-core';
import { holdsNames, isData } from './document-keys.js';
import { valueAt } from './pointer.js';

type Node = Record<string, unknown>;

/**
 * Rewrites what OpenAPI 3.1 does not know in its own words, and says so in `openapi`: `nullable` and
 * yes-or-no bounds of 3.0, which are published under other versions too, and the parts of 3.2 that
 * the tools after this one cannot read. Gives a copy, in which nothing is shared.
 */
export function mendDocument(document: Node, components: unknown): Node {
  return { ...(mend(document, false, components) as Node), openapi: '3.1.0' };
}

function mend(node: unknown, isMap: boolean, components: unknown): unknown {
  if (Array.isArray(node)) return node.map((item) => mend(item, false, components));
  if (!isPlainObject(node)) return node;
  if (!isMap && typeof node.$ref === 'string' && node.$ref.startsWith('#/components/mediaTypes/')) {
    return mend(valueAt({ components }, node.$ref.slice(1)), false, components);
  }
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, child]) => {
      if (!isMap && isData(key, child)) return [key, JSON.parse(JSON.stringify(child))];
      return [key, mend(child, !isMap && holdsNames(key), components)];
    }),
  ) as Node;
  return isMap ? copy : mendNullable(mendBounds(mendItemSchema(copy)));
}

function mendNullable(schema: Node): Node {
  const { nullable, ...others } = schema;
  if (typeof nullable !== 'boolean') return schema;
  if (!nullable) return others;
  if (Array.isArray(others.enum) && !others.enum.includes(null)) others.enum = [...others.enum, null];
  const choice = ['anyOf', 'oneOf'].find((key) => Array.isArray(others[key]));
  if (others.type !== undefined) others.type = [...new Set([others.type, 'null'].flat())];
  else if (choice) {
    const members = others[choice] as unknown[];
    const takesNull = members.some((member) => isPlainObject(member) && [member.type].flat().includes('null'));
    if (!takesNull) others[choice] = [...members, { type: 'null' }];
  } else if (others.$ref !== undefined || others.allOf !== undefined) {
    const { $ref, allOf, ...beside } = others;
    return { anyOf: [$ref === undefined ? { allOf } : { $ref }, { type: 'null' }], ...beside };
  }
  return others;
}

function mendBounds(schema: Node): Node {
  const mended = { ...schema };
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof mended[exclusive] !== 'boolean') continue;
    const isExclusive = mended[exclusive] && mended[bound] !== undefined;
    if (isExclusive) mended[exclusive] = mended[bound];
    delete mended[isExclusive ? bound : exclusive];
  }
  return mended;
}

/** A stream's items, described on their own in 3.2, are the content of its text in 3.1. */
function mendItemSchema(mediaType: Node): Node {
  const { itemSchema, ...others } = mediaType;
  if (!isPlainObject(itemSchema)) return mediaType;
  return others.schema === undefined ? { schema: { type: 'string', contentSchema: itemSchema }, ...others } : others;
}
