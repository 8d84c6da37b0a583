import { readFileSync } from 'node:fs';
import { parseYaml, stringifyYaml } from '@redocly/openapi-core';
import { SPECIFICATION } from './mock.js';

// biome-ignore lint/suspicious/noExplicitAny: documents are taken apart by hand, and a wrong step fails the tests.
type Node = any;

/** In which version of OpenAPI a document is published. */
export type OpenAPIVersion = '3.0.3' | '3.1.0' | '3.2.0';

/** How to build the document of a vendor's whole API. */
export interface VendorOptions {
  openapi?: OpenAPIVersion;
  /** How many tags there are beside Images, each with four operations and six schemas. */
  otherTags?: number;
  /** Changes the images part before it is published. */
  change?: (images: Node) => void;
}

/**
 * The document of a whole API as a vendor would publish it, with this project's own images in it: as
 * bare as published documents are, without the errors, headers and examples that the overlays add,
 * and with `nullable` in whatever version.
 */
export function buildVendorDocument({ openapi = '3.1.0', otherTags = 3, change }: VendorOptions = {}): Node {
  const images = publishImages(openapi);
  change?.(images);
  const others = Array.from({ length: otherTags }, (_, index) => buildOtherTag(`Thing${index}`));
  return {
    openapi,
    ...(openapi === '3.2.0' ? { $self: 'https://api.example.com/openapi.json' } : {}),
    info: {
      title: 'Vendor API',
      description: 'Everything the vendor offers.',
      version: '2.7.0',
      license: images.info.license,
    },
    servers: images.servers,
    security: images.security,
    tags: [
      ...others.map(({ tag }) => ({ name: tag, description: `All about ${tag}.` })),
      { ...images.tags[0], ...(openapi === '3.2.0' ? { summary: 'Images', kind: 'nav' } : {}) },
    ],
    paths: Object.assign({}, ...others.map(({ paths }) => paths), images.paths),
    ...(openapi === '3.0.3' ? {} : { webhooks: buildWebhooks() }),
    components: {
      ...images.components,
      schemas: Object.assign(
        {},
        ...others.map(({ schemas }) => schemas),
        recursiveSchemas(),
        images.components.schemas,
      ),
    },
    'x-oaiMeta': { groups: others.map(({ tag }) => ({ id: tag, title: tag, sections: [] })) },
  };
}

/** A document as YAML, with an anchor and aliases for whatever it holds several times. */
export function toVendorYAML(document: object): string {
  return stringifyYaml(document);
}

function publishImages(openapi: OpenAPIVersion): Node {
  const images: Node = parseYaml(readFileSync(SPECIFICATION, 'utf8'));
  delete images['x-image-models'];
  delete images.jsonSchemaDialect;
  delete images.components.responses;
  delete images.components.headers;
  delete images.components.schemas.ErrorResponse;
  delete images.components.schemas.ErrorObject;
  for (const item of Object.values<Node>(images.paths)) {
    const success = item.post.responses['200'];
    delete success.headers;
    for (const [mediaType, media] of Object.entries<Node>(success.content)) {
      delete media.examples;
      if (mediaType === 'text/event-stream') {
        const event = media.schema.contentSchema;
        success.content[mediaType] = openapi === '3.2.0' ? { itemSchema: event } : { schema: event };
      }
    }
    item.post.responses = { 200: success };
  }
  if (openapi === '3.2.0') shareMediaType(images);
  return withNullable(images);
}

function shareMediaType(images: Node): void {
  const { content } = images.paths['/images/variations'].post.responses['200'];
  images.components.mediaTypes = { Pictures: content['application/json'] };
  content['application/json'] = { $ref: '#/components/mediaTypes/Pictures' };
}

/** "This or null" as OpenAPI 3.0 had it. */
function withNullable(node: Node): Node {
  if (Array.isArray(node)) return node.map(withNullable);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, child]) => [key, withNullable(child)])) as Node;
  if (Array.isArray(copy.type) && copy.type.includes('null')) {
    copy.type = copy.type.find((type: string) => type !== 'null');
    copy.nullable = true;
    if (copy.enum) copy.enum = copy.enum.filter((value: unknown) => value !== null);
  }
  if (Array.isArray(copy.anyOf) && copy.anyOf.some(({ type }: Node) => type === 'null')) {
    copy.anyOf = copy.anyOf.filter(({ type }: Node) => type !== 'null');
    copy.nullable = true;
  }
  return copy;
}

/** Four operations and six schemas, two of which hold each other. */
function buildOtherTag(tag: string): { tag: string; paths: Node; schemas: Node } {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${tag}${name}` });
  const limit = { name: 'limit', in: 'query', required: false, schema: { type: 'integer', minimum: 1, default: 20 } };
  const answer = (name: string) => ({
    200: { description: 'OK', content: { 'application/json': { schema: ref(name) } } },
  });
  const operation = (name: string, more: object) => ({
    operationId: `${name}${tag}`,
    tags: [tag],
    summary: `${name} of ${tag}`,
    description: `What ${name} does to ${tag}: first this, then that, and in the end something else altogether.`,
    ...more,
  });
  const body = { required: true, content: { 'application/json': { schema: ref('Request') } } };
  const properties = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `field_${index}`,
        { type: 'string', nullable: true, description: `Field ${index} of ${tag}.`, enum: ['one', 'two', 'three'] },
      ]),
    );
  const object = (count: number, more: Node = {}) => ({
    type: 'object',
    description: `A part of ${tag}.`,
    properties: { ...properties(count), ...more },
    required: ['field_0'],
  });
  return {
    tag,
    paths: {
      [`/${tag}`]: {
        get: operation('list', { parameters: [limit], responses: answer('List') }),
        post: operation('create', { requestBody: body, responses: answer('Node') }),
      },
      [`/${tag}/{id}`]: {
        // The same parameter in two places becomes an anchor and an alias.
        parameters: [limit],
        get: operation('read', { parameters: [limit], responses: answer('Node') }),
        delete: operation('remove', { responses: answer('Other') }),
      },
    },
    schemas: {
      [`${tag}List`]: object(3, { data: { type: 'array', items: ref('Node') } }),
      [`${tag}Request`]: object(8),
      [`${tag}Node`]: object(6, { other: ref('Other'), children: { type: 'array', items: ref('Node') } }),
      [`${tag}Other`]: object(6, { node: ref('Node'), nothing: { $ref: '#/components/schemas/NotDefinedAnywhere' } }),
      [`${tag}Unused`]: object(4, { node: ref('Node') }),
      [`${tag}Elsewhere`]: { $ref: 'https://elsewhere.example.com/schemas.json#/Thing' },
    },
  };
}

function recursiveSchemas(): Node {
  return {
    Chicken: { $ref: '#/components/schemas/Egg' },
    Egg: { $ref: '#/components/schemas/Chicken' },
  };
}

function buildWebhooks(): Node {
  const schema = { $ref: '#/components/schemas/Chicken' };
  return {
    thing_happened: {
      post: {
        operationId: 'thingHappened',
        tags: ['Images'],
        requestBody: { content: { 'application/json': { schema } } },
        responses: { 200: { description: 'Seen.' } },
      },
    },
  };
}
