import type { OpenAPI3 } from 'openapi-typescript';
import { describe, expect, it } from 'vitest';
import { operations, serverURL } from '../../../generated/operations.js';
import { generateTables } from '../../../scripts/spec/tables.js';
import { listOperations } from '../../support/document.js';
import { specification } from '../../support/mock.js';

const BINARY = { type: 'string', format: 'binary' };
const TEXT = { type: 'string' };

describe('generateTables', () => {
  it('says where each operation is and where the server is', () => {
    const source = generateTables({
      ...documentOf({}),
      servers: [{ url: 'https://api.example.com/v1' }, { url: 'https://other.example.com' }],
      paths: {
        '/things': { get: { operationId: 'listThings' }, post: { operationId: 'createThing' } },
        '/things/{id}': { delete: { operationId: 'deleteThing' }, post: { summary: 'Has no name.' } },
      },
    } as unknown as OpenAPI3);
    expect(source).toContain('export const serverURL = "https://api.example.com/v1";');
    expect(tableOf(source)).toMatchObject({
      listThings: { path: '/things', method: 'get' },
      createThing: { path: '/things', method: 'post' },
      deleteThing: { path: '/things/{id}', method: 'delete' },
    });
    expect(Object.keys(tableOf(source))).toHaveLength(3);
  });

  it('lists request and response media types in the order of the document', () => {
    const schema = { type: 'object' };
    const source = generateTables(
      documentOf({
        requestBody: { content: { 'multipart/form-data': { schema }, 'application/json': { schema } } },
        responses: {
          '200': { content: { 'application/json': {}, 'text/event-stream': {} } },
          '400': { content: { 'text/html': {} } },
        },
      }),
    );
    expect(tableOf(source).operate).toMatchObject({
      requestMediaTypes: ['multipart/form-data', 'application/json'],
      responseMediaTypes: ['application/json', 'text/event-stream'],
    });
  });

  it('takes binary properties, and lists of them, for file fields', () => {
    const { fileFields, listFields } = fieldsOf({
      image: BINARY,
      'image[]': { type: 'array', items: BINARY },
      mask: BINARY,
      'tags[]': { type: 'array', items: { type: 'string' } },
      prompt: { type: 'string' },
      link: { type: 'string', format: 'uri' },
    });
    expect(fileFields).toEqual(['image', 'image[]', 'mask']);
    expect(listFields).toEqual(['image[]', 'tags[]']);
  });

  it('follows references to a body, its schema, its properties and their items', () => {
    const source = generateTables({
      ...documentOf({
        requestBody: { $ref: '#/components/requestBodies/Edit' },
        responses: { '200': { $ref: '#/components/responses/Images' } },
      }),
      components: {
        requestBodies: {
          Edit: { content: { 'multipart/form-data': { schema: { $ref: '#/components/schemas/Edit~1Request' } } } },
        },
        responses: { Images: { content: { 'application/json': {} } } },
        schemas: {
          'Edit/Request': { $ref: '#/components/schemas/Edit' },
          Edit: {
            type: 'object',
            properties: {
              image: { $ref: '#/components/schemas/File' },
              'image[]': { $ref: '#/components/schemas/Files' },
            },
          },
          File: BINARY,
          Files: { type: 'array', items: { $ref: '#/components/schemas/File' } },
        },
      },
    } as unknown as OpenAPI3);
    expect(tableOf(source).operate).toMatchObject({
      requestMediaTypes: ['multipart/form-data'],
      responseMediaTypes: ['application/json'],
      fileFields: ['image', 'image[]'],
      listFields: ['image[]'],
    });
  });

  it('takes fields from the form alone where an operation takes JSON as well', () => {
    const form = { type: 'object', properties: { image: BINARY } };
    const json = { type: 'object', properties: { picture: BINARY, images: { type: 'array', items: BINARY } } };
    const source = generateTables(
      documentOf({
        requestBody: { content: { 'application/json': { schema: json }, 'multipart/form-data': { schema: form } } },
      }),
    );
    expect(tableOf(source).operate).toMatchObject({ fileFields: ['image'], listFields: [] });
  });

  it('leaves everything empty for an operation without a body', () => {
    expect(tableOf(generateTables(documentOf({ responses: { '204': {} } }))).operate).toEqual({
      path: '/operate',
      method: 'post',
      requestMediaTypes: [],
      responseMediaTypes: [],
      fileFields: [],
      requiredFiles: [],
      listFields: [],
      references: { fields: [], listFields: [], maxLength: 0 },
      events: {},
    });
  });

  describe('for the files that a form needs', () => {
    const properties = { image: BINARY, 'image[]': { type: 'array', items: BINARY }, mask: BINARY, prompt: TEXT };

    it.each([
      ['a file that is required', { required: ['prompt', 'image'] }, ['image']],
      ['the first of several that will do', { anyOf: [{ required: ['image'] }, { required: ['image[]'] }] }, ['image']],
      [
        'the first of several within a further condition, and what is always required',
        { required: ['mask', 'prompt'], allOf: [{ anyOf: [{ required: ['image[]'] }, { required: ['image'] }] }] },
        ['mask', 'image[]'],
      ],
      ['none where none is required', { required: ['prompt'] }, []],
    ])('lists %s', (_title, conditions, requiredFiles) => {
      const schema = { type: 'object', properties, ...conditions };
      const source = generateTables(documentOf({ requestBody: { content: { 'multipart/form-data': { schema } } } }));
      expect(tableOf(source).operate).toMatchObject({ requiredFiles });
    });
  });

  describe('for pictures that JSON refers to', () => {
    const byURL = { type: 'object', properties: { image_url: { type: 'string', maxLength: 99 } } };
    const byID = { type: 'object', properties: { file_id: TEXT } };
    const referencesOf = (properties: object) =>
      tableOf(
        generateTables({
          ...documentOf({
            requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } },
          }),
          components: { schemas: { Reference: { oneOf: [byID, byURL] }, ByURL: byURL } },
        } as unknown as OpenAPI3),
      ).operate?.references;

    it('lists the fields, those among them that are lists, and the longest URL', () => {
      const reference = { $ref: '#/components/schemas/Reference' };
      expect(
        referencesOf({
          prompt: TEXT,
          tags: { type: 'array', items: TEXT },
          images: { type: 'array', items: reference },
          mask: reference,
          frame: { $ref: '#/components/schemas/ByURL' },
        }),
      ).toEqual({ fields: ['images', 'mask', 'frame'], listFields: ['images'], maxLength: 99 });
    });

    it('lists none where no object has an image_url', () => {
      expect(referencesOf({ prompt: TEXT, other: byID })).toEqual({ fields: [], listFields: [], maxLength: 0 });
    });
  });

  it('takes the types of the events from the schema of the stream: a preview by its index, of others the first', () => {
    const event = (type: string, more = {}) => ({
      type: 'object',
      properties: { type: { type: 'string', enum: [type] }, ...more },
    });
    const union = { anyOf: [{ $ref: '#/components/schemas/Preview' }, event('draw.done'), event('draw.queued')] };
    const source = generateTables({
      ...documentOf({
        responses: {
          '200': {
            content: {
              'application/json': {},
              'text/event-stream': {
                schema: { type: 'string', contentSchema: { $ref: '#/components/schemas/Event' } },
              },
            },
          },
        },
      }),
      components: {
        schemas: { Event: union, Preview: event('draw.preview', { partial_image_index: { type: 'integer' } }) },
      },
    } as unknown as OpenAPI3);
    expect(tableOf(source).operate).toMatchObject({ events: { partial: 'draw.preview', completed: 'draw.done' } });
  });
});

