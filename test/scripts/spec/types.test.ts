import type { OpenAPI3 } from 'openapi-typescript';
import { describe, expect, it } from 'vitest';
import { generateTypes } from '../../../scripts/spec/types.js';

describe('generateTypes', () => {
  it('keeps the known values of an open enum beside any other string', async () => {
    const known = { type: 'string', enum: ['small', 'large'] };
    const types = await generateProperties({
      plain: { anyOf: [{ type: 'string' }, known] },
      nullable: { anyOf: [{ type: 'string' }, known, { type: 'null' }] },
      mixed: { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'string', const: 'auto' }] },
    });
    expect(types).toContain('plain?: "small" | "large" | (string & {});');
    expect(types).toContain('nullable?: "small" | "large" | null | (string & {});');
    expect(types).toContain('mixed?: number | "auto" | (string & {});');
  });

  it('leaves a closed enum closed and a plain string plain', async () => {
    const types = await generateProperties({
      closed: { type: 'string', enum: ['small', 'large'] },
      closedOrNull: { type: ['string', 'null'], enum: ['small', 'large', null] },
      text: { type: 'string' },
      textOrNull: { type: ['string', 'null'] },
    });
    expect(types).toContain('closed?: "small" | "large";');
    expect(types).toContain('closedOrNull?: "small" | "large" | null;');
    expect(types).toContain('text?: string;');
    expect(types).toContain('textOrNull?: string | null;');
  });

  it('types a binary string as a Blob, in a list too', async () => {
    const binary = { type: 'string', format: 'binary' };
    const types = await generateProperties({ image: binary, 'image[]': { type: 'array', items: binary } });
    expect(types).toContain('image?: Blob;');
    expect(types).toContain('"image[]"?: Blob[];');
  });

  it('requires what the document requires, and nothing more for having a default', async () => {
    const text = { type: 'string', default: 'x' };
    const types = await generateProperties({ needed: text, optional: text }, ['needed']);
    expect(types).toContain('needed: string;');
    expect(types).toContain('optional?: string;');
  });

  it('exports each schema under its own name', async () => {
    expect(await generateProperties({ a: { type: 'string' } })).toContain(
      "export type small_Thing = components['schemas']['small_Thing'];",
    );
  });
});

/** The types of a schema with the given properties, which is called `small_Thing`. */
function generateProperties(properties: object, required: string[] = []): Promise<string> {
  return generateTypes({
    openapi: '3.1.0',
    info: { title: 'Small', version: '1.0.0' },
    paths: {},
    components: { schemas: { small_Thing: { type: 'object', properties, required } } },
  } as OpenAPI3);
}
