import type { OpenAPI3 } from 'openapi-typescript';
import { contentOf, listOperations, propertiesOf, resolve } from './walk.js';

const HEADER = '/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */\n';
const LINE_LENGTH = 120;
const COMPONENT = /^#\/components\/schemas\/([^/]+)$/;

/** What a response schema says of a value, as far as it is checked; `ResponseSchema` in `src/check` reads it. */
interface ResponseSchema {
  /** JSON types, `null` among them; absent where any will do. */
  types?: string[];
  /** The values listed. */
  values?: unknown[];
  /** Whether others than the listed values may come. */
  open?: boolean;
  properties?: Record<string, ResponseSchema | Reference>;
  required?: string[];
  /** What members beside the properties are; absent where there are none. */
  others?: ResponseSchema | Reference;
  items?: ResponseSchema | Reference;
  anyOf?: (ResponseSchema | Reference)[];
}

/** A schema of the document's components, by name. */
class Reference {
  constructor(readonly name: string) {}
}

type Normalized = ResponseSchema | Reference;

/** What a document's schema may hold; only what is read here. */
interface Source {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Source>;
  required?: string[];
  additionalProperties?: boolean | Source;
  items?: Source;
  allOf?: Source[];
  anyOf?: Source[];
  oneOf?: Source[];
}

/**
 * Turns the schemas of successful responses into data to check responses against: each schema once, its references
 * followed, and nothing kept that only people read.
 */
export function generateResponses(document: OpenAPI3): string {
  const schemas = new Map<string, Normalized>();
  const normalize = createNormalizer(document, schemas);
  const tables = listOperations(document).map(({ operationId, operation }) => {
    const content = contentOf(document, operation.responses?.['200']);
    const body = content['application/json']?.schema as Source | undefined;
    const events = listEvents(document, content['text/event-stream']?.schema).map(
      ([type, schema]) => [type, normalize(schema)] as const,
    );
    return [operationId, { ...(body ? { body: normalize(body) } : {}), events: Object.fromEntries(events) }] as const;
  });
  return [
    HEADER,
    ...[...schemas].map(([name, schema]) => `const ${constantOf(name)} = ${write(schema, '')};\n`),
    '/** Per operation: the schema of its JSON body, and of each event of its stream by the `type` of that. */',
    `export const responses = ${write(Object.fromEntries(tables), '')};`,
    '',
  ].join('\n');
}

/** The schemas of a stream's events by the `type` that each has. */
function listEvents(document: OpenAPI3, stream: unknown): [type: string, schema: Source][] {
  const union = resolve<{ contentSchema?: Source } | undefined>(document, stream)?.contentSchema;
  const { anyOf, oneOf } = resolve<Source | undefined>(document, union) ?? {};
  return (anyOf ?? oneOf ?? []).flatMap((member) => {
    const type = propertiesOf(document, member).type as Source | undefined;
    const types = type?.enum ?? (type?.const === undefined ? [] : [type.const]);
    return types.map((each): [string, Source] => [String(each), member]);
  });
}

