import { createHash } from 'node:crypto';
import { GenerateError } from '../generate-error.js';
import { canonical, isNode, listAt, type Node, nodeAt, targetOf } from './node.js';
import { KNOWN_VALUES, simplifySchema } from './simplify-schema.js';

/** Far more than an images API needs, and little enough to compare within seconds. */
const MAX_SCHEMAS = 50_000;

const SCHEMA = new Set(
  (
    'items additionalProperties contentSchema not if then else contains propertyNames unevaluatedItems ' +
    'unevaluatedProperties'
  ).split(' '),
);
const SCHEMA_MAP = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const SCHEMA_LIST = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);

/**
 * Writes an operation out in full, and in one way of several that mean the same: references
 * followed, what it inherits from the document in place, the events of a stream by their names.
 * So a component that several operations share is compared for each of them, as a request and as a response.
 */
export function writeOutOperation(document: Node, pathItem: Node, operation: Node): Node {
  let schemas = 0;

  function follow(node: unknown): Node {
    const seen = new Set<string>();
    let current = node;
    while (isNode(current) && typeof current.$ref === 'string') {
      if (seen.has(current.$ref)) throw new GenerateError(`The reference ${current.$ref} leads back to itself.`);
      seen.add(current.$ref);
      current = targetOf(document, current.$ref);
    }
    return isNode(current) ? current : {};
  }

  function writeSchema(node: unknown, within: readonly string[] = []): unknown {
    if (!isNode(node)) return node;
    if (typeof node.$ref === 'string') {
      const { $ref, ...beside } = node;
      if (within.includes($ref)) return { 'x-recursion': $ref };
      const target = targetOf(document, $ref);
      return writeSchema(isNode(target) ? { ...target, ...beside } : target, [...within, $ref]);
    }
    schemas += 1;
    if (schemas > MAX_SCHEMAS) {
      throw new GenerateError(
        `With its references followed, one operation has more than ${MAX_SCHEMAS} schemas. ` +
          'Compare documents of the images operations alone.',
      );
    }
    const { [KNOWN_VALUES]: _known, ...said } = node;
    const members = Object.entries(said).map(([key, value]) => {
      if (SCHEMA.has(key)) return [key, writeSchema(value, within)];
      if (SCHEMA_MAP.has(key) && isNode(value)) return [key, mapValues(value, (each) => writeSchema(each, within))];
      if (SCHEMA_LIST.has(key) && Array.isArray(value)) return [key, value.map((each) => writeSchema(each, within))];
      return [key, shorten(value, key)];
    });
    return simplifySchema(Object.fromEntries(members));
  }

  function writeMediaType(mediaType: string, node: unknown): Node {
    const { schema, itemSchema, encoding, examples, ...rest } = follow(node);
    return {
      ...mapValues(rest, shorten),
      schema: mediaType.startsWith('text/event-stream') ? writeEvents(itemSchema ?? schema) : writeSchema(schema),
      encoding: mapValues(isNode(encoding) ? encoding : {}, (each) => mapValues(follow(each), shorten)),
      ...(examples ? { 'x-examples': shorten(examples, 'x-examples') } : {}),
    };
  }

  /** The events of a stream as properties, each under the `type` of its data. */
  function writeEvents(stream: unknown): Node {
    const item = follow(stream);
    const data = nodeAt(follow(nodeAt(item, 'properties').data), 'contentSchema');
    const contents = Object.keys(data).length > 0 ? data : (item.contentSchema ?? item);
    const union = follow(contents);
    const alternatives = [union.anyOf, union.oneOf].find(Array.isArray) ?? [contents];
    const events = alternatives.map((each: unknown, index: number) => {
      const event = writeSchema(each);
      const types = listAt(nodeAt(nodeAt(event, 'properties'), 'type'), 'enum');
      return [types.length === 1 ? String(types[0]) : `event ${index + 1}`, event] as const;
    });
    return { type: 'object', properties: Object.fromEntries(events), required: [] };
  }

  const writeContent = (node: Node) => ({
    ...mapValues(node, shorten),
    content: Object.fromEntries(
      Object.entries(nodeAt(node, 'content')).map(([name, each]) => [name, writeMediaType(name, each)]),
    ),
  });

  const writeParameter = (node: unknown) => {
    const { schema, content, ...rest } = follow(node);
    return {
      ...mapValues(rest, shorten),
      ...(schema === undefined ? {} : { schema: writeSchema(schema) }),
      ...(content === undefined ? {} : writeContent({ content })),
    };
  };

  const writeResponse = (node: unknown) => {
    const { headers, links: _links, ...response } = follow(node);
    return { ...writeContent(response), headers: mapValues(isNode(headers) ? headers : {}, writeParameter) };
  };

  const { requestBody, responses, parameters: _parameters, callbacks: _callbacks, ...rest } = operation;
  return {
    ...mapValues(rest, shorten),
    parameters: writeParameters(listAt(pathItem, 'parameters'), listAt(operation, 'parameters')),
    ...(requestBody === undefined ? {} : { requestBody: writeContent(follow(requestBody)) }),
    responses: mapValues(isNode(responses) ? responses : {}, writeResponse),
    security: operation.security ?? document.security ?? [],
    servers: operation.servers ?? pathItem.servers ?? document.servers ?? [],
  };

  /** An operation's own parameter stands in for that of its path. */
  function writeParameters(inherited: unknown[], own: unknown[]): unknown[] {
    const written = [...inherited, ...own].map(writeParameter);
    const byName = new Map(written.map((each) => [`${(each as Node).in} ${(each as Node).name}`, each]));
    return [...byName.values()];
  }
}

/** What only people read is compared as a whole; long examples would take the longest, and Redocly passes over lists. */
function shorten(value: unknown, key: string): unknown {
  const isPlain = Array.isArray(value)
    ? !key.startsWith('x-') && value.every((each) => !isObject(each))
    : !isNode(value);
  if (isPlain) return value;
  return createHash('sha256').update(canonical(value)).digest('hex');
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function mapValues(node: Node, map: (value: unknown, key: string) => unknown): Node {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, map(value, key)]));
}
