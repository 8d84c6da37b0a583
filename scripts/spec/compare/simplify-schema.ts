import { canonical, isNode, type Node, nodeAt } from './node.js';

/** Where the values are kept, as JSON, that a schema names without being limited to them. Redocly passes over lists. */
export const KNOWN_VALUES = 'x-known-values';

/** What a schema may say beside its alternatives without limiting them. */
export const ANNOTATIONS = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  '$comment',
]);

/** Of the ways to write the same schema, chooses one, so that a different way of writing is no difference. */
export function simplifySchema(schema: Node): Node {
  const steps = [dropDiscriminator, joinAllOf, joinAlternatives, readConst, readNull, sortLists];
  return steps.reduce((current, step) => step(current), schema);
}

/** It only repeats what the alternatives' own `type` says. */
function dropDiscriminator({ discriminator: _discriminator, ...schema }: Node): Node {
  return schema;
}

function readConst({ const: value, ...schema }: Node): Node {
  return value === undefined ? schema : { ...schema, enum: [value] };
}

/** Members are joined as long as no two of them say different things about the same. */
function joinAllOf({ allOf, ...schema }: Node): Node {
  if (!Array.isArray(allOf)) return schema;
  let joined: Node | undefined = schema;
  for (const member of allOf) joined = joined && isNode(member) ? join(joined, member) : undefined;
  return joined ?? { ...schema, allOf };
}

function join(one: Node, other: Node): Node | undefined {
  const properties = { ...nodeAt(one, 'properties'), ...nodeAt(other, 'properties') };
  const required = [one.required, other.required].flatMap((names) => (Array.isArray(names) ? names : []));
  const clash = Object.keys(other).some((key) => {
    if (!(key in one) || key === 'required' || ANNOTATIONS.has(key)) return false;
    if (key !== 'properties') return canonical(one[key]) !== canonical(other[key]);
    return Object.entries(nodeAt(other, key)).some(
      ([name, each]) => name in nodeAt(one, key) && canonical(each) !== canonical(nodeAt(one, key)[name]),
    );
  });
  if (clash) return undefined;
  return {
    ...other,
    ...one,
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(required.length > 0 ? { required: [...new Set(required)] } : {}),
  };
}

function joinAlternatives({ anyOf, oneOf, ...schema }: Node): Node {
  if (anyOf !== undefined && oneOf !== undefined) return { ...schema, anyOf, oneOf };
  const all = (anyOf ?? oneOf) as unknown;
  if (!Array.isArray(all)) return schema;
  const alternatives = all.filter((each) => !isNull(each));
  const nullable = alternatives.length < all.length;
  const joined = joinOpenList(alternatives);
  const [only] = joined;
  const isAlone = joined.length === 1 && isNode(only) && !isDemand(only) && isCompatible(schema, only);
  const whole = isAlone ? { ...only, ...schema } : { ...schema, anyOf: joined };
  return nullable ? { ...whole, nullable: true } : whole;
}

function isCompatible(schema: Node, only: Node): boolean {
  return Object.keys(schema).every((key) => ANNOTATIONS.has(key) || key.startsWith('x-') || !(key in only));
}

/** An alternative that only says what must be there stays one, to be compared with others like it. */
export function isDemand(schema: unknown): schema is { required: unknown[] } {
  return isNode(schema) && Array.isArray(schema.required) && Object.keys(schema).length === 1;
}

/** Any string, or one of these: the list tells which are known, and limits nothing. */
function joinOpenList(alternatives: unknown[]): unknown[] {
  const open = alternatives.find((each) => isNode(each) && each.type === 'string' && !('enum' in each));
  const list = alternatives.find((each) => isNode(each) && Array.isArray(each.enum));
  if (alternatives.length !== 2 || !isNode(open) || !isNode(list)) return alternatives;
  return [{ ...open, [KNOWN_VALUES]: JSON.stringify(sortValues(list.enum as unknown[])) }];
}

function isNull(schema: unknown): boolean {
  if (!isNode(schema)) return false;
  return schema.type === 'null' || (Array.isArray(schema.enum) && schema.enum.length === 1 && schema.enum[0] === null);
}

/** Null is told by the type, whether the document has it there, among the values, or as `nullable`. */
function readNull({ nullable, ...schema }: Node): Node {
  const values = Array.isArray(schema.enum) ? schema.enum : undefined;
  const acceptsNull = nullable === true || values?.includes(null);
  const types = [schema.type ?? []].flat();
  const typed = acceptsNull && types.length > 0 ? [...new Set([...types, 'null'])] : types;
  const described = {
    ...schema,
    ...(values ? { enum: values.filter((value) => value !== null) } : {}),
    ...(typed.length > 0 ? { type: typed.length === 1 ? typed[0] : typed } : {}),
  };
  return acceptsNull && types.length === 0 ? { ...described, 'x-null': true } : described;
}

function sortLists(schema: Node): Node {
  const sorted = { ...schema };
  for (const key of ['type', 'enum', 'required']) {
    const list = sorted[key];
    if (Array.isArray(list)) sorted[key] = sortValues(list);
  }
  const isObject = [schema.type].flat().includes('object') || isNode(schema.properties);
  return isObject ? { ...sorted, properties: nodeAt(schema, 'properties'), required: sorted.required ?? [] } : sorted;
}

function sortValues(list: unknown[]): unknown[] {
  return [...list].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}
