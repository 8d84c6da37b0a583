import { describe, expect, it } from 'vitest';
import { type Drift, findDrift } from '../../src/check/find-drift.js';
import type { ResponseSchema } from '../../src/check/response-schema.js';

const TEXT: ResponseSchema = { types: ['string'] };
const WHOLE: ResponseSchema = { types: ['integer'] };
const OBJECT: ResponseSchema = { types: ['object'], properties: { a: TEXT, b: WHOLE }, required: ['a'] };

/** What is found, without the schemas. */
const found = (value: unknown, schema: ResponseSchema) =>
  findDrift(value, schema).map(({ kind, path }: Drift) => `${kind} /${path.join('/')}`);

describe('findDrift', () => {
  it.each<[string, unknown, ResponseSchema]>([
    ['text', 'x', TEXT],
    ['a whole number', 3, WHOLE],
    ['a whole number where any will do', 3, { types: ['number'] }],
    ['null among the types', null, { types: ['string', 'null'] }],
    ['anything where nothing is said', { x: [1] }, {}],
    ['an object with all that is known', { a: 'x', b: 1 }, OBJECT],
    ['an object without what is optional', { a: 'x' }, OBJECT],
    ['any member of an object of which nothing is said', { x: 1 }, { types: ['object'] }],
    ['other members where they are described', { a: 'x', c: 'y' }, { ...OBJECT, others: TEXT }],
    ['a list', ['x', 'y'], { types: ['array'], items: TEXT }],
    ['a list without a word on its items', [1, 'x'], { types: ['array'] }],
    ['a listed value', 'png', { ...TEXT, values: ['png'] }],
    ['other numbers in an open list', '1008x1008', { ...TEXT, values: ['auto', '1024x1024'], open: true }],
    ['one of several schemas', 'x', { anyOf: [OBJECT, TEXT] }],
  ])('takes %s', (_title, value, schema) => {
    expect(findDrift(value, schema)).toEqual([]);
  });

  it.each<[string, unknown, ResponseSchema, string[]]>([
    ['another type', 'x', WHOLE, ['wrong-type /']],
    ['a fraction', 1.5, WHOLE, ['wrong-type /']],
    ['null where it is not a type', null, OBJECT, ['wrong-type /']],
    ['a list for an object', [], OBJECT, ['wrong-type /']],
    ['an unknown member', { a: 'x', c: 1 }, OBJECT, ['unknown-field /c']],
    ['an unknown member by the name of a method', { a: 'x', toString: 1 }, OBJECT, ['unknown-field /toString']],
    ['a missing member', { b: 1 }, OBJECT, ['missing-field /a']],
    ['a member of another type', { a: 1 }, OBJECT, ['wrong-type /a']],
    ['an item of a list', [{ a: 'x' }, {}], { types: ['array'], items: OBJECT }, ['missing-field /*/a']],
    ['an unlisted value', 'bmp', { ...TEXT, values: ['png'] }, ['unknown-value /']],
    ['an unlisted value of an open list', 'bmp', { ...TEXT, values: ['png'], open: true }, ['unknown-value /']],
    ['other numbers in a closed list', 'v2', { ...TEXT, values: ['v1'] }, ['unknown-value /']],
    ['other members of another type', { a: 'x', c: 1 }, { ...OBJECT, others: TEXT }, ['wrong-type /c']],
    ['what fits none of several types', 1.5, { anyOf: [TEXT, OBJECT] }, ['wrong-type /']],
    ['what fits none of several schemas, by that of its type', { a: 1 }, { anyOf: [TEXT, OBJECT] }, ['wrong-type /a']],
    [
      'likewise by the one that it fits best',
      {},
      { anyOf: [{ ...OBJECT, required: ['a', 'b'] }, OBJECT] },
      ['missing-field /a'],
    ],
  ])('finds %s', (_title, value, schema, expected) => {
    expect(found(value, schema)).toEqual(expected);
  });
});
