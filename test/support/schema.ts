import { resolve } from './document.js';

/** The keywords of a schema that the specification may use; {@link readSchema} refuses any other. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  default?: unknown;
  examples?: unknown[];
}

const KNOWN_KEYWORDS = new Set(
  (
    'type enum const allOf anyOf oneOf format pattern minimum maximum minLength maxLength items minItems maxItems ' +
    'properties required additionalProperties default examples title description deprecated contentMediaType ' +
    'contentEncoding'
  ).split(' '),
);

/** How a form carries a value: as text or a file, so without null, lists within fields, or types. */
export const isForm = (mediaType: string) => mediaType === 'multipart/form-data';

/** A schema with its reference followed. A keyword that the tests do not know would go untested, so it throws. */
export function readSchema(unread: Schema): Schema {
  const schema: Schema = resolve(unread);
  for (const keyword of Object.keys(schema)) {
    if (KNOWN_KEYWORDS.has(keyword) || keyword.startsWith('x-')) continue;
    throw new Error(`The contract tests do not know the keyword "${keyword}"; teach it to test/support/schema.ts.`);
  }
  return schema;
}

/** The schemas of which one has to fit; of an object with properties of its own they only choose what it requires. */
export function branchesOf(schema: Schema): Schema[] | undefined {
  return schema.properties ? undefined : (schema.anyOf ?? schema.oneOf);
}

/** The names that have to be there; several sets where `anyOf` or `oneOf` offers a choice of them. */
export function requiredSets(schema: Schema): string[][] {
  const always = schema.required ?? [];
  const choosing = [schema, ...(schema.allOf ?? [])].flatMap(({ anyOf, oneOf }) => anyOf ?? oneOf ?? []);
  const choices = choosing.flatMap(({ required }) => (required ? [required] : []));
  return choices.length > 0 ? choices.map((choice) => [...always, ...choice]) : [always];
}

/** The values that a schema lists as the only ones. */
export function choicesOf(schema: Schema): unknown[] | undefined {
  return schema.enum ?? ('const' in schema ? [schema.const] : undefined);
}

export function typesOf(schema: Schema): string[] {
  return [schema.type ?? []].flat();
}

export function isOfType(type: string, value: unknown, mediaType: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'string':
      return typeof value === 'string' || (isForm(mediaType) && value !== null);
    default:
      return typeof value === type;
  }
}

/** Whether a value is one that a schema allows, as far as the keywords known here go. */
export function accepts(unread: Schema, value: unknown, mediaType: string): boolean {
  const schema = readSchema(unread);
  const branches = branchesOf(schema);
  const fitting = branches?.filter((branch) => accepts(branch, value, mediaType)).length;
  if (fitting === 0 || (schema.oneOf === branches && fitting !== undefined && fitting > 1)) return false;
  const choices = choicesOf(schema);
  if (choices) return choices.includes(value);
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOfType(type, value, mediaType))) return false;
  if (typeof value === 'string') return acceptsText(schema, value);
  const { minimum = -Infinity, maximum = Infinity } = schema;
  const { minItems = 0, maxItems = Infinity, items = {}, properties = {}, required = [] } = schema;
  if (typeof value === 'number') return value >= minimum && value <= maximum;
  if (Array.isArray(value)) {
    const fits = value.length >= minItems && value.length <= maxItems;
    return fits && value.every((item) => accepts(items, item, mediaType));
  }
  if (typeof value !== 'object' || value === null || value instanceof Blob) return true;
  if (required.some((name) => !(name in value))) return false;
  return Object.entries(value).every(([name, member]) =>
    properties[name] ? accepts(properties[name], member, mediaType) : schema.additionalProperties !== false,
  );
}

function acceptsText({ minLength = 0, maxLength = Infinity, pattern, format }: Schema, value: string): boolean {
  const { length } = [...value];
  if (length < minLength || length > maxLength) return false;
  if (format === 'uri' && !URL.canParse(value)) return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(value);
}
