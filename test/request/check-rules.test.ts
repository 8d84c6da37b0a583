import { describe, expect, it } from 'vitest';
import { afterColon, applies, type Combination, checkRules, type Rule } from '../../src/request/check-rules.js';
import { PICTURE } from '../../src/request/problem.js';

const noDefault = () => undefined;
const check = (rule: Rule, value: unknown, defaultValue?: unknown) =>
  checkRules({ it: value }, { it: rule }, () => defaultValue);
const remedyOf = (rule: Rule, value: unknown) => check(rule, value)[0]?.remedy;

describe('a rule', () => {
  const SIZES: Rule = {
    values: ['auto'],
    dimensions: { multipleOf: 16, maxRatio: 3, maxEdge: 3840, minPixels: 655_360, maxPixels: 8_294_400 },
  };

  it.each<[string, Rule, unknown[]]>([
    ['of values', { values: ['a', 7, null] }, ['a', 7]],
    ['of a range', { minimum: 1, maximum: 10 }, [1, 5.5, 10]],
    ['of an upper end', { maximum: 1 }, [1, -5]],
    ['of a lower end', { minimum: 1 }, [1, 1e9]],
    ['of a length', { maxLength: 4 }, ['', 'abcd', '🦦🦦🦦🦦']],
    ['of dimensions', SIZES, ['auto', '1024x1024', '3840x2160', '2160x3840', '1536x512', '640x1024', '1408x480']],
    ['against a parameter, beside values', { unsupported: 'it: no; leave it out', values: [false, 0] }, [false, 0]],
    ['without a limit', {}, ['anything', 7, {}]],
  ])('%s lets pass what keeps to it', (_kind, rule, values) => {
    for (const value of values) expect(check(rule, value)).toEqual([]);
  });

  it.each<[Rule, unknown, string]>([
    [{ values: ['a', 'b', 7] }, 'c', 'expected "a", "b" or 7'],
    [{ values: ['a'] }, 'A', 'expected "a"'],
    [{ values: [true] }, 'true', 'expected true'],
    [{ minimum: 1, maximum: 10 }, 11, 'expected 1 to 10'],
    [{ minimum: 1, maximum: 1 }, 2, 'expected 1'],
    [{ maximum: 1 }, 2, 'expected at most 1'],
    [{ maxLength: 4 }, 'abcde', 'expected at most 4 characters'],
    [{ maxLength: 4 }, '🦦🦦🦦🦦🦦', 'expected at most 4 characters'],
    [{ unsupported: 'it: no such thing; leave it out' }, 'x', 'no such thing; leave it out'],
    [{ unsupported: 'it: no such thing', values: [false] }, true, 'no such thing'],
    [{ unsupported: 'it: no such thing' }, PICTURE, 'no such thing'],
    [{ unsupported: 'it: no such thing' }, '', 'no such thing'],
    [{ unsupported: 'it: no such thing' }, 0, 'no such thing'],
  ])('%o says against %o what was expected', (rule, value, remedy) => {
    expect(remedyOf(rule, value)).toBe(remedy);
  });

  it('of a range says against a number below it what the least is', () => {
    expect(remedyOf({ minimum: 1, maximum: 10 }, 0)).toMatch(/1 to 10|at least 1/);
  });

  it.each([
    ['1000x1024', 'expected both edges multiples of 16'],
    ['1024x1000', 'expected both edges multiples of 16'],
    ['3856x2000', 'expected no edge over 3840'],
    ['2000x3856', 'expected no edge over 3840'],
    ['1600x512', 'expected no edge over 3 times the other'],
    ['512x1600', 'expected no edge over 3 times the other'],
    ['800x800', 'expected at least 655360 pixels'],
    ['3840x2176', 'expected at most 8294400 pixels'],
    ['10x100', 'expected both edges multiples of 16, no edge over 3 times the other, at least 655360 pixels'],
    ['large', 'expected "auto" or "WIDTHxHEIGHT"'],
    ['1024', 'expected "auto" or "WIDTHxHEIGHT"'],
    ['0x0', 'expected "auto" or "WIDTHxHEIGHT"'],
    ['-16x-16', 'expected "auto" or "WIDTHxHEIGHT"'],
    [1024, 'expected "auto" or "WIDTHxHEIGHT"'],
  ])('of dimensions says everything against %o', (size, remedy) => {
    expect(remedyOf(SIZES, size)).toBe(remedy);
  });

  it('that is open makes a doubtful problem, any other a certain one', () => {
    expect(check({ values: ['a'] }, 'b')).toEqual([
      { path: 'it', value: '"b"', remedy: 'expected "a"', certain: true },
    ]);
    expect(check({ values: ['a'], open: true }, 'b')).toMatchObject([{ certain: false }]);
  });

  it.each([undefined, null])('is not asked about %o', (value) => {
    expect(check({ unsupported: 'it: no', maximum: 0, values: [] }, value)).toEqual([]);
    expect(checkRules({}, { it: { unsupported: 'it: no' } }, noDefault)).toEqual([]);
  });

  it.each([undefined, null])('that requires its parameter takes the default for %o', (value) => {
    const rule = { values: ['jpeg', 'webp'], required: true };
    expect(check(rule, value, 'webp')).toEqual([]);
    const [problem] = check(rule, value, 'png');
    expect(problem).toMatchObject({ path: 'it', remedy: 'expected "jpeg" or "webp"', certain: true });
    expect(problem?.value).toBe(value === null ? 'null' : 'missing');
    expect(check(rule, value)).toHaveLength(1);
  });
});

