import { expect, it } from 'vitest';
import { shapeOf, typeOf, uniteShapes } from '../../src/check/response-schema.js';

it('tells the JSON type of a value', () => {
  expect([null, [], {}, 'x', 1, 1.5, true].map(typeOf)).toEqual([
    'null',
    'array',
    'object',
    'string',
    'integer',
    'number',
    'boolean',
  ]);
});

it('describes a value without repeating it', () => {
  expect(shapeOf({ a: 'secret', b: [{ c: 1 }, { c: null, d: 0.5 }], e: {}, f: [] })).toEqual({
    types: ['object'],
    properties: {
      a: { types: ['string'] },
      b: {
        types: ['array'],
        items: {
          types: ['object'],
          properties: { c: { types: ['integer', 'null'] }, d: { types: ['number'] } },
        },
      },
      e: { types: ['object'] },
      f: { types: ['array'], items: {} },
    },
  });
});

it('unites shapes to one that covers them all', () => {
  expect(uniteShapes([shapeOf([1]), shapeOf(['x']), shapeOf(null)])).toEqual({
    types: ['array', 'null'],
    items: { types: ['integer', 'string'] },
  });
  expect(uniteShapes([])).toEqual({});
});

it('is not misled by members named like those of every object', () => {
  const shape = { types: ['object'], properties: { constructor: { types: ['integer'] }, a: { types: ['string'] } } };
  expect(uniteShapes([shapeOf({ constructor: 1 }), shapeOf({ a: 'x' })])).toEqual(shape);
});
