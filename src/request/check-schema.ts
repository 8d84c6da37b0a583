import { listValues, ownValue, type Problem, showValue } from './problem.js';

/** A parameter's limits, as `generated/operations.ts` has them. */
export interface ParameterLimits {
  readonly types: readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
  /** Of an object: its members. */
  readonly required?: readonly string[];
  readonly parameters?: Readonly<Record<string, ParameterLimits>>;
}

/** The limits of one request schema. */
export interface SchemaLimits {
  readonly required: readonly string[];
  readonly parameters: Readonly<Record<string, ParameterLimits>>;
}

/** What the specification's schema says against the parameters. A parameter that it does not have may still be one. */
export function checkSchema(params: object, limits: SchemaLimits, isForm: boolean, prefix = ''): Problem[] {
  const values = params as Record<string, unknown>;
  const missing = limits.required.filter((name) => values[name] === undefined || values[name] === null);
  const given = Object.entries(values).filter(([name, value]) => value !== undefined && !missing.includes(name));
  return [
    ...missing.map((name) =>
      problem(prefix + name, values[name], `expected ${describeTypes(limits.parameters[name])}`),
    ),
    ...given.flatMap(([name, value]) => {
      const limit = ownValue(limits.parameters, name);
      if (!limit) return [unknownParameter(prefix + name, value, limits)];
      // A form leaves null out.
      if (value === null && isForm) return [];
      return checkValue(prefix + name, isForm ? fromText(value, limit) : value, limit, isForm);
    }),
  ];
}

function problem(path: string, value: unknown, remedy: string): Problem {
  return { path, value: showValue(path, value), remedy, certain: true };
}

function unknownParameter(path: string, value: unknown, limits: SchemaLimits): Problem {
  const names = Object.keys(limits.parameters).filter((name) => !name.endsWith('[]'));
  const remedy = `no such parameter is known here, only ${names.join(', ')}; if the server has it, send it in extraBody`;
  return { path, value: showValue(path, value), remedy, certain: false };
}

/** A form carries text; a number written as text is as good there. */
export function fromText(value: unknown, { types }: ParameterLimits): unknown {
  if (typeof value !== 'string' || types.includes('string')) return value;
  if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

function checkValue(path: string, value: unknown, limit: ParameterLimits, isForm: boolean): Problem[] {
  const remedy = findFault(value, limit);
  if (remedy) return [problem(path, value, remedy)];
  if (!limit.parameters || value === null) return [];
  const { parameters, required = [] } = limit;
  return checkSchema(value as object, { parameters, required }, isForm, `${path}.`);
}

function findFault(value: unknown, limit: ParameterLimits): string | undefined {
  if (!limit.types.some((type) => isOfType(value, type))) return `expected ${describeTypes(limit)}`;
  if (limit.enum && !limit.enum.includes(value)) return `expected ${listValues(limit.enum)}`;
  if (typeof value === 'number') return checkRange(value, limit);
  return typeof value === 'string' ? checkText(value, limit) : undefined;
}

function checkRange(value: number, { minimum = -Infinity, maximum = Infinity }: ParameterLimits): string | undefined {
  if (value >= minimum && value <= maximum) return undefined;
  return `expected a number ${maximum === Infinity ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`}`;
}

function checkText(
  value: string,
  { minLength = 0, maxLength = Infinity, pattern }: ParameterLimits,
): string | undefined {
  // JSON Schema counts characters, not UTF-16 units.
  const length = value.length > maxLength || value.length < minLength * 2 ? [...value].length : value.length;
  if (length < minLength) return minLength === 1 ? 'expected some text' : `expected at least ${minLength} characters`;
  if (length > maxLength) return `expected at most ${maxLength} characters`;
  return pattern && !new RegExp(pattern, 'u').test(value) ? `expected a text of the form ${pattern}` : undefined;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function describeTypes(limit: ParameterLimits | undefined): string {
  const types = limit?.types.filter((type) => type !== 'null') ?? [];
  const [type = 'a value'] = types;
  return (
    { string: 'a text', integer: 'a whole number', boolean: 'true or false', object: 'an object', array: 'a list' }[
      type
    ] ?? type
  );
}
