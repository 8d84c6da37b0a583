import { describe, expect, it } from 'vitest';
import { GenerateError } from '../../../scripts/spec/generate-error.js';
import { sliceImages } from '../../../scripts/spec/slice.js';
import { buildVendorDocument } from '../../support/vendor-document.js';

// biome-ignore lint/suspicious/noExplicitAny: documents are taken apart by hand, and a wrong step fails the tests.
type Node = any;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('sliceImages', () => {
  it('keeps the operations of the tag and what they refer to, and nothing of the rest', () => {
    const document = buildVendorDocument({ otherTags: 5 });
    const { document: slice, dangling }: Node = sliceImages(document, 'api.yaml');
    expect(Object.keys(slice)).toEqual(['openapi', 'info', 'servers', 'tags', 'paths', 'components', 'security']);
    expect(Object.keys(slice.paths)).toEqual(['/images/generations', '/images/edits', '/images/variations']);
    expect(slice.tags).toEqual([{ name: 'Images', description: expect.any(String) }]);
    expect(Object.keys(slice.components)).toEqual(['securitySchemes', 'schemas']);
    expect(Object.keys(slice.components.schemas)).toContain('ImageEditCompletedEvent');
    expect(JSON.stringify(slice)).not.toMatch(/Thing|Chicken|x-oaiMeta":\{"groups/);
    expect(dangling).toEqual([]);
  });

  it('leaves the document it is given as it is', () => {
    const document = buildVendorDocument();
    const before = structuredClone(document);
    sliceImages(document, 'api.yaml');
    expect(document).toEqual(before);
  });

  it('keeps of a path only the operations of the tag, and what they share', () => {
    const parameters = [{ name: 'id', in: 'path' }];
    const slice = slicePaths({
      '/pictures': { parameters, summary: 'Pictures', get: { tags: ['Files'] }, post: { tags: ['Other', 'Images'] } },
      '/files': { get: { tags: ['Files'] } },
    });
    expect(slice.paths).toEqual({
      '/pictures': { parameters, summary: 'Pictures', post: { tags: ['Other', 'Images'] } },
    });
  });

  it('follows a path that is kept elsewhere', () => {
    const document = {
      openapi: '3.1.0',
      paths: { '/images': { $ref: '#/components/pathItems/Images' } },
      components: { pathItems: { Images: { get: { tags: ['Images'] } } } },
    };
    expect(sliceImages(document, 'api.yaml').document.paths).toEqual({ '/images': { get: { tags: ['Images'] } } });
  });

  it('keeps the members of a mapping, which may refer back to what they are mapped by', () => {
    const schemas = {
      Event: { discriminator: { propertyName: 'type', mapping: { a: ref('A').$ref, b: 'B' } } },
      A: { allOf: [ref('Event')], properties: { more: ref('More') } },
      B: { type: 'object' },
      More: { type: 'object' },
    };
    const slice = slicePaths(operationOn(ref('Event')), { schemas });
    expect(Object.keys(slice.components.schemas)).toEqual(['Event', 'A', 'More']);
  });

  it('keeps the security schemes that are asked for', () => {
    const securitySchemes = { Key: { type: 'http' }, Token: { type: 'http' }, Cookie: { type: 'apiKey' } };
    const paths = { '/images': { get: { tags: ['Images'], security: [{ Token: [] }] } } };
    const document = { openapi: '3.1.0', security: [{ Key: [] }], paths, components: { securitySchemes } };
    const slice: Node = sliceImages(document, 'api.yaml').document;
    expect(Object.keys(slice.components.securitySchemes)).toEqual(['Key', 'Token']);
  });

  it('takes a reference within an example for data, and one among named examples for a reference', () => {
    const examples = { one: { $ref: '#/components/examples/One' } };
    const paths = {
      '/images': {
        get: {
          tags: ['Images'],
          responses: { 200: { content: { 'application/json': { examples, schema: { example: ref('Nowhere') } } } } },
        },
      },
    };
    const components = { examples: { One: { value: ref('Nowhere') }, Two: { value: 2 } } };
    const { document, dangling }: Node = sliceImages({ openapi: '3.1.0', paths, components }, 'api.yaml');
    expect(document.components.examples).toEqual({ One: { value: ref('Nowhere') } });
    expect(dangling).toEqual([]);
  });

  it('tells which references lead nowhere, and from where', () => {
    const document = { openapi: '3.1.0', paths: operationOn(ref('Missing')) };
    expect(sliceImages(document, 'api.yaml').dangling).toEqual([
      {
        ref: '#/components/schemas/Missing',
        at: '#/paths/~1images/post/requestBody/content/application~1json/schema',
      },
    ]);
  });

  it.each([
    ['itself', { A: ref('A') }, 'A → A'],
    ['another that refers back', { A: ref('B'), B: ref('A') }, 'A → B → A'],
    ['a member of its own', { A: { properties: { children: { items: ref('A') } } } }, 'A → A'],
    ['a part of itself', { A: { properties: { p: { $ref: '#/components/schemas/A/properties/p' } } } }, 'p → p'],
  ])('refuses a schema that refers to %s, and names the circle', (_what, schemas, circle) => {
    expect(() => slicePaths(operationOn(ref('A')), { schemas })).toThrow(
      new GenerateError(
        `api.yaml has a circular reference: ${circle}. The client's tables have an end, so this one cannot be adopted.`,
      ),
    );
  });

  it('refuses a reference to another document', () => {
    expect(() => slicePaths(operationOn({ $ref: 'other.yaml#/A' }))).toThrow(
      'api.yaml refers to another document: "other.yaml#/A" at #/paths/~1images/post/',
    );
  });

  it('refuses a reference to another document within what is data, too, for the tools after this one follow it', () => {
    const data = { example: { $ref: 'https://elsewhere.example.com/a.json' } };
    expect(() => slicePaths(operationOn(data))).toThrow(
      'refers to another document: "https://elsewhere.example.com/a.json"',
    );
    const info = { title: { $ref: '#' } };
    expect(() => sliceImages({ openapi: '3.1.0', info, paths: operationOn({}) }, 'api.yaml')).toThrow(
      'api.yaml has a circular reference: the document → the document.',
    );
  });

  it.each([
    [undefined, 'api.yaml has no operations: its "paths" is no object.'],
    [[], 'api.yaml has no operations: its "paths" is no object.'],
    [{}, 'api.yaml has no operation tagged Images. None of its operations has a tag.'],
    [
      { '/a': { get: { tags: ['Audio', 'Chat'] } }, '/b': { get: { tags: 'Images' } } },
      'api.yaml has no operation tagged Images. Its tags are: Audio, Chat.',
    ],
  ])('refuses a document without images: paths %j', (paths, message) => {
    expect(() => slicePaths(paths)).toThrow(new GenerateError(message));
  });
});

