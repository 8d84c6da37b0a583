import { describe, expect, it } from 'vitest';
import { limits as limitsOf } from '../../generated/limits.js';
import { checkSchema, type ParameterLimits } from '../../src/request/check-schema.js';

const LIMITS = {
  required: ['prompt'],
  parameters: {
    prompt: { types: ['string'], minLength: 1, maxLength: 10 },
    word: { types: ['string', 'null'], minLength: 2, maxLength: 4 },
    count: { types: ['integer', 'null'], minimum: 1, maximum: 10 },
    ratio: { types: ['number'], minimum: 0.5 },
    flag: { types: ['boolean', 'null'] },
    size: { types: ['string'], pattern: '^(auto|[1-9][0-9]{1,4}x[1-9][0-9]{1,4})$' },
    quality: { types: ['string', 'null'], enum: ['low', 'high', null] },
    list: { types: ['array'] },
    file: { types: ['file'] },
    'file[]': { types: ['file'] },
    svg: {
      types: ['object', 'null'],
      required: ['model'],
      parameters: {
        model: { types: ['string'] },
        reasoning: {
          types: ['object'],
          required: [],
          parameters: { effort: { types: ['string'], enum: ['none', 'low'] } },
        },
      },
    },
  } satisfies Record<string, ParameterLimits>,
};

const checkJSON = (params: object) => checkSchema({ prompt: 'x', ...params }, LIMITS, false);
const checkForm = (params: object) => checkSchema({ prompt: 'x', ...params }, LIMITS, true);
const certain = (path: string, value: string, remedy: string) => ({ path, value, remedy, certain: true });