describe('checkRules', () => {
  it('goes through every rule, and no further', () => {
    const rules = { b: { maximum: 1 }, a: { values: ['x'] }, c: { unsupported: 'c: no' } };
    const problems = checkRules({ a: 'y', b: 2, c: undefined, d: 'anything' }, rules, noDefault);
    expect(problems.map(({ path }) => path)).toEqual(['b', 'a']);
  });

  it('repeats no prompt and no picture', () => {
    const rules = { prompt: { maxLength: 3 }, image: { unsupported: 'image: not here' } };
    const problems = checkRules({ prompt: 'secret', image: PICTURE }, rules, noDefault);
    expect(problems.map(({ value }) => value)).toEqual(['a text of 6 characters', 'a picture']);
  });
});

describe('a combination', () => {
  // biome-ignore lint/suspicious/noThenProperty: this is what the table calls it.
  const combination = (when: Combination['when']): Combination => ({ operations: [], when, then: {} });

  it.each<[Combination['when'], Record<string, unknown>, boolean]>([
    [{ a: ['x', 'y'] }, { a: 'y' }, true],
    [{ a: ['x', 'y'] }, { a: 'z' }, false],
    [{ a: ['x', 'y'] }, {}, false],
    [{ a: [1] }, { a: '1' }, false],
    [{ a: 'present' }, { a: 0 }, true],
    [{ a: 'present' }, { a: false }, true],
    [{ a: 'present' }, { a: PICTURE }, true],
    [{ a: 'present' }, { a: null }, false],
    [{ a: 'present' }, { a: undefined }, false],
    [{ a: 'present', b: ['x'] }, { a: 1, b: 'x' }, true],
    [{ a: 'present', b: ['x'] }, { a: 1 }, false],
    [{ a: 'present', b: ['x'] }, { b: 'x' }, false],
  ])('of %o with %o applies: %o', (when, params, expected) => {
    expect(applies(combination(when), params)).toBe(expected);
  });
});

it.each([
  ['mask: a gif has none; use png', 'a gif has none; use png'],
  ['svg[model]: name: it', 'name: it'],
  ['no name: here', 'no name: here'],
])('takes the parameter off the sentence %j', (sentence, rest) => {
  expect(afterColon(sentence)).toBe(rest);
});
