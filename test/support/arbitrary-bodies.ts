import fc from 'fast-check';
import { type Body, LONGEST_TEXT, makeFile, without } from './body-cases.js';
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

type Arbitrary = fc.Arbitrary<unknown>;

/** A way to break a body's schema in one place, and arbitrary bodies that do. */
export interface Break {
  /** Such as `n is below its minimum`. */
  title: string;
  /** The keyword of the schema that it breaks. */
  keyword: string;
  /** Where the fault is. */
  path: string[];
  bodies: fc.Arbitrary<Body>;
}

/** A break of one schema's values, its path counted from there. */
interface Fault {
  what: string;
  keyword: string;
  path: string[];
  values: Arbitrary;
}

/** Arbitrary bodies that a schema allows, with any of the optional parameters and some that it does not know. */
export function arbitraryBodies({ schema, mediaType }: RequestBody): fc.Arbitrary<Body> {
  const known = objectsOf(readSchema(schema), mediaType);
  const unknown = fc.option(fc.record({ stranger: shortTexts() }, RECORD), { nil: {}, freq: 10 });
  return fc.tuple(known, unknown).map(([body, others]) => ({ ...body, ...others }));
}

/** Every way to break a body's schema, each constraint on its own. */
export function listBreaks({ schema, mediaType }: RequestBody): Break[] {
  return faultsOfObject(readSchema(schema), mediaType).map(({ what, keyword, path, values }) => ({
    title: `${path.join('.')} ${what}`,
    keyword,
    path,
    bodies: values as fc.Arbitrary<Body>,
  }));
}

const RECORD = { noNullPrototype: true } as const;
const FILE = makeFile();

function valuesOf(unread: Schema, mediaType: string): Arbitrary {
  const schema = readSchema(unread);
  const branches = branchesOf(schema)?.filter((branch) => !isForm(mediaType) || readSchema(branch).type !== 'null');
  if (branches) return fc.oneof(...branches.map((branch) => valuesOf(branch, mediaType)));
  const choices = choicesOf(schema)?.filter((choice) => !isForm(mediaType) || choice !== null);
  if (choices) return fc.constantFrom(...choices);
  const types = typesOf(schema).filter((type) => !isForm(mediaType) || type !== 'null');
  return fc.oneof(...types.map((type) => valuesOfType(type, schema, mediaType)));
}

function valuesOfType(type: string, schema: Schema, mediaType: string): Arbitrary {
  const { minimum: min = -2147483648, maximum: max = 2147483647, minItems = 0, maxItems = minItems + 3 } = schema;
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
    case 'string':
      return textsOf(schema);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, mediaType), { minLength: minItems, maxLength: maxItems });
    case 'object':
      return objectsOf(schema, mediaType);
    default:
      throw new Error(`The contract tests know no type "${type}".`);
  }
}

function textsOf({ format, pattern, minLength = 0, maxLength }: Schema): Arbitrary {
  if (format === 'binary') return fc.constant(FILE);
  if (format === 'uri') return fc.oneof(fc.webUrl(), dataURLs());
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  const texts = shortTexts(minLength);
  if (maxLength === undefined || maxLength > LONGEST_TEXT) return texts;
  return fc.oneof({ weight: 6, arbitrary: texts }, { weight: 1, arbitrary: textsOfLength(maxLength) });
}

/** Any characters at all but half a surrogate pair, which has no place in JSON or in a form. */
function shortTexts(minLength = 0): fc.Arbitrary<string> {
  const length = { minLength, maxLength: minLength + 30 };
  return fc.oneof(fc.string(length), fc.string({ ...length, unit: 'binary' }));
}

/** Long texts of characters that take one, two or four bytes, and one or two UTF-16 units. */
function textsOfLength(length: number): fc.Arbitrary<string> {
  return fc.constantFrom('a', 'é', '日', '🦦').map((character) => character.repeat(length));
}

