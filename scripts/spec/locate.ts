import type { OpenAPI3 } from 'openapi-typescript';
import { listOperations } from './walk.js';

/** The keys and indexes that lead to a node of a document. */
export type Place = (string | number)[];

type Node = Record<string, unknown>;

/** The node at a place. */
export function nodeAt(document: unknown, place: Place): Node {
  return place.reduce((node, key) => (node as Node | undefined)?.[key], document) as Node;
}

/** Where a place's `$ref`s lead. */
export function resolvePlace(document: OpenAPI3, place: Place): Place {
  const { $ref } = nodeAt(document, place) ?? {};
  if (typeof $ref !== 'string') return place;
  const keys = $ref.replace(/^#\//, '').split('/');
  return resolvePlace(
    document,
    keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')),
  );
}

/** Where the schema of an operation's body is, or that of one event of its stream. */
export function locateResponse(document: OpenAPI3, operationId: string, event?: string): Place | undefined {
  if (event === undefined) return locateContent(document, operationId, 'application/json');
  const union = locateEvents(document, operationId);
  if (!union) return undefined;
  const isOfEvent = (place: Place) => {
    const type = locateField(document, place, ['type']);
    const { enum: values, const: value } = (type && nodeAt(document, type)) ?? {};
    return [values ?? value].flat().includes(event);
  };
  return variantsOf(document, union).find(isOfEvent);
}

/** Where the alternatives between a stream's events are. */
export function locateEvents(document: OpenAPI3, operationId: string): Place | undefined {
  const stream = locateContent(document, operationId, 'text/event-stream');
  if (!stream) return undefined;
  const schema = [...resolvePlace(document, stream), 'contentSchema'];
  return nodeAt(document, schema) && resolvePlace(document, schema);
}

function locateContent(document: OpenAPI3, operationId: string, mediaType: string): Place | undefined {
  const operation = listOperations(document).find((each) => each.operationId === operationId);
  if (!operation) return undefined;
  const response = resolvePlace(document, ['paths', operation.path, operation.method, 'responses', '200']);
  const schema = [...response, 'content', mediaType, 'schema'];
  return nodeAt(document, schema) ? schema : undefined;
}

/** Where the schema of what a pointer's names lead to is, counted from another schema; `*` is any place in a list. */
export function locateField(document: OpenAPI3, from: Place, [name, ...rest]: string[]): Place | undefined {
  if (name === undefined) return from;
  for (const place of variantsOf(document, from)) {
    const { properties, items, additionalProperties } = nodeAt(document, place) as { properties?: Node } & Node;
    const next =
      name === '*' && items
        ? [...place, 'items']
        : properties && Object.hasOwn(properties, name)
          ? [...place, 'properties', name]
          : typeof additionalProperties === 'object'
            ? [...place, 'additionalProperties']
            : undefined;
    const found = next && locateField(document, next, rest);
    if (found) return found;
  }
  return undefined;
}

/** A schema and all that it is made of or may be: the parts of `allOf`, the alternatives of `anyOf` and `oneOf`. */
export function variantsOf(document: OpenAPI3, from: Place, seen = new Set<string>()): Place[] {
  const place = resolvePlace(document, from);
  if (seen.has(JSON.stringify(place))) return [];
  seen.add(JSON.stringify(place));
  const node = nodeAt(document, place);
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) =>
    ((node[key] as unknown[] | undefined) ?? []).map((_, index): Place => [...place, key, index]),
  );
  return [place, ...parts.flatMap((part) => variantsOf(document, part, seen))];
}
