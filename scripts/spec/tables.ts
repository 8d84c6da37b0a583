import type { MediaTypeObject, OpenAPI3, OperationObject, SchemaObject } from 'openapi-typescript';

const HEADER = '/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */\n';
const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Turns each operation of the bundled document into what the client needs to send it, as data. */
export function generateTables(document: OpenAPI3): string {
  const tables = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = (item as Record<string, OperationObject | undefined>)[method];
      return operation?.operationId
        ? [[operation.operationId, describeOperation(document, path, method, operation)]]
        : [];
    }),
  );
  return [
    HEADER,
    '/** Where the API is, as the document says. */',
    `export const serverURL = ${JSON.stringify(document.servers?.[0]?.url)};`,
    '',
    '/** Each operation: where it is, what it takes and answers, which multipart fields are files and which are lists. */',
    `export const operations = ${JSON.stringify(Object.fromEntries(tables), null, 2)} as const;`,
    '',
    '/** The name of an operation of the API. */',
    'export type OperationId = keyof typeof operations;',
    '',
  ].join('\n');
}

function describeOperation(document: OpenAPI3, path: string, method: string, operation: OperationObject) {
  const request = contentOf(document, operation.requestBody);
  const success = contentOf(document, operation.responses?.['200']);
  const multipart = propertiesOf(document, request['multipart/form-data']?.schema);
  return {
    path,
    method,
    requestMediaTypes: Object.keys(request),
    responseMediaTypes: Object.keys(success),
    fileFields: fieldsWhere(multipart, (schema) => isFile(document, schema)),
    listFields: fieldsWhere(multipart, (schema) => isList(document, schema)),
  };
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

function contentOf(document: OpenAPI3, holder: unknown): Record<string, MediaTypeObject> {
  return resolve<{ content?: Record<string, MediaTypeObject> } | undefined>(document, holder)?.content ?? {};
}

function propertiesOf(document: OpenAPI3, schema: unknown): Record<string, SchemaObject> {
  const properties = resolve<{ properties?: Record<string, unknown> } | undefined>(document, schema)?.properties ?? {};
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, resolve(document, property)]));
}

function fieldsWhere(properties: Record<string, SchemaObject>, test: (schema: SchemaObject) => boolean): string[] {
  return Object.keys(properties).filter((name) => test(properties[name] as SchemaObject));
}

/** Follows local `$ref`s; lint has already made sure that each one leads somewhere. */
function resolve<T>(document: OpenAPI3, node: unknown): T {
  let current: unknown = node;
  while (typeof current === 'object' && current !== null && '$ref' in current) {
    const keys = String(current.$ref).replace(/^#\//, '').split('/');
    current = keys.reduce<unknown>(
      (value, key) => (value as Record<string, unknown>)[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );
  }
  return current as T;
}