/** A picture with anything behind it. */
function dataURLs(): fc.Arbitrary<string> {
  const png = makePng();
  const bytes = fc.uint8Array({ maxLength: 40 }).map((more) => Buffer.concat([png, more]));
  return bytes.map((picture) => `data:image/png;base64,${picture.toString('base64')}`);
}

function objectsOf(schema: Schema, mediaType: string): fc.Arbitrary<Body> {
  const sets = requiredSets(schema);
  return fc.oneof(...sets.map((required) => objectsWith(schema, required, mediaType)));
}

/** Objects with what is required and without its alternatives: a caller gives one of them. */
function objectsWith(schema: Schema, required: string[], mediaType: string): fc.Arbitrary<Body> {
  const alternatives = requiredSets(schema)
    .flat()
    .filter((name) => !required.includes(name));
  const properties = Object.entries(without(schema.properties ?? {}, alternatives)).map(
    ([name, property]) => [name, valuesOf(property as Schema, mediaType)] as const,
  );
  return fc.record(Object.fromEntries(properties), { ...RECORD, requiredKeys: required });
}

function faultsOf(unread: Schema, mediaType: string): Fault[] {
  const schema = readSchema(unread);
  const branches = branchesOf(schema)?.filter((branch) => !isForm(mediaType) || readSchema(branch).type !== 'null');
  if (!branches) return faultsOfValue(schema, mediaType);
  // What breaks one branch may be what another one takes; of some faults nothing is left then.
  const isFault = (value: unknown) => !accepts(schema, value, mediaType);
  const faults = [...branches.flatMap((branch) => faultsOf(branch, mediaType)), ...faultsOfUnion(schema, mediaType)];
  const left = faults.filter(({ values }) => fc.sample(values, { numRuns: 30, seed: 1 }).some(isFault));
  const titles = left.map(({ what, path }) => `${path.join('.')} ${what}`);
  return left
    .filter((_, index) => titles.indexOf(titles[index] as string) === index)
    .map((fault) => ({ ...fault, values: fault.values.filter(isFault) }));
}

function faultsOfValue(schema: Schema, mediaType: string): Fault[] {
  const { minimum, maximum, minLength, maxLength, pattern, format, items } = schema;
  const types = typesOf(schema);
  const choices = choicesOf(schema);
  const faults = faultsOfType(schema, mediaType);
  const add = (what: string, keyword: string, values: Arbitrary) => faults.push({ what, keyword, path: [], values });
  if (choices) {
    add(
      'is not among the values listed',
      'enum',
      shortTexts(1).filter((text) => !choices.includes(text)),
    );
    return faults;
  }
  if (minimum !== undefined) {
    add('is below its minimum', 'minimum', fc.integer({ min: minimum - 1000, max: minimum - 1 }));
  }
  if (maximum !== undefined) {
    add('is above its maximum', 'maximum', fc.integer({ min: maximum + 1, max: maximum + 1000 }));
  }
  if (minLength) add('is too short', 'minLength', textsOfLength(minLength - 1));
  if (maxLength !== undefined && maxLength < LONGEST_TEXT) {
    const lengths = fc.integer({ min: maxLength + 1, max: maxLength + 50 });
    add('is too long', 'maxLength', lengths.chain(textsOfLength));
  }
  if (pattern) add('is of another form', 'pattern', mismatches(pattern));
  if (format === 'uri') {
    add(
      'is no URL',
      'format',
      shortTexts().filter((text) => !URL.canParse(text)),
    );
  }
  if (types.includes('array') && items) faults.push(...faultsOfList(schema, items, mediaType));
  if (types.includes('object')) faults.push(...faultsOfObject(schema, mediaType));
  return faults;
}

function faultsOfList({ minItems, maxItems }: Schema, items: Schema, mediaType: string): Fault[] {
  const item = valuesOf(items, mediaType);
  const listOf = (minLength: number, maxLength = minLength) => fc.array(item, { minLength, maxLength });
  const faults: Fault[] = faultsOf(items, mediaType).map(({ what, keyword, path, values }) => ({
    what,
    keyword,
    path: ['0', ...path],
    values: fc.tuple(values, listOf(0, 3)).map(([first, others]) => [first, ...others]),
  }));
  const add = (what: string, keyword: string, values: Arbitrary) => faults.push({ what, keyword, path: [], values });
  // An empty list leaves nothing in a form.
  if (minItems && !isForm(mediaType)) add('has too few items', 'minItems', listOf(minItems - 1));
  if (maxItems !== undefined) add('has too many items', 'maxItems', listOf(maxItems + 1, maxItems + 3));
  return faults;
}