describe('the generated tables', () => {
  it('name the default model of the model table', () => {
    expect(Object.entries(operations).map(([id, { defaultModel }]) => [id, defaultModel])).toEqual(
      Object.entries(specification['x-image-models'].defaults),
    );
  });

  it('know every operation of the specification', () => {
    expect(serverURL).toBe(specification.servers[0].url);
    expect(Object.entries(operations).map(([id, { path, method }]) => ({ id, path, method }))).toEqual(
      listOperations().map(({ id, path, method }) => ({ id, path, method })),
    );
  });
});

function documentOf(operation: object): OpenAPI3 {
  return {
    openapi: '3.1.0',
    info: { title: 'Small', version: '1.0.0' },
    paths: { '/operate': { post: { operationId: 'operate', ...operation } } },
  } as OpenAPI3;
}

/** The table in a generated module, which is JSON between two words of TypeScript. */
function tableOf(source: string): Record<string, Record<string, unknown>> {
  const json = /^export const operations = (\{.*\}) as const;$/ms.exec(source)?.[1];
  return JSON.parse(json ?? 'null');
}

function fieldsOf(properties: object) {
  const schema = { type: 'object', properties };
  const source = generateTables(documentOf({ requestBody: { content: { 'multipart/form-data': { schema } } } }));
  return tableOf(source).operate as { fileFields: string[]; listFields: string[] };
}
