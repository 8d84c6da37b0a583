import type { OpenAPI3, SchemaObject } from 'openapi-typescript';
import { readModels } from './models.js';
import {
  contentOf,
  isFile,
  isList,
  listOperations,
  type PlacedOperation,
  propertiesOf,
  requestSchemas,
  resolve,
} from './walk.js';

const HEADER = '/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */\n';

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
    ' * are lists, the events of its stream, and the model it is taken to use where none is named.',
    ' */',
    `export const operations = ${JSON.stringify(Object.fromEntries(tables), null, 2)} as const;`,
    '',
    '/** The name of an operation of the API. */',
    'export type OperationId = keyof typeof operations;',
    '',
  ].join('\n');
}

function describeOperation(document: OpenAPI3, { operationId, path, method, operation }: PlacedOperation) {
  const schemas = requestSchemas(document, operation);
  const responses = contentOf(document, operation.responses?.['200']);
  const multipart = propertiesOf(document, schemas['multipart/form-data']);
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
    defaultModel: readModels(document)?.defaults[operationId],
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

/** The JSON fields that name pictures instead of holding them: an object, or a list of objects, with an `image_url`. */
function referencesOf(document: OpenAPI3, schema: unknown) {
  const references = Object.entries(propertiesOf(document, schema)).flatMap(([name, property]) => {
    const item = 'items' in property ? resolve<SchemaObject>(document, property.items) : property;
    const forms = ('oneOf' in item && item.oneOf ? item.oneOf : [item]).map((form) => propertiesOf(document, form));
    const url = forms.find((form) => form.image_url)?.image_url as { maxLength?: number } | undefined;
    return url ? [{ name, list: 'items' in property, maxLength: url.maxLength }] : [];
  });
  return {
    fields: references.map(({ name }) => name),
    listFields: references.filter(({ list }) => list).map(({ name }) => name),
    maxLength: references[0]?.maxLength ?? 0,
  };
}

/** The `type`s of previews, which carry an index, and of finished pictures: of the others, the first. */
function eventsOf(document: OpenAPI3, stream: unknown) {
  const union = resolve<{ contentSchema?: unknown } | undefined>(document, stream)?.contentSchema;
  const members = resolve<{ anyOf?: unknown[] } | undefined>(document, union)?.anyOf ?? [];
  const types: { partial?: string; completed?: string } = {};
  for (const member of members) {
    const properties = propertiesOf(document, member);
    const [type] = (properties.type as { enum?: string[] } | undefined)?.enum ?? [];
    if (type && properties.partial_image_index) types.partial = type;
    else if (type) types.completed ??= type;
  }
  return types;
}