describe('in JSON', () => {
  it.each([
    {},
    { prompt: 'x'.repeat(10) },
    { count: 1 },
    { count: 10 },
    { count: null },
    { count: undefined },
    { count: 3.0 },
    { ratio: 0.5 },
    { ratio: 1e9 },
    { flag: false },
    { flag: null },
    { size: 'auto' },
    { size: '1024x99999' },
    { quality: 'high' },
    { quality: null },
    { list: [] },
    { svg: null },
    { svg: { model: 'm' } },
    { svg: { model: 'm', reasoning: { effort: 'low' } } },
    { svg: { model: 'm', reasoning: undefined } },
  ])('%o is right', (params) => {
    expect(checkJSON(params)).toEqual([]);
  });

  it.each([
    [{ prompt: undefined }, 'prompt', 'missing', 'expected a text'],
    [{ prompt: null }, 'prompt', 'null', 'expected a text'],
    [{ prompt: ['a secret'] }, 'prompt', 'a list of 1', 'expected a text'],
    [{ prompt: 'a secret of many words' }, 'prompt', 'a text of 22 characters', 'expected at most 10 characters'],
    [{ word: 'a' }, 'word', '"a"', 'expected at least 2 characters'],
    [{ word: 'abcde' }, 'word', '"abcde"', 'expected at most 4 characters'],
    [{ count: '2' }, 'count', '"2"', 'expected a whole number'],
    [{ count: 2.5 }, 'count', '2.5', 'expected a whole number'],
    [{ count: Number.NaN }, 'count', 'NaN', 'expected a whole number'],
    [{ count: true }, 'count', 'true', 'expected a whole number'],
    [{ count: 0 }, 'count', '0', 'expected a number from 1 to 10'],
    [{ count: 11 }, 'count', '11', 'expected a number from 1 to 10'],
    [{ ratio: 0.4 }, 'ratio', '0.4', 'expected a number of at least 0.5'],
    [{ ratio: null }, 'ratio', 'null', 'expected number'],
    [{ flag: 'true' }, 'flag', '"true"', 'expected true or false'],
    [{ flag: 0 }, 'flag', '0', 'expected true or false'],
    [{ size: '1024' }, 'size', '"1024"', /^expected a text of the form \^\(auto\|/],
    [{ size: '1024X1024' }, 'size', '"1024X1024"', /^expected a text of the form/],
    [{ size: '01x10' }, 'size', '"01x10"', /^expected a text of the form/],
    [{ size: ' auto' }, 'size', 'a text of 5 characters', /^expected a text of the form/],
    [{ size: 1024 }, 'size', '1024', 'expected a text'],
    [{ quality: 'mid' }, 'quality', '"mid"', 'expected "low" or "high"'],
    [{ quality: 1 }, 'quality', '1', 'expected a text'],
    [{ list: 'a' }, 'list', '"a"', 'expected a list'],
    [{ list: { length: 0 } }, 'list', 'an object', 'expected a list'],
    [{ svg: 'm' }, 'svg', '"m"', 'expected an object'],
    [{ svg: [] }, 'svg', 'a list of 0', 'expected an object'],
    [{ svg: {} }, 'svg.model', 'missing', 'expected a text'],
    [{ svg: { model: 7 } }, 'svg.model', '7', 'expected a text'],
    [{ svg: { model: 'm', reasoning: 1 } }, 'svg.reasoning', '1', 'expected an object'],
    [
      { svg: { model: 'm', reasoning: { effort: 'max' } } },
      'svg.reasoning.effort',
      '"max"',
      'expected "none" or "low"',
    ],
  ])('%o is wrong', (params, path, value, remedy) => {
    const expected = remedy instanceof RegExp ? expect.stringMatching(remedy) : remedy;
    expect(checkJSON(params)).toEqual([certain(path, value, expected)]);
  });

  it.each([
    ['🦦🦦🦦🦦', []],
    ['🦦🦦🦦🦦🦦', [certain('word', '"🦦🦦🦦🦦🦦"', 'expected at most 4 characters')]],
    ['🦦', [certain('word', '"🦦"', 'expected at least 2 characters')]],
  ])('the characters of %s are counted, not its UTF-16 units', (word, problems) => {
    expect(checkJSON({ word })).toEqual(problems);
  });

  it('every problem is listed, whatever the first one is', () => {
    const problems = checkJSON({ prompt: '', count: 0, quality: 'mid', svg: { reasoning: { effort: 1 } } });
    expect(problems.map(({ path }) => path)).toEqual([
      'prompt',
      'count',
      'quality',
      'svg.model',
      'svg.reasoning.effort',
    ]);
  });

  it('a long value is told by its length', () => {
    expect(checkJSON({ quality: 'x'.repeat(41) })[0]?.value).toBe('a text of 41 characters');
    expect(checkJSON({ quality: 'x'.repeat(40) })[0]?.value).toBe(`"${'x'.repeat(40)}"`);
  });
});

describe('what is not known', () => {
  it('may be right, and is told with what is known', () => {
    expect(checkJSON({ colour: 7 })).toEqual([
      {
        path: 'colour',
        value: '7',
        remedy:
          'no such parameter is known here, only prompt, word, count, ratio, flag, size, quality, list, file, svg; ' +
          'if the server has it, send it in extraBody',
        certain: false,
      },
    ]);
  });

  it('is told within an object too', () => {
    expect(checkJSON({ svg: { model: 'm', colour: 'red' } })).toMatchObject([{ path: 'svg.colour', certain: false }]);
  });

  it('is no problem where it is undefined', () => {
    expect(checkJSON({ colour: undefined })).toEqual([]);
  });

  it('is not quoted, for it may be a prompt under a mistyped name', () => {
    expect(checkJSON({ promt: 'a secret' })[0]?.value).not.toContain('secret');
  });
});

describe('in a form', () => {
  it.each([
    { count: '2' },
    { count: ' 2 ' },
    { ratio: '0.75' },
    { flag: 'true' },
    { flag: 'false' },
    { word: null },
    { colour: undefined },
    { svg: { model: 'm', reasoning: null } },
    { svg: { model: 'm' } },
  ])('%o is right, for all is text there and null is left out', (params) => {
    expect(checkForm(params)).toEqual([]);
  });

  it.each([
    [{ count: '11' }, 'count', 'expected a number from 1 to 10'],
    [{ count: '2.5' }, 'count', 'expected a whole number'],
    [{ count: 'two' }, 'count', 'expected a whole number'],
    [{ count: '' }, 'count', 'expected a whole number'],
    [{ count: ' ' }, 'count', 'expected a whole number'],
    [{ count: 'Infinity' }, 'count', 'expected a whole number'],
    [{ flag: 'yes' }, 'flag', 'expected true or false'],
    [{ flag: '1' }, 'flag', 'expected true or false'],
    [{ quality: 'mid' }, 'quality', 'expected "low" or "high"'],
    [{ svg: { model: 'm', reasoning: { effort: 'max' } } }, 'svg.reasoning.effort', 'expected "none" or "low"'],
    [{ prompt: null }, 'prompt', 'expected a text'],
  ])('%o is wrong', (params, path, remedy) => {
    expect(checkForm(params)).toMatchObject([{ path, remedy, certain: true }]);
  });

  it('a text that is a number stays one where texts are taken', () => {
    expect(checkForm({ word: '12345' })).toMatchObject([{ path: 'word', remedy: 'expected at most 4 characters' }]);
  });
});

describe('the limits of the specification', () => {
  const all = Object.entries(limitsOf).flatMap(([id, limits]) =>
    Object.entries(limits).map(([mediaType, limit]) => [id, mediaType, limit] as const),
  );

  it.each(all)('of %s as %s hold for its own defaults and choices', (_id, mediaType, limits) => {
    const { required, parameters } = limits as { required: string[]; parameters: Record<string, ParameterLimits> };
    const isForm = mediaType !== 'application/json';
    const others = { required: [], parameters };
    for (const [name, { default: value, enum: choices = [] }] of Object.entries(parameters)) {
      for (const each of [value, ...choices]) expect(checkSchema({ [name]: each }, others, isForm), name).toEqual([]);
    }
    expect(checkSchema({}, { required, parameters }, isForm).map(({ path }) => path)).toEqual(required);
  });
});
