import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limits as limitsByOperation } from '../../generated/limits.js';
import { imageModels } from '../../generated/models.js';
import type { OperationId } from '../../generated/operations.js';
import type { PictureRule } from '../../src/request/check-pictures.js';
import type { Combination, Rule } from '../../src/request/check-rules.js';
import type { ParameterLimits } from '../../src/request/check-schema.js';
import { openPicture } from '../../src/request/picture.js';
import { findProblems } from '../../src/request/preflight.js';
import { makePng } from '../support/pictures.js';

const MULTIPART = 'multipart/form-data';
const JSON_TYPE = 'application/json';
const PICTURE_RULES = ['mediaTypes', 'maxBytes', 'maxItems', 'square', 'transparent', 'sameSizeAs'];
const PICTURE_FIELDS = ['image', 'images', 'mask', 'markup'];

const limitsOf = (operationId: OperationId) =>
  limitsByOperation[operationId] as Record<string, { parameters: Record<string, ParameterLimits> }>;

const requiredOf = (operationId: OperationId) => (operationId === 'createImageVariation' ? {} : { prompt: 'x' });

beforeEach(() => {
  // Before any model of the table ends.
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(new Date('2026-01-01'));
});

afterEach(() => {
  vi.useRealTimers();
});

/** Values that a rule lets pass, and values that it does not, of those that the schema has. */
function examplesOf(rule: Rule, limit: ParameterLimits): { good: unknown[]; bad: unknown[] } {
  const choices = (limit.enum ?? []).filter((value) => value !== null);
  const samples = choices.length > 0 ? choices : [sampleOf(limit)];
  const values = rule.values ?? [];
  if (rule.dimensions) return { good: [...values, '1024x1024'], bad: ['1000x1000', '64x64'] };
  if (rule.unsupported) return { good: [...values], bad: samples.filter((value) => !values.includes(value)) };
  if (rule.values) return { good: [...values], bad: samples.filter((value) => !values.includes(value)) };
  if (rule.maxLength) return { good: ['x'.repeat(rule.maxLength)], bad: ['x'.repeat(rule.maxLength + 1)] };
  if (rule.maximum !== undefined) return { good: [rule.maximum], bad: [rule.maximum + 1] };
  throw new Error(`No examples are known for ${JSON.stringify(rule)}; add them here.`);
}

function sampleOf({ types, minimum, maximum, default: value }: ParameterLimits): unknown {
  switch (types[0]) {
    case 'integer':
      return maximum ?? minimum ?? value;
    case 'boolean':
      return !value;
    case 'object':
      return { model: 'm' };
    default:
      return '640x480';
  }
}

const sets = Object.entries(imageModels.rules).flatMap(([name, byOperation]) =>
  Object.entries(byOperation as Record<string, Record<string, Rule & PictureRule>>).map(
    ([operationId, rules]) => [name, operationId as OperationId, rules] as const,
  ),
);
const isRefusal = (rules: object) => 'unsupported' in rules && typeof rules.unsupported === 'string';

describe('the table of models', () => {
  it.each(sets.filter(([, , rules]) => isRefusal(rules)))('refuses %s for %s', async (model, operationId) => {
    const form = { mediaType: MULTIPART, pictures: { image: [await openPicture(makePng(), 'image')] } };
    const problems = findProblems(operationId, { ...requiredOf(operationId), model }, form);
    expect(problems).toMatchObject([{ path: 'model', certain: true }]);
  });

  it.each(sets.filter(([, , rules]) => !isRefusal(rules)))('holds calls of %s to %s to each rule', async (...set) => {
    const [model, operationId, rules] = set;
    const pictures = { image: [await openPicture(makePng(), 'image')] };
    let breaches = 0;
    for (const [name, rule] of Object.entries(rules)) {
      // Those of pictures are tested with pictures.
      if (PICTURE_RULES.some((kind) => kind in rule) || PICTURE_FIELDS.includes(name)) continue;
      const [mediaType, limits] = Object.entries(limitsOf(operationId)).find(([, each]) => each.parameters[name]) ?? [];
      const limit = limits?.parameters[name];
      if (!mediaType || !limit) continue;
      const { good, bad } = examplesOf(rule, limit);
      const certainties = (value: unknown) =>
        findProblems(operationId, { ...requiredOf(operationId), model, [name]: value }, { mediaType, pictures })
          .filter(({ path }) => path === name)
          .map(({ certain }) => certain);
      for (const value of good) expect(certainties(value), `${name} ${value}`).toEqual([]);
      for (const value of bad) expect(certainties(value), `${name} ${value}`).toContain(!rule.open);
      breaches += bad.length;
    }
    expect(breaches).toBeGreaterThan(0);
  });

  const combinations = (imageModels.combinations as unknown as Combination[]).flatMap((combination) =>
    combination.operations.map((operationId) => [operationId as OperationId, combination] as const),
  );

  it.each(combinations)('combines parameters of %s as in %o', async (operationId, { when, then }) => {
    const model = 'gpt-image-2.6-sunburst';
    const picture = await openPicture(makePng(), 'image');
    const mediaType = 'images' in when || operationId === 'createImage' ? JSON_TYPE : MULTIPART;
    const parameters = limitsOf(operationId)[mediaType]?.parameters ?? {};
    const conditions = Object.entries(when).flatMap(([name, values]) => {
      const limit = parameters[name];
      if (PICTURE_FIELDS.includes(name) || !limit) return [];
      return [[name, values === 'present' ? sampleOf(limit) : values[0]]];
    });
    const fields =
      operationId === 'createImage' ? [] : ['image', ...Object.keys(when).filter((name) => name === 'markup')];
    const ask = (params: object, ...more: string[]) => {
      const pictures = Object.fromEntries([...fields, ...more].map((field) => [field, [picture]]));
      const given = { prompt: 'x', model, ...Object.fromEntries(conditions), ...params };
      return findProblems(operationId, given, { mediaType, pictures });
    };
    for (const [name, rule] of Object.entries(then)) {
      // One parameter holds the pictures of either kind, so a caller cannot combine the two.
      if (name === 'image') continue;
      if (PICTURE_FIELDS.includes(name)) {
        const problem = expect.objectContaining({ path: name, certain: !rule.open });
        expect(ask({}, name)).toContainEqual(problem);
        expect(ask({})).not.toContainEqual(problem);
        continue;
      }
      const limit = parameters[name];
      if (!limit) continue;
      const { good, bad } = examplesOf(rule, limit);
      const certain = (value: unknown) => ask({ [name]: value }).filter((each) => each.path === name && each.certain);
      for (const value of good) expect(certain(value), `${name} ${value}`).toEqual([]);
      for (const value of bad) expect(certain(value), `${name} ${value}`).toHaveLength(1);
      if (rule.required) expect(certain(undefined), `${name} left out`).toHaveLength(1);
    }
  });
});