/** Makes the function that normalizes a schema; those of the components are put down beside, once each. */
function createNormalizer(document: OpenAPI3, schemas: Map<string, Normalized>): (source: Source) => Normalized {
  const underWay = new Set<string>();

  function normalize(source: Source): Normalized {
    const { $ref, ...beside } = source;
    if ($ref === undefined) return normalizeOwn(source);
    const target = normalizeTarget($ref);
    const added = normalizeOwn(beside);
    return Object.keys(added).length === 0 ? target : merge(deref(target), added);
  }

  function normalizeTarget($ref: string): Normalized {
    const name = COMPONENT.exec($ref)?.[1];
    const target = resolve<Source>(document, { $ref });
    if (name === undefined) return normalize(target);
    // What is within itself may be anything there: data cannot be endless.
    if (underWay.has(name)) return {};
    if (!schemas.has(name)) {
      underWay.add(name);
      const normalized = normalize(target);
      underWay.delete(name);
      schemas.set(name, normalized);
    }
    return new Reference(name);
  }

  function normalizeOwn(source: Source): ResponseSchema {
    const { type, properties, required, additionalProperties: others, items, allOf = [], anyOf, oneOf } = source;
    const values = source.enum ?? (source.const === undefined ? undefined : [source.const]);
    const own: ResponseSchema = {
      ...(type ? { types: [type].flat() } : {}),
      ...(values ? { values } : {}),
      ...(properties ? { properties: mapValues(properties, normalize) } : {}),
      ...(required?.length ? { required } : {}),
      ...(others ? { others: others === true ? {} : normalize(others) } : {}),
      ...(items ? { items: normalize(items) } : {}),
    };
    const whole = allOf.reduce((left, each) => merge(left, deref(normalize(each))), own);
    return [anyOf, oneOf].reduce((left, union) => (union ? merge(left, unite(union.map(normalize))) : left), whole);
  }

  function deref(schema: Normalized): ResponseSchema {
    return schema instanceof Reference ? deref(schemas.get(schema.name) ?? {}) : schema;
  }

  /** Both at once. */
  function merge(one: ResponseSchema, other: ResponseSchema): ResponseSchema {
    if (one.anyOf) return { anyOf: one.anyOf.map((each) => merge(deref(each), other)) };
    if (other.anyOf) return Object.keys(one).length === 0 ? other : merge(other, one);
    const { types, values } = one;
    const merged: ResponseSchema = { ...one, ...other };
    if (types && other.types) merged.types = types.filter((type) => other.types?.includes(type));
    if (values && other.values) merged.values = values.filter((value) => other.values?.includes(value));
    if (one.required && other.required) merged.required = [...new Set([...one.required, ...other.required])];
    if (one.items && other.items) merged.items = merge(deref(one.items), deref(other.items));
    if (one.properties && other.properties) {
      merged.properties = { ...one.properties };
      for (const [name, property] of Object.entries(other.properties)) {
        const first = one.properties[name];
        merged.properties[name] = first ? merge(deref(first), deref(property)) : property;
      }
    }
    return merged;
  }

  /** Alternatives; lists of values become one, an open one beside any text. */
  function unite(schemas: Normalized[]): ResponseSchema {
    const isListLike = (schema: Normalized): schema is ResponseSchema & { types: string[] } =>
      !(schema instanceof Reference) &&
      schema.types !== undefined &&
      Object.keys(schema).every((key) => key === 'types' || key === 'values') &&
      (schema.values !== undefined || schema.types.every((type) => type === 'string' || type === 'null'));
    const lists = schemas.filter(isListLike);
    const rest = schemas.filter((schema) => !isListLike(schema));
    if (lists.length === 0) return { anyOf: rest };
    const types = [...new Set(lists.flatMap((each) => each.types))];
    const unlisted = lists.filter(({ values }) => !values).flatMap((each) => each.types);
    const listed = lists.flatMap(({ values = [] }) => values);
    const values = unlisted.includes('null') ? [...listed, null] : listed;
    const open = unlisted.includes('string') ? { open: true } : {};
    const united = listed.length > 0 ? { types, values, ...open } : { types };
    return rest.length > 0 ? { anyOf: [...rest, united] } : united;
  }

  return normalize;
}

function mapValues<T, U>(object: Record<string, T>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]));
}

function constantOf(name: string): string {
  return `${name.replace(/[^A-Za-z0-9_]/g, (character) => `$${character.codePointAt(0)}`).replace(/^(?=\d)/, '_')}Schema`;
}

/** Writes data as source text, with references as the constants they are; what fits a line stays on one. */
function write(value: unknown, indent: string): string {
  if (value instanceof Reference) return constantOf(value.name);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) return `[${value.map((each) => write(each, deeper)).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${write(member, deeper)}`);
  const line = members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
  if (line.length <= LINE_LENGTH && !line.includes('\n')) return line;
  return `{\n${members.map((member) => `${deeper}${member},\n`).join('')}${indent}}`;
}