describe('the slice of a document in another version of OpenAPI', () => {
  const mended = (schema: object): Node => {
    const { paths }: Node = slicePaths(operationOn(schema));
    return paths['/images'].post.requestBody.content['application/json'].schema;
  };

  it('says that it is 3.1.0', () => {
    expect(sliceImages({ openapi: '3.0.3', paths: operationOn({}) }, 'api.yaml').document.openapi).toBe('3.1.0');
  });

  it.each([
    [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [{ type: 'string', nullable: false }, { type: 'string' }],
    [{ type: ['string', 'null'], nullable: true }, { type: ['string', 'null'] }],
    [
      { type: 'string', enum: ['a'], default: 'a', nullable: true },
      { type: ['string', 'null'], enum: ['a', null], default: 'a' },
    ],
    [{ enum: ['a', null], nullable: true }, { enum: ['a', null] }],
    [
      { anyOf: [{ type: 'string' }], default: 'a', nullable: true },
      { anyOf: [{ type: 'string' }, { type: 'null' }], default: 'a' },
    ],
    [
      { oneOf: [{ type: 'string' }, { type: 'null' }], nullable: true },
      { oneOf: [{ type: 'string' }, { type: 'null' }] },
    ],
    [
      { $ref: '#/components/schemas/A', nullable: true },
      { anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] },
    ],
    [
      { allOf: [{ type: 'string' }], description: 'x', nullable: true },
      { anyOf: [{ allOf: [{ type: 'string' }] }, { type: 'null' }], description: 'x' },
    ],
    [{ nullable: true }, {}],
    [
      { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: false },
      { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    ],
    [
      { properties: { nullable: { type: 'boolean', nullable: true } }, example: { nullable: true } },
      { properties: { nullable: { type: ['boolean', 'null'] } }, example: { nullable: true } },
    ],
  ])('mends %j', (published, expected) => {
    expect(mended(published)).toEqual(expected);
  });

  it('puts shared media types where they are used, and describes the items of a stream as its content', () => {
    const { document }: Node = sliceImages(buildVendorDocument({ openapi: '3.2.0' }), 'api.yaml');
    expect(document.components.mediaTypes).toBeUndefined();
    expect(document.paths['/images/variations'].post.responses['200'].content).toEqual({
      'application/json': { schema: ref('ImagesResponse') },
    });
    expect(document.paths['/images/edits'].post.responses['200'].content['text/event-stream']).toEqual({
      schema: { type: 'string', contentSchema: ref('ImageEditStreamEvent') },
    });
  });
});

function operationOn(schema: object) {
  return { '/images': { post: { tags: ['Images'], requestBody: { content: { 'application/json': { schema } } } } } };
}

function slicePaths(paths: unknown, components = { schemas: { A: {} } as object }): Node {
  return sliceImages({ openapi: '3.1.0', paths, components }, 'api.yaml').document;
}
