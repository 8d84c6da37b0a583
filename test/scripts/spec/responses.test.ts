import type { OpenAPI3 } from 'openapi-typescript';
import { describe, expect, it } from 'vitest';
import { responses } from '../../../generated/responses.js';
import { generateResponses } from '../../../scripts/spec/responses.js';

const TEXT = { type: 'string' };

/** What a response schema becomes; the source text runs as it stands. */
function generate(schema: object, schemas: object = {}, events?: object) {
  const stream = { 'text/event-stream': { schema: { type: 'string', contentSchema: events } } };
  const content = { 'application/json': { schema }, ...(events ? stream : {}) };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Small', version: '1.0.0' },
    paths: { '/x': { post: { operationId: 'makeX', responses: { '200': { description: 'X', content } } } } },
    components: { schemas },
  };
  const source = generateResponses(document as unknown as OpenAPI3);
  const { makeX } = new Function(source.replace('export const responses =', 'return'))();
  return { ...makeX, source };
}

const bodyOf = (schema: object, schemas?: object) => generate(schema, schemas).body;

describe('generateResponses', () => {
  it('keeps what is checked and nothing that only people read', () => {
    const image = { type: 'object', description: 'An image.', properties: { b64_json: { ...TEXT, examples: ['x'] } } };
    const schema = {
      type: 'object',
      title: 'Images',
      properties: { created: { type: 'integer' }, data: { type: 'array', items: image, maxItems: 9 } },
      required: ['created'],
    };
    expect(bodyOf(schema)).toEqual({
      types: ['object'],
      properties: {
        created: { types: ['integer'] },
        data: { types: ['array'], items: { types: ['object'], properties: { b64_json: { types: ['string'] } } } },
      },
      required: ['created'],
    });
  });

  it('keeps several types, lists of values, a constant and described other members', () => {
    expect(bodyOf({ type: ['string', 'null'], enum: ['a', null] })).toEqual({
      types: ['string', 'null'],
      values: ['a', null],
    });
    expect(bodyOf({ const: 'a' })).toEqual({ values: ['a'] });
    expect(bodyOf({ type: 'object', additionalProperties: TEXT })).toEqual({
      types: ['object'],
      others: { types: ['string'] },
    });
    expect(bodyOf({ type: 'object', additionalProperties: true })).toEqual({ types: ['object'], others: {} });
    expect(bodyOf({ type: 'object', additionalProperties: false })).toEqual({ types: ['object'] });
  });

  it('makes one of alternatives between plain values, and an open list of one beside any text', () => {
    expect(bodyOf({ anyOf: [TEXT, { type: 'string', enum: ['a', 'b'] }, { type: 'null' }] })).toEqual({
      types: ['string', 'null'],
      values: ['a', 'b', null],
      open: true,
    });
    expect(bodyOf({ anyOf: [{ type: 'integer' }, { type: 'string', enum: ['a'] }] })).toEqual({
      anyOf: [{ types: ['integer'] }, { types: ['string'], values: ['a'] }],
    });
    expect(
      bodyOf({
        oneOf: [
          { type: 'string', enum: ['a'] },
          { type: 'string', const: 'b' },
        ],
      }),
    ).toEqual({
      types: ['string'],
      values: ['a', 'b'],
    });
  });

  it('keeps alternatives between objects apart, each with what stands beside them', () => {
    const [one, two] = [
      { type: 'object', properties: { a: TEXT } },
      { type: 'object', properties: { b: TEXT } },
    ];
    expect(bodyOf({ properties: { c: TEXT }, required: ['c'], anyOf: [one, two] })).toEqual({
      anyOf: ['a', 'b'].map((name) => ({
        types: ['object'],
        properties: { c: { types: ['string'] }, [name]: { types: ['string'] } },
        required: ['c'],
      })),
    });
  });

  it('joins the parts of allOf', () => {
    const base = { type: 'object', properties: { a: TEXT, b: { type: ['string', 'null'] } }, required: ['a'] };
    const more = { properties: { b: TEXT, c: TEXT }, required: ['b'] };
    expect(bodyOf({ allOf: [{ $ref: '#/components/schemas/Base' }, more] }, { Base: base })).toEqual({
      types: ['object'],
      properties: { a: { types: ['string'] }, b: { types: ['string'] }, c: { types: ['string'] } },
      required: ['a', 'b'],
    });
  });

  it('follows references, and puts down each of their schemas once', () => {
    const ref = { $ref: '#/components/schemas/Image.v2', description: 'Beside it.' };
    const { body, source } = generate(
      { type: 'object', properties: { a: ref, b: { anyOf: [ref, { type: 'null' }] } } },
      { 'Image.v2': { type: 'object', properties: { unmistakable: TEXT } } },
    );
    const image = { types: ['object'], properties: { unmistakable: { types: ['string'] } } };
    expect(body.properties).toEqual({ a: image, b: { anyOf: [image, { types: ['null'] }] } });
    expect(source.match(/unmistakable/g)).toHaveLength(1);
  });

  it('takes anything where a schema is within itself', () => {
    const ref = { $ref: '#/components/schemas/Node' };
    const node = { type: 'object', properties: { name: TEXT, child: ref } };
    expect(bodyOf(ref, { Node: node })).toEqual({
      types: ['object'],
      properties: { name: { types: ['string'] }, child: {} },
    });
  });

  it('lists events by their type', () => {
    const eventOf = (...types: string[]) => ({ type: 'object', properties: { type: { ...TEXT, enum: types } } });
    const { events } = generate({ type: 'object' }, {}, { anyOf: [eventOf('a', 'b'), eventOf('c')] });
    expect(Object.keys(events)).toEqual(['a', 'b', 'c']);
    expect(events.c).toEqual({ types: ['object'], properties: { type: { types: ['string'], values: ['c'] } } });
  });

  it('has every operation and event of the specification', () => {
    expect(Object.entries(responses).map(([id, { events }]) => [id, Object.keys(events)])).toEqual([
      ['createImage', ['image_generation.partial_image', 'image_generation.completed']],
      ['createImageEdit', ['image_edit.partial_image', 'image_edit.completed']],
      ['createImageVariation', []],
    ]);
  });
});
