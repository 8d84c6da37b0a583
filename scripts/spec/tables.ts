import type { OpenAPI3, SchemaObject } from 'openapi-typescript';
import { contentOf, listOperations, type PlacedOperation, propertiesOf, requestSchemas, resolve } from './walk.js';

const HEADER = '/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */\n';

/** What a request schema says of a parameter, as far as it can be checked before sending. */
interface ParameterLimits {
  /** JSON types, `null` among them. */
  types: string[];
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  default?: unknown;
  /** Of an object: its members' limits, and which of them must be there. */
  parameters?: Record<string, ParameterLimits>;
  required?: string[];
}

/** Turns each operation of the bundled document into what the client needs to send it, as data. */
export function generateTables(document: OpenAPI3): string {
  const tables = listOperations(document).map((placed) => [placed.operationId, describeOperation(document, placed)]);
  return [
    HEADER,
    '/** Where the API is, as the document says. */',
    `export const serverURL = ${JSON.stringify(document.servers?.[0]?.url)};`,
    '',
    '/**',
    ' * Each operation: where it is, what it takes and answers, which multipart fields are files and which',
    ' * are lists, the events of its stream, and the limits of its parameters per request media type.',
    ' */',
    `export const operations = ${JSON.stringify(Object.fromEntries(tables), null, 2)} as const;`,
    '',
    '/** The name of an operation of the API. */',
    'export type OperationId = keyof typeof operations;',
    '',
  ].join('\n');
}

function describeOperation(document: OpenAPI3, { path, method, operation }: PlacedOperation) {
  const schemas = requestSchemas(document, operation);
  const responses = contentOf(document, operation.responses?.['200']);
  const multipart = propertiesOf(document, schemas['multipart/form-data']);
  const limits = Object.entries(schemas).map(([mediaType, schema]) => [mediaType, limitsOfObject(document, schema)]);
  return {
    path,
    method,
    requestMediaTypes: Object.keys(schemas),
    responseMediaTypes: Object.keys(responses),
    fileFields: Object.keys(multipart).filter((name) => isFile(document, multipart[name])),
    requiredFiles: requiredFilesOf(document, schemas['multipart/form-data']),
    listFields: Object.keys(multipart).filter((name) => isList(document, multipart[name])),
    references: referencesOf(document, schemas['application/json']),
    events: eventsOf(document, responses['text/event-stream']?.schema),
    limits: Object.fromEntries(limits),
  };
}

/** The files that must be there; of alternatives, the first. */
function requiredFilesOf(document: OpenAPI3, schema: unknown): string[] {
  type Requiring = { required?: string[]; allOf?: Requiring[]; anyOf?: Requiring[] };
  const properties = propertiesOf(document, schema);
  const requiredOf = ({ required = [], allOf = [], anyOf = [] }: Requiring): string[] => [
    ...required,
    ...[...allOf, ...anyOf.slice(0, 1)].flatMap(requiredOf),
  ];
  return requiredOf(resolve<Requiring | undefined>(document, schema) ?? {}).filter((name) =>
    isFile(document, properties[name]),
  );
}

/** A file is a binary string, or a list of such; alternatives count as what one of them is. */
function isFile(document: OpenAPI3, node: unknown): boolean {
  const schema = resolve<SchemaObject & { items?: unknown }>(document, node);
  if (hasType(schema, 'array')) return isFile(document, schema.items);
  return (
    ('format' in schema && schema.format === 'binary') || alternativesOf(schema).some((each) => isFile(document, each))
  );
}

function isList(document: OpenAPI3, node: unknown): boolean {
  const schema = resolve<SchemaObject>(document, node);
  return hasType(schema, 'array') || alternativesOf(schema).some((each) => isList(document, each));
}

function hasType({ type }: SchemaObject, name: string): boolean {
  return Array.isArray(type) ? (type as string[]).includes(name) : type === name;
}

function alternativesOf(schema: SchemaObject): unknown[] {
  const { anyOf = [], oneOf = [] } = schema as { anyOf?: unknown[]; oneOf?: unknown[] };
  return [...anyOf, ...oneOf];
}

/** The JSON fields that name pictures instead of holding them: an object, or a list of objects, with an `image_url`. */
function referencesOf(document: OpenAPI3, schema: unknown) {
  const references = Object.entries(propertiesOf(document, schema)).flatMap(([name, property]) => {
    const item = 'items' in property ? resolve<SchemaObject>(document, property.items) : property;
    const forms = ('oneOf' in item && item.oneOf ? item.oneOf : [item]).map((form) => propertiesOf(document, form));
    const url = forms.find((form) => form.image_url)?.image_url as ParameterLimits | undefined;
    return url ? [{ name, list: 'items' in property, maxLength: url.maxLength }] : [];
  });
  return {
    fields: references.map(({ name }) => name),
    listFields: references.filter(({ list }) => list).map(({ name }) => name),
    maxLength: references[0]?.maxLength ?? 0,
  };
}

/** The `type`s of an event stream's data, by what is special about them: a preview carries an index. */
function eventsOf(document: OpenAPI3, stream: unknown) {
  const union = resolve<{ contentSchema?: unknown } | undefined>(document, stream)?.contentSchema;
  const members = resolve<{ anyOf?: unknown[] } | undefined>(document, union)?.anyOf ?? [];
  const names = members.map((member) => {
    const properties = propertiesOf(document, member);
    const [type] = (properties.type as { enum?: string[] } | undefined)?.enum ?? [];
    return [properties.partial_image_index ? 'partial' : 'completed', type] as const;
  });
  return Object.fromEntries(names) as { partial?: string; completed?: string };
}

function limitsOfObject(document: OpenAPI3, schema: unknown) {
  const { required = [] } = resolve<{ required?: string[] } | undefined>(document, schema) ?? {};
  const properties = Object.entries(propertiesOf(document, schema));
  return {
    required,
    parameters: Object.fromEntries(properties.map(([name, property]) => [name, limitsOfSchema(document, property)])),
  };
}

const KEPT = ['pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'] as const;

/** An open list of values (`anyOf` a string and an enum) has no enum left: any string passes. */
function limitsOfSchema(document: OpenAPI3, schema: SchemaObject): ParameterLimits {
  const alternatives = ('anyOf' in schema && schema.anyOf ? schema.anyOf : [schema]).map((each) =>
    resolve<Record<string, unknown>>(document, each),
  );
  const [widest] = alternatives as [Record<string, unknown>];
  const types = new Set(alternatives.flatMap(({ type }) => type as string | string[]).filter(Boolean));
  const closed = alternatives.every((each) => 'enum' in each || each.type === 'null');
  return {
    types: isFile(document, schema) ? ['file'] : [...types],
    ...(closed ? { enum: alternatives.flatMap((each) => (each.enum as unknown[] | undefined) ?? []) } : {}),
    ...Object.fromEntries(KEPT.flatMap((name) => (name in widest ? [[name, widest[name]]] : []))),
    ...('default' in schema ? { default: schema.default } : {}),
    ...(types.has('object')
      ? limitsOfObject(
          document,
          alternatives.find(({ properties }) => properties),
        )
      : {}),
  };
}
