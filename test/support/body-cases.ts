import fc from 'fast-check';
import type { RequestBody } from './document.js';
import { makePng } from './pictures.js';
import {
  accepts,
  branchesOf,
  choicesOf,
  isForm,
  isOfType,
  readSchema,
  requiredSets,
  type Schema,
  typesOf,
} from './schema.js';

/** The parameters of a request, as the document names them. */
export type Body = Record<string, unknown>;

/** A request body that the document allows. */
export interface GoodBody {
  /** What is special about it, such as `n 10`. */
  title: string;
  body: Body;
}

/** A request body that breaks the document's word in one place. */
export interface BadBody extends GoodBody {
  /** The keyword of the schema that it breaks. */
  keyword: string;
  /** Where the fault is. */
  path: string[];
}

interface Value {
  title: string;
  value: unknown;
}

interface Fault extends Value {
  keyword: string;
  path: string[];
}

/** Where a picture may be: on the web, or in the URL itself. */
export const PICTURE_URLS = [
  'https://example.com/image.png',
  `data:image/png;base64,${Buffer.from(makePng()).toString('base64')}`,
];

/** The mock reads no body over 10 MB, so the end of a longer text cannot be tried on it. */
export const LONGEST_TEXT = 1_000_000;

/** Every value that a body's schema sets apart: the required alone, each choice, both ends of each range. */
export function listGoodBodies({ schema, mediaType }: RequestBody): GoodBody[] {
  return goodObjects(readSchema(schema), mediaType).map(({ title, value }) => ({ title, body: value as Body }));
}

/** One body for each way of breaking each constraint of a body's schema. */
export function listBadBodies({ schema, mediaType }: RequestBody): BadBody[] {
  return faultyObjects(readSchema(schema), mediaType).map(({ value, ...fault }) => ({ ...fault, body: value as Body }));
}

/** A body with nothing but what is required. */
export function minimalBody(requestBody: RequestBody): Body {
  return (listGoodBodies(requestBody)[0] as GoodBody).body;
}

function goodValues(unread: Schema, mediaType: string): Value[] {
  const schema = readSchema(unread);
  const branches = branchesOf(schema);
  const values = branches
    ? branches.flatMap((branch) => goodValues(branch, mediaType))
    : (choicesOf(schema)?.map(describe) ??
      typesOf(schema).flatMap((type) => goodValuesOfType(type, schema, mediaType)));
  const shown = (schema.examples ?? []).map(describe);
  return unique([...shown, ...values]).filter(({ value }) => !(isForm(mediaType) && value === null));
}

function goodValuesOfType(type: string, schema: Schema, mediaType: string): Value[] {
  const { minimum, maximum, minLength, maxLength, minItems = 1, maxItems = minItems } = schema;
  const ends = <T>(least: T | undefined, most: T | undefined) => [least, most].filter((end) => end !== undefined);
  switch (type) {
    case 'null':
      return [describe(null)];
    case 'boolean':
      return [true, false].map(describe);
    case 'integer':
    case 'number':
      return (ends(minimum, maximum).length > 0 ? ends(minimum, maximum) : [1]).map(describe);
    case 'string':
      if (schema.format === 'binary') return [{ title: 'a PNG', value: makeFile() }];
      if (schema.format === 'uri') return PICTURE_URLS.map(describe);
      if (schema.pattern) return matchesOf(schema.pattern).map(describe);
      return ['text', ...ends(minLength, maxLength).map((length) => 'a'.repeat(length))].map(describe);
    case 'array': {
      const items = goodValues(schema.items ?? {}, mediaType);
      const lists = items.map((item) => ({ title: `a list of ${item.title}`, value: [item.value] }));
      const lengths = [minItems, maxItems].filter((length) => length > 1);
      const filled = lengths.map((length) => describe(Array.from({ length }, () => items[0]?.value)));
      return [...lists.filter(() => minItems <= 1), ...filled];
    }
    case 'object':
      return goodObjects(schema, mediaType);
    default:
      throw new Error(`The contract tests know no type "${type}".`);
  }
}

function goodObjects(schema: Schema, mediaType: string): Value[] {
  const sets = requiredSets(schema);
  const complete = sets.map((required) => ({
    title: required.length > 0 ? `only ${required.join(' and ')}` : 'nothing',
    value: fillRequired(schema, required, mediaType),
  }));
  const single = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    goodValues(property, mediaType).map(({ title, value }) => ({
      title: `${name} ${title}`,
      value: { ...fillRequired(schema, requiredWith(sets, name), mediaType), [name]: value },
    })),
  );
  return [...complete, ...single];
}

function faultyValues(unread: Schema, mediaType: string): Fault[] {
  const schema = readSchema(unread);
  const branches = branchesOf(schema);
  if (branches) {
    const faults = branches.flatMap((branch) => faultyValues(branch, mediaType));
    // What breaks one branch may be what another one takes. The mock takes an empty part of a form for null.
    return unique([...faults, ...mergeBranches(schema, mediaType)]).filter(
      ({ value }) => !accepts(schema, isForm(mediaType) && value === '' ? null : value, mediaType),
    );
  }
  const faults = [...faultyTypes(schema, mediaType)];
  const add = (keyword: string, value: unknown) => faults.push({ keyword, path: [], ...describe(value) });
  if (choicesOf(schema)) {
    const stranger = typesOf(schema).includes('integer') ? 987_654_321 : 'none-of-these';
    add(schema.enum ? 'enum' : 'const', stranger);
    return faults;
  }
  const { minimum, maximum, minLength, maxLength, pattern, format } = schema;
  if (minimum !== undefined) add('minimum', minimum - 1);
  if (maximum !== undefined) add('maximum', maximum + 1);
  if (minLength) add('minLength', 'a'.repeat(minLength - 1));
  if (maxLength !== undefined && maxLength < LONGEST_TEXT) add('maxLength', 'a'.repeat(maxLength + 1));
  if (pattern) for (const value of mismatchesOf(pattern)) add('pattern', value);
  if (format === 'uri') add('format', 'image.png');
  if (typesOf(schema).includes('array') && schema.items) faults.push(...faultyLists(schema, schema.items, mediaType));
  if (typesOf(schema).includes('object')) faults.push(...faultyObjects(schema, mediaType));
  return faults;
}

