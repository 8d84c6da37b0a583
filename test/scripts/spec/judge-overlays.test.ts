import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProjectConfig } from '../../../scripts/spec/build-outputs.js';
import { judgeOverlays } from '../../../scripts/spec/judge-overlays.js';
import { writeDocument } from '../../support/adopt.js';
import { overlayText } from '../../support/copy-project.js';

const PROJECT = path.join(import.meta.dirname, '../../..');

describe('judgeOverlays', () => {
  const addName = update({ A: { type: 'object', properties: { name: { type: 'string', minLength: 1 } } } });

  it('tells an addition that the newer document lacks to be applied', async () => {
    const { statuses, completed } = await judge({}, { B: { type: 'string' } }, addName);
    expect(statuses).toMatchObject([{ overlay: '1-test.yaml', number: 1, status: 'applied', conflicts: [] }]);
    expect(schemasOf(completed)).toEqual({ ...schemas(addName), B: { type: 'string' } });
  });

  it('tells one that the newer document has, in whatever words, to be redundant', async () => {
    const newer = { A: { ...schemas(addName).A, description: 'Words.' } };
    const { statuses } = await judge({}, newer, addName);
    expect(statuses).toMatchObject([{ status: 'redundant', conflicts: [] }]);
  });

  it('takes "this or null" for the same in both ways of writing it, and keeps the one of the overlay', async () => {
    const nullable = update({ A: { type: ['string', 'null'], enum: ['x', null], default: 'x' } });
    const newer = { A: { anyOf: [{ type: 'string', enum: ['x'] }, { type: 'null' }], default: 'x' } };
    const { statuses, overridden, completed } = await judge({}, newer, nullable);
    expect(statuses).toMatchObject([{ status: 'redundant' }]);
    expect(overridden).toEqual(['/components/schemas/A']);
    expect(schemasOf(completed)).toEqual(schemas(nullable));
  });

  it('keeps what is new in the newer document beside what the overlay says', async () => {
    const listing = update({ A: { type: 'object', required: ['a'], properties: { a: { enum: ['x', 'y'] } } } });
    const newer = { A: { type: 'object', required: ['a', 'b'], properties: { a: { enum: ['y', 'z'] }, b: {} } } };
    const { statuses, completed } = await judge({}, newer, listing);
    expect(statuses).toMatchObject([{ status: 'applied', conflicts: [] }]);
    expect(schemasOf(completed)).toEqual({
      A: { type: 'object', required: ['a', 'b'], properties: { a: { enum: ['y', 'z', 'x'] }, b: {} } },
    });
  });

  it('tells a conflict where both have changed a value, and lets the overlay count', async () => {
    const raise = { target: '$.components.schemas.A', description: 'A reason.', update: { maxLength: 9 } };
    const { statuses, completed } = await judge({ A: { maxLength: 1 } }, { A: { maxLength: 5 } }, raise);
    expect(statuses).toMatchObject([
      {
        status: 'conflict',
        conflicts: [{ pointer: '/components/schemas/A/maxLength', document: 5, overlay: 9 }],
      },
    ]);
    expect(schemasOf(completed)).toEqual({ A: { maxLength: 9 } });
  });

  it('tells none where only the overlay differs, as it did before', async () => {
    const raise = { target: '$.components.schemas.A', description: 'A reason.', update: { maxLength: 9 } };
    expect((await judge({ A: { maxLength: 1 } }, { A: { maxLength: 1 } }, raise)).statuses).toMatchObject([
      { status: 'applied', conflicts: [] },
    ]);
  });

  it('tells a conflict where the newer document has a schema of another form, and replaces that as a whole', async () => {
    const choice = update({ A: { oneOf: [{ required: ['a'] }, { required: ['b'] }] } });
    const newer = { A: { type: 'object', properties: { a: {} }, not: { required: ['a', 'b'] } } };
    const { statuses, overridden, completed } = await judge({}, newer, choice);
    expect(statuses).toMatchObject([{ status: 'conflict', conflicts: [{ pointer: '/components/schemas/A' }] }]);
    expect(overridden).toEqual(['/components/schemas/A']);
    expect(schemasOf(completed)).toEqual(schemas(choice));
  });

  it('tells a conflict where the newer document drops what the overlay still lists', async () => {
    const listing = { target: '$.components.schemas.A', description: 'A reason.', update: { enum: ['y'] } };
    const { statuses } = await judge({ A: { enum: ['x', 'y'] } }, { A: { enum: ['x'] } }, listing);
    expect(statuses).toMatchObject([{ status: 'conflict', conflicts: [{ document: ['x'], overlay: ['x', 'y'] }] }]);
  });

  it('tells a removal of what is gone to be redundant, and a change to what is gone a conflict', async () => {
    const remove = { target: '$.components.schemas.A.title', description: 'A reason.', remove: true };
    const change = { target: '$.components.schemas.B', description: 'A reason.', update: { type: 'string' } };
    const { statuses, idle } = await judge({ A: { title: 'x' }, B: {} }, { A: {} }, remove, change);
    expect(statuses).toMatchObject([
      { status: 'redundant', conflicts: [] },
      { status: 'conflict', conflicts: [{ pointer: '$.components.schemas.B', document: undefined }] },
    ]);
    expect(idle.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('tells a removal of what is still there to be applied', async () => {
    const remove = { target: '$.components.schemas.A.default', description: 'A reason.', remove: true };
    const { statuses, completed } = await judge({ A: { default: 1 } }, { A: { default: 1, type: 'integer' } }, remove);
    expect(statuses).toMatchObject([{ status: 'applied' }]);
    expect(schemasOf(completed)).toEqual({ A: { type: 'integer' } });
  });

  it('keeps an action that sets right what a needed one before it says', async () => {
    const first = update({ A: { type: 'string', maxLength: 5, minLength: 1 } });
    const second = { target: '$.components.schemas.A', description: 'A reason.', update: { maxLength: 9 } };
    const { statuses } = await judge({}, { A: { type: 'string', maxLength: 9 } }, first, second);
    expect(statuses.map(({ status }) => status)).toEqual(['applied', 'applied']);
  });

  it('blames a conflict on the last action that says something there', async () => {
    const first = update({ A: { type: 'string', maxLength: 5 } });
    const second = { target: '$.components.schemas.A', description: 'A reason.', update: { maxLength: 9 } };
    const { statuses } = await judge({}, { A: { type: 'string', maxLength: 7 } }, first, second);
    expect(statuses.map(({ status }) => status)).toEqual(['applied', 'conflict']);
  });

  it('applies an action that is written for the newer document and does not fit the current one', async () => {
    const change = { target: '$.components.schemas.A.items', description: 'A reason.', update: { type: 'string' } };
    const { statuses, completed } = await judge({ A: { items: true } }, { A: { items: {} } }, change);
    expect(statuses).toMatchObject([{ status: 'applied' }]);
    expect(schemasOf(completed)).toEqual({ A: { items: { type: 'string' } } });
  });

  it('leaves both documents as they are', async () => {
    const [current, newer] = [documentOf({}), documentOf({ A: { oneOf: [{ type: 'string' }] } })];
    const before = structuredClone({ current, newer });
    await judgeDocuments(current, newer, addName);
    expect({ current, newer }).toEqual(before);
  });
});

function update(schemas: object) {
  return { target: '$.components.schemas', description: 'A reason.', update: schemas };
}

function schemas(action: { update: object }): Record<string, object> {
  return action.update as Record<string, object>;
}

function documentOf(schemas: object) {
  return { openapi: '3.1.0', info: { title: 'Small', version: '1.0.0' }, paths: {}, components: { schemas } };
}

function schemasOf(document: unknown): object {
  return (document as ReturnType<typeof documentOf>).components.schemas;
}

function judge(current: object, newer: object, ...actions: object[]) {
  return judgeDocuments(documentOf(current), documentOf(newer), ...actions);
}

async function judgeDocuments(current: object, newer: object, ...actions: object[]) {
  const overlay = await writeDocument(overlayText(...actions), '1-test.yaml');
  return judgeOverlays(current, newer, [], [overlay], await loadProjectConfig(PROJECT));
}
