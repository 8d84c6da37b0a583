import type { OpenAPI3, SchemaObject } from 'openapi-typescript';
import { GenerateError } from './generate-error.js';
import { listOperations, propertiesOf, requestSchemas, resolve } from './walk.js';

const HEADER = '/* Built from spec/images.yaml by `npm run generate`. Not edited by hand. */\n';

/** A limit on one parameter; `spec/overlays/3-models.yaml` says what each member means. */
export interface Rule {
  values?: unknown[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  unsupported?: string;
  open?: boolean;
  source?: unknown;
}

type OperationRules = Record<string, Rule> & { unsupported?: string };

export interface ImageModels {
  asOf: string;
  defaults: Record<string, string>;
  rules: Record<string, Record<string, OperationRules>>;
  models: Record<string, { rules: string; live?: string; ends?: string; successor?: string; source?: unknown }>;
  combinations: { operations: string[]; when: Record<string, unknown>; then: Record<string, Rule> }[];
}

/** The model table of a document, its references checked; undefined where it has none. */
export function readModels(document: OpenAPI3): ImageModels | undefined {
  const table = (document as { 'x-image-models'?: ImageModels })['x-image-models'];
  if (!table) return undefined;
  for (const [name, { rules, successor }] of Object.entries(table.models)) {
    if (!table.rules[rules])
      throw new GenerateError(`x-image-models: ${name} names the rules "${rules}", which are not there.`);
    if (successor && !table.models[successor]) {
      throw new GenerateError(
        `x-image-models: ${name} names the successor "${successor}", which is no model of the table.`,
      );
    }
  }
  for (const [operationId, name] of Object.entries(table.defaults)) {
    if (!table.models[name])
      throw new GenerateError(`x-image-models: the default of ${operationId}, "${name}", is no model of the table.`);
  }
  return table;
}

/** The models that do an operation, in the table's order; with `parameter`, those that take it as well. */
export function modelsThatDo(table: ImageModels, operationId: string, parameter?: string): string[] {
  return Object.keys(table.models).filter((name) => {
    const rules = table.rules[table.models[name]?.rules ?? '']?.[operationId];
    return rules && typeof rules.unsupported !== 'string' && !(parameter && rules[parameter]?.unsupported);
  });
}

/**
 * Lists the known models in every request schema that has an open `model`, so that a new model is
 * one entry of the table. A schema lists those models that take all its required parameters.
 */
export function fillModelEnums(document: OpenAPI3): void {
  const table = readModels(document);
  if (!table) return;
  for (const { operationId, operation } of listOperations(document)) {
    for (const schema of Object.values(requestSchemas(document, operation))) {
      const model = propertiesOf(document, schema).model as { anyOf?: SchemaObject[] } | undefined;
      if (!model?.anyOf) continue;
      const required = (resolve<SchemaObject>(document, schema).required ?? []) as string[];
      const names = required.reduce(
        (left, parameter) => left.filter((name) => modelsThatDo(table, operationId, parameter).includes(name)),
        modelsThatDo(table, operationId),
      );
      const [open, ...others] = model.anyOf.filter((each) => !('enum' in each));
      model.anyOf = [open, { type: 'string', enum: names }, ...others] as SchemaObject[];
    }
  }
}

/** Turns the model table into data for checks at run time, and into types for checks by the compiler. */
export function generateModels(document: OpenAPI3): string {
  const table = readModels(document);
  if (!table) throw new GenerateError('The document has no x-image-models. Is spec/overlays/3-models.yaml there?');
  return [
    HEADER,
    declareTypes(document, table),
    `/** Which model takes what, as of ${table.asOf}. */`,
    `export const imageModels = ${JSON.stringify(dataOf(table), null, 2)} as const;`,
    '',
  ].join('\n');
}

/** The table without what only its maintainers read. */
function dataOf({ asOf, defaults, rules, models, combinations }: ImageModels) {
  const withoutSources = JSON.parse(JSON.stringify({ rules, models }), (key, value) =>
    key === 'source' ? undefined : value,
  );
  return { asOf, defaults, ...withoutSources, combinations };
}

function declareTypes(document: OpenAPI3, table: ImageModels): string {
  const lines = [
    'declare const reason: unique symbol;',
    '',
    '/** The type of a parameter that does not go with the rest of the call. Its argument says why. */',
    'export interface NotSupported<Reason extends string> {',
    '  readonly [reason]: Reason;',
    '}',
    '',
    '/** The model that each operation is taken to use where none is named. */',
    `export interface DefaultModels ${block(table.defaults, (name) => JSON.stringify(name))}`,
    '',
  ];
  const operations = listOperations(document).filter(({ operationId }) => table.defaults[operationId]);
  const tables = operations.map(({ operationId, operation }) => {
    const schemas = Object.values(requestSchemas(document, operation)).map((schema) => propertiesOf(document, schema));
    const properties = Object.assign({}, ...schemas.reverse()) as Record<string, SchemaObject>;
    return { operationId, properties };
  });
  lines.push('/** What is not as the schema has it, per operation and set of rules. */', 'interface RuleSets {');
  for (const { operationId, properties } of tables) {
    const sets = Object.entries(table.rules).flatMap(([name, rules]) => {
      const set = rules[operationId];
      return set && typeof set.unsupported !== 'string' ? [[name, set] as const] : [];
    });
    lines.push(
      `  ${operationId}: ${block(Object.fromEntries(sets), (set) => typeRules(set, properties, '    '), '  ')};`,
    );
  }
  lines.push('}', '', '/** Likewise per operation and model. */', 'export interface ModelRules {');
  for (const { operationId } of tables) {
    const models = modelsThatDo(table, operationId).map((name) => [name, table.models[name]?.rules] as const);
    const setOf = (set: string | undefined) => `RuleSets["${operationId}"][${JSON.stringify(set)}]`;
    lines.push(`  ${operationId}: ${block(Object.fromEntries(models), setOf, '  ')};`);
  }
  lines.push('}', '', '/** Likewise per operation and `output_format`. */', 'export interface FormatRules {');
  for (const { operationId, properties } of tables) {
    lines.push(
      `  ${operationId}: ${block(formatRules(table, operationId), (rules) => typeRules(rules, properties, '    '), '  ')};`,
    );
  }
  lines.push(
    '}',
    '',
    '/** The models that an operation is not to be had from, and why. */',
    'export interface UnableModels {',
  );
  for (const { operationId } of tables) {
    const unable = Object.entries(table.models).flatMap(([name, { rules }]) => {
      const why = table.rules[rules]?.[operationId]?.unsupported;
      return typeof why === 'string' ? [[name, why] as const] : [];
    });
    lines.push(`  ${operationId}: ${block(Object.fromEntries(unable), (why) => notSupported(why), '  ')};`);
  }
  lines.push('}', '');
  return lines.join('\n');
}

/** The combinations that follow from the `output_format` alone, by its value. */
function formatRules(table: ImageModels, operationId: string): Record<string, Record<string, Rule>> {
  const byFormat: Record<string, Record<string, Rule>> = {};
  for (const { operations, when, then } of table.combinations) {
    const formats = when.output_format;
    if (!operations.includes(operationId) || !Array.isArray(formats) || Object.keys(when).length > 1) continue;
    for (const format of formats) byFormat[format] = { ...byFormat[format], ...then };
  }
  return byFormat;
}

function typeRules(rules: Record<string, unknown>, properties: Record<string, SchemaObject>, indent: string): string {
  const types = Object.entries(rules as Record<string, Rule>).flatMap(([name, rule]) => {
    const property = properties[name];
    const type = property && typeOfRule(rule, acceptsNull(property));
    return type ? [[name, type] as const] : [];
  });
  return block(Object.fromEntries(types), (type) => type, indent);
}

/** The type that a rule leaves of a parameter; undefined where a type cannot say it, or the rule only warns. */
function typeOfRule(rule: Rule, nullable: boolean): string | undefined {
  if (rule.open) return undefined;
  const members = (rule.values ?? []).map((value) => JSON.stringify(value));
  if (rule.unsupported) members.push(notSupported(rule.unsupported));
  else if ('dimensions' in rule) return undefined;
  if (members.length === 0) return undefined;
  return [...members, ...(nullable ? ['null'] : [])].join(' | ');
}

function acceptsNull(schema: SchemaObject): boolean {
  if ('anyOf' in schema && Array.isArray(schema.anyOf))
    return schema.anyOf.some((each) => acceptsNull(each as SchemaObject));
  return schema.type === 'null' || (Array.isArray(schema.type) && (schema.type as string[]).includes('null'));
}

function notSupported(why: string): string {
  return `NotSupported<${JSON.stringify(why)}>`;
}

function block<T>(entries: Record<string, T>, write: (value: T) => string, indent = ''): string {
  const lines = Object.entries(entries).map(([name, value]) => `${indent}  ${JSON.stringify(name)}: ${write(value)};`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}
