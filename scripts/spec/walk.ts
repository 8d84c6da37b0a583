import type { MediaTypeObject, OpenAPI3, OperationObject, SchemaObject } from 'openapi-typescript';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** An operation with its place in the document. */
export interface PlacedOperation {
  operationId: string;
  path: string;
  method: string;
  operation: OperationObject;
}

/** Every operation of a document that has a name, in the document's order. */
export function listOperations(document: OpenAPI3): PlacedOperation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = (item as Record<string, OperationObject | undefined>)[method];
      return operation?.operationId ? [{ operationId: operation.operationId, path, method, operation }] : [];
    }),
  );
}

/** The content of a request body or response, by media type. */
export function contentOf(document: OpenAPI3, holder: unknown): Record<string, MediaTypeObject> {
  return resolve<{ content?: Record<string, MediaTypeObject> } | undefined>(document, holder)?.content ?? {};
}

/** The schemas of an operation's request body, by media type. */
export function requestSchemas(document: OpenAPI3, operation: OperationObject): Record<string, unknown> {
  const content = contentOf(document, operation.requestBody);
  return Object.fromEntries(Object.entries(content).map(([mediaType, { schema }]) => [mediaType, schema]));
}

/** A schema's properties, each resolved. */
export function propertiesOf(document: OpenAPI3, schema: unknown): Record<string, SchemaObject> {
  const properties = resolve<{ properties?: Record<string, unknown> } | undefined>(document, schema)?.properties ?? {};
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, resolve(document, property)]));
}

/** A file is a binary string, or a list of such; alternatives count as what one of them is. */
export function isFile(document: OpenAPI3, node: unknown): boolean {
  const schema = resolve<SchemaObject & { items?: unknown }>(document, node);
  if (hasType(schema, 'array')) return isFile(document, schema.items);
  return (
    ('format' in schema && schema.format === 'binary') || alternativesOf(schema).some((each) => isFile(document, each))
  );
}

/** A list, or one among alternatives. */
export function isList(document: OpenAPI3, node: unknown): boolean {
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

/** Follows local `$ref`s; lint makes sure that each one leads somewhere. */
export function resolve<T>(document: OpenAPI3, node: unknown): T {
  let current: unknown = node;
  while (typeof current === 'object' && current !== null && '$ref' in current) {
    const keys = String(current.$ref).replace(/^#\//, '').split('/');
    current = keys.reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );
  }
  return current as T;
}
