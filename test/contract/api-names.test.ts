import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { listOperations, resolve } from '../support/document.js';
import { specification } from '../support/mock.js';

const names = parse(readFileSync(new URL('../fixtures/api-names.yaml', import.meta.url), 'utf8'));
const { schemas, responses } = specification.components;
const listed = listOperations();

/** The names of a schema's members, those of its alternatives among them. */
function propertiesOf(schema: string): string[] {
  const { properties, oneOf = [] } = schemas[schema];
  return [properties, ...oneOf.map((each: { properties: object }) => each.properties)].flatMap((each) =>
    Object.keys(each ?? {}),
  );
}

/** Every value in an `enum` of a property, of its alternatives too. */
function valuesOf(property: unknown): unknown[] {
  const { enum: values = [], anyOf = [] } = resolve(property);
  return [...values, ...anyOf.flatMap(valuesOf)];
}

function membersOf(schema: string, member: string): string[] {
  return Object.keys(resolve(schemas[schema].properties[member]).properties);
}

/** The codes of all example errors. */
const errorCodes = Object.values<{ content: object }>(responses).flatMap(({ content }) =>
  Object.values<{ examples: object }>(content as Record<string, { examples: object }>).flatMap(({ examples }) =>
    Object.values<{ value: { error: { code: string } } }>(examples as never).map(({ value }) => value.error.code),
  ),
);

/** The operations and the members of schemas that are marked as deprecated. */
const deprecated = [
  ...listed.filter(({ path, method }) => specification.paths[path][method].deprecated).map(({ id }) => id),
  ...Object.entries<{ properties?: object }>(schemas).flatMap(([schema, { properties = {} }]) =>
    Object.entries<{ deprecated?: boolean }>(properties as Record<string, { deprecated?: boolean }>)
      .filter(([, property]) => property.deprecated)
      .map(([name]) => `${schema}.${name}`),
  ),
];

const EVENTS = Object.keys(schemas).filter((name) => /(Partial|Completed)\w*Event$/.test(name));

/** Where the names of each section of the list have to be; several places where they have to be in each. */
const PLACES: Record<string, () => Record<string, unknown[]>> = {
  operations: () => ({ operations: listed.map(({ id }) => id) }),
  models: () => ({ 'x-image-models': Object.keys(specification['x-image-models'].models) }),
  generate: () => propertiesOfEach('CreateImageRequest'),
  edit: () => propertiesOfEach('CreateImageEditRequest'),
  editJson: () => propertiesOfEach('EditImageBodyJsonParam'),
  imageRef: () => propertiesOfEach('ImageRefParam'),
  variation: () => propertiesOfEach('CreateImageVariationRequest'),
  svg: () =>
    Object.fromEntries(
      ['SvgOptions', 'SvgFormOptions'].map((name) => [name, [...propertiesOf(name), ...membersOf(name, 'reasoning')]]),
    ),
  response: () => propertiesOfEach('ImagesResponse'),
  image: () => propertiesOfEach('Image'),
  usage: () => propertiesOfEach('ImageGenUsage'),
  usageDetails: () =>
    Object.fromEntries(
      ['input_tokens_details', 'output_tokens_details'].map((name) => [name, membersOf('ImageGenUsage', name)]),
    ),
  svgUsage: () => propertiesOfEach('SvgUsage'),
  events: () => ({
    'the types of the streams': listed.flatMap(({ responses }) =>
      responses.flatMap(({ bodies }) =>
        bodies.flatMap(({ schema }) => {
          const { anyOf = [] } = resolve(schema.contentSchema) ?? {};
          return anyOf.flatMap((event: unknown) => valuesOf(resolve(event).properties.type));
        }),
      ),
    ),
    'the discriminators': ['ImageGenStreamEvent', 'ImageEditStreamEvent'].flatMap((name) =>
      Object.keys(schemas[name].discriminator.mapping),
    ),
  }),
  partialEvent: () => propertiesOfEach('ImageGenPartialImageEvent', 'ImageEditPartialImageEvent'),
  completedEvent: () => propertiesOfEach('ImageGenCompletedEvent', 'ImageEditCompletedEvent'),
  error: () => propertiesOfEach('ErrorObject'),
  deprecated: () => ({ 'what is marked as deprecated': deprecated }),
  errorCodes: () => ({ 'the examples of the error responses': errorCodes }),
  headers: () => ({
    'the headers of the responses': listed.flatMap(({ responses }) =>
      responses.flatMap(({ headers }) => Object.keys(headers)),
    ),
  }),
};

function propertiesOfEach(...schemas: string[]): Record<string, string[]> {
  return Object.fromEntries(schemas.map((schema) => [schema, propertiesOf(schema)]));
}

describe('the specification', () => {
  const { values, responseValues, eventValues, ends, anySize, ...sections } = names;

  for (const [section, expected] of Object.entries<string[]>(sections)) {
    it(`has every name that is listed under ${section}`, () => {
      const places = PLACES[section]?.() ?? {};
      expect(Object.keys(places), 'a section without a place in the document').not.toHaveLength(0);
      expect(expected).not.toHaveLength(0);
      for (const [place, found] of Object.entries(places))
        expect(found, place).toEqual(expect.arrayContaining(expected));
    });
  }

  for (const [parameter, expected] of Object.entries<string[]>(values)) {
    it(`offers every value that is listed for ${parameter}`, () => {
      // Generating images takes the widest choice of everything that it takes at all.
      const schema = ['CreateImageRequest', 'CreateImageEditRequest'].find(
        (name) => schemas[name].properties[parameter],
      ) as string;
      expect(valuesOf(schemas[schema].properties[parameter])).toEqual(expect.arrayContaining(expected));
    });
  }

  it.each([['ImagesResponse', responseValues], ...EVENTS.map((event) => [event, eventValues])])(
    'offers in %s the values that are listed, and no others',
    (schema, expected) => {
      const { properties } = schemas[schema];
      const found = Object.keys(properties).map((name) => [name, valuesOf(properties[name])] as const);
      const choices = found.filter(([name, choice]) => name !== 'type' && choice.length > 0);
      expect(Object.fromEntries(choices)).toEqual(expected);
    },
  );

  it('has values listed for every event', () => expect(EVENTS).toHaveLength(4));

  const table = specification['x-image-models'];
  const models = Object.entries<{ ends?: string; rules: string }>(table.models);

  it('ends each model on the day that is listed', () => {
    expect(Object.fromEntries(models.flatMap(([name, model]) => (model.ends ? [[name, model.ends]] : [])))).toEqual(
      ends,
    );
  });

  it.each(['createImage', 'createImageEdit'])('has the limits of a size that are listed in %s', (operation) => {
    const limited = models.flatMap(([name, { rules }]) => {
      const dimensions = table.rules[rules][operation].size?.dimensions;
      return dimensions ? [[name, dimensions]] : [];
    });
    expect(limited).toEqual(anySize.models.map((name: string) => [name, anySize.dimensions]));
  });

  it('has a place for every section of the list', () => {
    expect(Object.keys(sections).sort()).toEqual(Object.keys(PLACES).sort());
  });
});
