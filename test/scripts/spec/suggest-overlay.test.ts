import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { bundleDocument } from '../../../scripts/spec/bundle.js';
import { generateResponses } from '../../../scripts/spec/responses.js';
import { suggestOverlay } from '../../../scripts/spec/suggest-overlay.js';
import { findDrift } from '../../../src/check/find-drift.js';
import { type Finding, toFinding } from '../../../src/check/finding.js';
import { createRedactor } from '../../../src/redact.js';
import { overlayText } from '../../support/copy-project.js';

const TEXT = { type: 'string' };
const OPERATION = 'createImage';

/** A document whose one operation answers with the schema given. */
function documentOf(schema: object, schemas: object = {}): OpenAPI3 {
  const content = { 'application/json': { schema } };
  return {
    openapi: '3.1.0',
    info: { title: 'Small', version: '1.0.0' },
    paths: { '/x': { post: { operationId: OPERATION, responses: { '200': { description: 'X', content } } } } },
    components: { schemas },
  } as unknown as OpenAPI3;
}

function findingsFor(document: OpenAPI3, value: unknown): Finding[] {
  const table = new Function(generateResponses(document).replace('export const responses =', 'return'))();
  const redactor = createRedactor([]);
  return findDrift(value, table[OPERATION].body).map((drift) => toFinding(drift, { operation: OPERATION }, redactor));
}

/** The document with actions applied to it by the generator's own steps. */
async function withActions(document: OpenAPI3, actions: object[]): Promise<OpenAPI3> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-suggest-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [original, overlay] = ['original.json', 'overlay.yaml'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ];
  await writeFile(original, JSON.stringify(document));
  await writeFile(overlay, overlayText(...actions));
  return parse(await bundleDocument(original, [overlay], await loadConfig({ configPath: 'redocly.yaml' })));
}