function faultsOfType(schema: Schema, mediaType: string): Fault[] {
  const types = typesOf(schema);
  const fault = (what: string, values: Arbitrary): Fault[] => [{ what, keyword: 'type', path: [], values }];
  if (!isForm(mediaType)) {
    const near = fc.constantFrom<unknown[]>(0.5, '1', '', 'true', false, null, [], {});
    const values = fc.oneof(fc.jsonValue({ maxDepth: 1 }), near);
    return fault(
      'is of another type',
      values.filter((value) => !types.some((type) => isOfType(type, value, mediaType))),
    );
  }
  // A form is text, so that a text can be wrong only for what is not text.
  if (schema.format === 'binary' || types.includes('object')) return fault('is a text', shortTexts(1));
  if (types.includes('string') || types.includes('array')) return [];
  const isWord = (text: string) => Number.isNaN(Number(text)) && !/^(true|false)$/.test(text);
  return [...fault('is a text', shortTexts(1).filter(isWord)), ...fault('is an empty text', fc.constant(''))];
}

function faultsOfObject(schema: Schema, mediaType: string): Fault[] {
  const sets = requiredSets(schema);
  const always = schema.required ?? [];
  const whole = objectsOf(schema, mediaType);
  const leaveOut = (names: string[]): Fault => ({
    what: 'is missing',
    keyword: 'required',
    path: names.slice(0, 1),
    values: whole.map((object) => without(object, names)),
  });
  const alternatives = sets.flat().filter((name) => !always.includes(name));
  const missing = [...always.map((name) => [name]), ...(alternatives.length > 0 ? [alternatives] : [])].map(leaveOut);
  const faulty = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const holders = objectsWith(schema, sets.find((set) => set.includes(name)) ?? sets[0] ?? [], mediaType);
    return faultsOf(property, mediaType).map(({ what, keyword, path, values }) => ({
      what,
      keyword,
      path: [name, ...path],
      values: fc.tuple(holders, values).map(([holder, value]) => ({ ...holder, [name]: value })),
    }));
  });
  const strange = whole.map((object) => ({ ...object, stranger: 1 }));
  // Parts that no property stands for are dropped before the mock checks a form.
  const closed = schema.additionalProperties === false && !isForm(mediaType);
  const extra = { what: 'is unknown', keyword: 'additionalProperties', path: ['stranger'], values: strange };
  return [...missing, ...faulty, ...(closed ? [extra] : [])];
}

/** Of closed objects only one may fit, so the members of all of them together break each. */
function faultsOfUnion({ oneOf = [] }: Schema, mediaType: string): Fault[] {
  const objects = oneOf.map((branch) => readSchema(branch)).filter(({ properties }) => properties);
  const [first, ...others] = objects;
  if (!first || others.length === 0) return [];
  const values = fc.tuple(...objects.map((each) => objectsOf(each, mediaType)));
  return [
    {
      what: 'stands beside its alternative',
      keyword: 'additionalProperties',
      path: Object.keys(first.properties ?? {}).slice(0, 1),
      values: values.map((members) => Object.assign({}, ...members)),
    },
  ];
}

function mismatches(pattern: string): fc.Arbitrary<string> {
  const regExp = new RegExp(pattern, 'u');
  const match = fc.stringMatching(new RegExp(pattern));
  const more = fc.constantFrom(' ', '\n', 'x', '000000');
  const near = fc.oneof(fc.tuple(match, more), fc.tuple(more, match)).map((parts) => parts.join(''));
  return fc.oneof(shortTexts(1), near).filter((text) => !regExp.test(text));
}
