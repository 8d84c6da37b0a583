import type { OpenAPI3 } from 'openapi-typescript';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../generated/limits.js';
import { generateLimits } from '../../../scripts/spec/limits.js';
import { listOperations, resolve } from '../../support/document.js';

const BINARY = { type: 'string', format: 'binary' };
const TEXT = { type: 'string' };

interface Limits {
  required: string[];
  parameters: Record<string, unknown>;
}

describe('the limits of a parameter', () => {
  it.each([
    ['types, null among them', { type: ['string', 'null'] }, { types: ['string', 'null'] }],
    ['a single type as a list', TEXT, { types: ['string'] }],
    [
      'both ends of a range',
      { type: 'integer', minimum: 0, maximum: 9 },
      { types: ['integer'], minimum: 0, maximum: 9 },
    ],
    [
      'both ends of a length',
      { ...TEXT, minLength: 1, maxLength: 9 },
      { types: ['string'], minLength: 1, maxLength: 9 },
    ],
    ['a pattern', { ...TEXT, pattern: '^a$' }, { types: ['string'], pattern: '^a$' }],
    [
      'both ends of a count',
      { type: 'array', minItems: 1, maxItems: 9, items: TEXT },
      { types: ['array'], minItems: 1, maxItems: 9 },
    ],
    ['a default, be it false', { type: 'boolean', default: false }, { types: ['boolean'], default: false }],
    [
      'a closed list of values, null among them',
      { type: ['string', 'null'], enum: ['a', null] },
      { types: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'no values of a list that is open, but the form of every text',
      { anyOf: [{ ...TEXT, pattern: '^a' }, { ...TEXT, enum: ['a', 'ab'] }, { type: 'null' }] },
      { types: ['string', 'null'], pattern: '^a' },
    ],
    [
      'the default beside several schemas',
      { anyOf: [TEXT, { type: 'null' }], default: 'a' },
      { types: ['string', 'null'], default: 'a' },
    ],
    ['a file as that alone', BINARY, { types: ['file'] }],
    ['a list of files with its count', { type: 'array', maxItems: 9, items: BINARY }, { types: ['file'], maxItems: 9 }],
    ['nothing of what only people read', { ...TEXT, description: 'A text.', examples: ['a'] }, { types: ['string'] }],
  ])('keep %s', (_title, schema, limits) => {
    expect(limitsOf({ thing: schema }).parameters.thing).toEqual(limits);
  });

  it('go down into objects, through references and beside null', () => {
    const schemas = {
      Options: {
        type: 'object',
        properties: {
          model: TEXT,
          reasoning: { type: ['object', 'null'], properties: { effort: { ...TEXT, enum: ['low'] } } },
        },
        required: ['model'],
      },
    };
    const options = { anyOf: [{ $ref: '#/components/schemas/Options' }, { type: 'null' }] };
    expect(limitsOf({ svg: options }, { required: ['svg'], schemas })).toEqual({
      required: ['svg'],
      parameters: {
        svg: {
          types: ['object', 'null'],
          required: ['model'],
          parameters: {
            model: { types: ['string'] },
            reasoning: {
              types: ['object', 'null'],
              required: [],
              parameters: { effort: { types: ['string'], enum: ['low'] } },
            },
          },
        },
      },
    });
  });

  it('are kept apart for each request media type', () => {
    const json = { type: 'object', properties: { n: { type: 'integer', maximum: 1 } } };
    const form = { type: 'object', properties: { n: { type: 'integer', maximum: 2 } } };
    const content = { 'application/json': { schema: json }, 'multipart/form-data': { schema: form } };
    expect(limitsIn(generateLimits(documentOf(content)))).toMatchObject({
      'application/json': { parameters: { n: { maximum: 1 } } },
      'multipart/form-data': { parameters: { n: { maximum: 2 } } },
    });
  });
});

describe('the generated limits', () => {
  it('know every parameter of every request schema', () => {
    for (const { id, requestBodies } of listOperations()) {
      const known = Object.entries(limits[id as keyof typeof limits] as Record<string, { parameters: object }>);
      expect(known.map(([mediaType, { parameters }]) => [mediaType, Object.keys(parameters)])).toEqual(
        requestBodies.map(({ mediaType, schema }) => [mediaType, Object.keys(resolve(schema).properties)]),
      );
    }
  });
});

function documentOf(content: object): OpenAPI3 {
  return {
    openapi: '3.1.0',
    info: { title: 'Small', version: '1.0.0' },
    paths: { '/operate': { post: { operationId: 'operate', requestBody: { content } } } },
  } as OpenAPI3;
}

/** The limits of the one operation in a generated module, which are JSON between two words of TypeScript. */
function limitsIn(source: string): Record<string, Limits> {
  const json = /^export const limits = (\{.*\}) as const;$/ms.exec(source)?.[1];
  return JSON.parse(json ?? 'null').operate;
}

/** The limits of a JSON body with the given properties. */
function limitsOf(properties: object, { required = [] as string[], schemas = {} } = {}): Limits {
  const schema = { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
  const document = documentOf({ 'application/json': { schema } });
  return limitsIn(generateLimits({ ...document, components: { schemas } } as OpenAPI3))['application/json'] as Limits;
}