/** Of closed objects only one may fit, so the members of all of them together break each. */
function mergeBranches({ oneOf = [] }: Schema, mediaType: string): Fault[] {
  const objects = oneOf.map((branch) => readSchema(branch)).filter(({ properties }) => properties);
  if (objects.length < 2) return [];
  const value = Object.assign({}, ...objects.map((each) => goodObjects(each, mediaType)[0]?.value));
  const [first] = Object.keys(value);
  return [{ keyword: 'additionalProperties', path: [first as string], title: Object.keys(value).join(' and '), value }];
}

function faultyTypes(schema: Schema, mediaType: string): Fault[] {
  const types = typesOf(schema);
  // In a form everything is text, and whatever is text passes for a string, a file or a list.
  if (isForm(mediaType) && types.some((type) => ['string', 'array', 'object'].includes(type))) return [];
  const strangers = isForm(mediaType) ? ['text'] : ['text', 12.5, null];
  return strangers
    .filter((stranger) => !types.some((type) => isOfType(type, stranger, mediaType)))
    .map((stranger) => ({ keyword: 'type', path: [], ...describe(stranger) }));
}

function faultyLists(schema: Schema, items: Schema, mediaType: string): Fault[] {
  // The mock keeps only the last of several parts of one name, so it cannot count them.
  if (isForm(mediaType)) return [];
  const good = goodValues(items, mediaType)[0]?.value;
  const count = (keyword: string, length: number) => ({
    keyword,
    path: [],
    ...describe(Array.from({ length }, () => good)),
  });
  return [
    ...(schema.minItems ? [count('minItems', schema.minItems - 1)] : []),
    ...(schema.maxItems !== undefined ? [count('maxItems', schema.maxItems + 1)] : []),
    ...faultyValues(items, mediaType).map(({ title, value, keyword, path }) => ({
      keyword,
      path: ['0', ...path],
      title: `a list of ${title}`,
      value: [value, ...Array.from({ length: (schema.minItems ?? 1) - 1 }, () => good)],
    })),
  ];
}

function faultyObjects(schema: Schema, mediaType: string): Fault[] {
  const sets = requiredSets(schema);
  const always = schema.required ?? [];
  const complete = fillRequired(schema, sets[0] ?? [], mediaType);
  const missing = always.map((name) => ({
    keyword: 'required',
    path: [name],
    title: `no ${name}`,
    value: without(complete, [name]),
  }));
  const alternatives = sets.flat().filter((name) => !always.includes(name));
  if (alternatives.length > 0) {
    missing.push({
      keyword: 'required',
      path: [alternatives[0] as string],
      title: `neither of ${alternatives.join(', ')}`,
      value: without(complete, alternatives),
    });
  }
  const faulty = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    faultyValues(property, mediaType).map(({ keyword, path, title, value }) => ({
      keyword,
      path: [name, ...path],
      title: `${name} ${title}`,
      value: { ...fillRequired(schema, requiredWith(sets, name), mediaType), [name]: value },
    })),
  );
  const extra = { keyword: 'additionalProperties', path: ['stranger'], title: 'a strange parameter' };
  // Parts that no property stands for are dropped before the mock checks a form.
  const closed = schema.additionalProperties === false && !isForm(mediaType);
  return [...missing, ...faulty, ...(closed ? [{ ...extra, value: { ...complete, stranger: 1 } }] : [])];
}

function requiredWith(sets: string[][], name: string): string[] {
  return sets.find((set) => set.includes(name)) ?? sets[0] ?? [];
}

function fillRequired(schema: Schema, required: string[], mediaType: string): Body {
  return Object.fromEntries(
    required.map((name) => [name, goodValues(schema.properties?.[name] ?? {}, mediaType)[0]?.value]),
  );
}

export function without(body: Body, names: string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}

/** A few texts of a form, always the same ones. */
function matchesOf(pattern: string): string[] {
  return fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 8, seed: 1 });
}

/** Texts close to a form and far from it. */
function mismatchesOf(pattern: string): string[] {
  const [match = ''] = matchesOf(pattern);
  const near = ['', 'none-of-these', `${match} `, `${match}\n`, `x${match}`, match.toUpperCase()];
  return near.filter((text) => !new RegExp(pattern, 'u').test(text));
}

export function makeFile(): File {
  return new File([makePng()], 'image.png', { type: 'image/png' });
}

function describe(value: unknown): Value {
  if (typeof value === 'string' && value.length > 40) return { title: `a text of ${value.length} characters`, value };
  if (Array.isArray(value) && value.length !== 1) return { title: `a list of ${value.length}`, value };
  return { title: JSON.stringify(value), value };
}

function unique<T extends Value>(values: T[]): T[] {
  const titles = values.map(({ title }) => title);
  return values.filter(({ title }, index) => titles.indexOf(title) === index);
}