describe('suggestOverlay', () => {
  it.each<[string, object, unknown, object?]>([
    ['an unknown field', { type: 'object', properties: { a: TEXT } }, { a: 'x', b: { c: [1, { d: null }] } }],
    ['a field named unlike an identifier', { type: 'object', properties: { a: TEXT } }, { 'a-b.c': 1, $x: 2 }],
    ['an unknown field of a part of allOf', { allOf: [{ type: 'object', properties: { a: TEXT } }] }, { b: 1 }],
    [
      'an unknown field of one of several schemas',
      { anyOf: [{ type: 'null' }, { type: 'object', properties: { a: TEXT } }] },
      { b: 1 },
    ],
    ['a missing field', { type: 'object', properties: { a: TEXT, b: TEXT }, required: ['a', 'b'] }, { b: 'x' }],
    ['every field missing', { type: 'object', properties: { a: TEXT }, required: ['a'] }, {}],
    [
      'a missing field that two parts of allOf require',
      { allOf: [1, 2].map(() => ({ type: 'object', properties: { a: TEXT }, required: ['a'] })) },
      {},
    ],
    ['another plain type', { type: 'object', properties: { a: TEXT } }, { a: null }],
    [
      'another plain type beside several',
      { type: 'object', properties: { a: { type: ['string', 'null'] } } },
      { a: 1 },
    ],
    ['a fraction for a whole number', { type: 'object', properties: { a: { type: 'integer' } } }, { a: 0.5 }],
    ['an object for a text', { type: 'object', properties: { a: TEXT } }, { a: { b: 1 } }],
    ['a text for an object', { type: 'object', properties: { a: { type: 'object', properties: {} } } }, { a: 'x' }],
    ['null for a listed value', { type: 'object', properties: { a: { ...TEXT, enum: ['x'] } } }, { a: null }],
    ['a number for a listed value', { type: 'object', properties: { a: { ...TEXT, enum: ['x'] } } }, { a: 1 }],
    [
      'null for one of an open list',
      { type: 'object', properties: { a: { anyOf: [TEXT, { ...TEXT, enum: ['x'] }] } } },
      { a: null },
    ],
    ['another type of item', { type: 'array', items: TEXT }, ['x', 1, null]],
    ['another type of the whole', { type: 'array', items: TEXT }, { a: 1 }],
    ['another type of other members', { type: 'object', additionalProperties: TEXT }, { a: 1 }],
    ['an unlisted value', { type: 'object', properties: { a: { ...TEXT, enum: ['x'] } } }, { a: 'y' }],
    [
      'an unlisted value of an open list',
      { type: 'object', properties: { a: { anyOf: [TEXT, { ...TEXT, enum: ['x'] }] } } },
      { a: 'y' },
    ],
    ['another value than the constant', { type: 'object', properties: { a: { const: 'x' } } }, { a: 'y' }],
    [
      'null for what is referred to',
      { type: 'object', properties: { a: { $ref: '#/components/schemas/A' } } },
      { a: null },
      { A: { type: 'object', properties: { b: TEXT } } },
    ],
    [
      'several things at one place',
      { type: 'object', properties: { a: { type: 'array', items: { ...TEXT, enum: ['x'] } } } },
      { a: ['y', 1, null, 'z', { b: 1 }] },
    ],
    [
      'another type of an object, and of what is in it',
      {
        type: 'array',
        items: { type: 'object', properties: { a: { type: 'object', properties: { b: TEXT }, required: ['b'] } } },
      },
      [{ a: null }, { a: { b: 1, c: 1 } }, { a: {} }, { a: { b: {} } }],
    ],
  ])('answers %s, so that it is found no more', async (_title, schema, value, schemas) => {
    const document = documentOf(schema, schemas);
    const findings = findingsFor(document, value);
    expect(findings).not.toEqual([]);
    const { actions, unanswered } = suggestOverlay(document, findings, 'of a server answered');
    expect(unanswered).toEqual([]);
    const mended = await withActions(document, actions);
    expect(findingsFor(mended, value)).toEqual([]);
    // What is said now is no more than what came: anything else is found as before.
    expect(findingsFor(mended, 0.25)).not.toEqual([]);
  });

  it('says who answered so, and makes one action of what several showed', () => {
    const document = documentOf({ type: 'object', properties: { a: TEXT } });
    const finding = { kind: 'unknown-field', operation: OPERATION, pointer: '/b' } as const;
    const { actions } = suggestOverlay(
      document,
      [
        { ...finding, received: { types: ['string'] } },
        { ...finding, received: { types: ['null'] } },
      ],
      'of a server answered on a day',
    );
    expect(actions).toEqual([
      {
        target: "$.paths['/x'].post.responses['200'].content['application/json'].schema.properties",
        description: 'createImage of a server answered on a day with b. Say here what it means.',
        update: { b: { type: ['string', 'null'] } },
      },
    ]);
  });

  it('makes a list of a constant', async () => {
    const document = documentOf({ type: 'object', properties: { a: { const: 'x', description: 'A.' } } });
    const { actions } = suggestOverlay(document, findingsFor(document, { a: 'y' }), 'of a server answered');
    expect(JSON.stringify(await withActions(document, actions))).toContain(
      '"properties":{"a":{"description":"A.","enum":["x","y"]}}',
    );
  });

  it('leaves the document that it is given alone', () => {
    const document = documentOf({ type: 'object', properties: { a: TEXT }, required: ['a'] });
    const before = structuredClone(document);
    suggestOverlay(document, findingsFor(document, { b: 1 }), 'of a server answered');
    expect(document).toEqual(before);
  });

  it.each<[string, Partial<Finding>]>([
    ['a name that is not told', { kind: 'unknown-field', pointer: '/?' }],
    ['a value that is not told', { kind: 'unknown-value', pointer: '/a' }],
    ['an event that is not told', { kind: 'unknown-event', pointer: '', event: '?' }],
    ['an event where there is no stream', { kind: 'unknown-event', pointer: '', event: 'x' }],
    ['a place that the document does not have', { kind: 'wrong-type', pointer: '/x/y' }],
    [
      'an operation that the document does not have',
      { kind: 'unknown-field', pointer: '/b', operation: 'createImageEdit' },
    ],
  ])('leaves %s unanswered', (_title, finding) => {
    const document = documentOf({ type: 'object', properties: { a: { ...TEXT, enum: ['x'] } } });
    const whole = {
      operation: OPERATION,
      pointer: '',
      kind: 'unknown-field',
      received: { types: ['string'] },
      ...finding,
    } as Finding;
    expect(suggestOverlay(document, [whole], 'of a server answered')).toEqual({ actions: [], unanswered: [whole] });
  });
});
