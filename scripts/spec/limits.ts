import type { OpenAPI3, SchemaObject } from 'openapi-typescript';
import { isFile, listOperations, propertiesOf, requestSchemas, resolve } from './walk.js';

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

/** The limits of each operation's parameters: a file of its own, since a call that is not checked does not need them. */
export function generateLimits(document: OpenAPI3): string {
  const limits = listOperations(document).map(({ operationId, operation }) => {
    const schemas = Object.entries(requestSchemas(document, operation));
    const byMediaType = schemas.map(([mediaType, schema]) => [mediaType, limitsOfObject(document, schema)]);
    return [operationId, Object.fromEntries(byMediaType)];
  });
  return [
    HEADER,
    '/** What the request schemas say of each parameter, per operation and request media type. */',
    `export const limits = ${JSON.stringify(Object.fromEntries(limits), null, 2)} as const;`,
    '',
  ].join('\n');
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
