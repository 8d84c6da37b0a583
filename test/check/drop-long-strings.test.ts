import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStringDropper } from '../../src/check/drop-long-strings.js';

/** What is left of a text that arrives in pieces of so many bytes. */
function drop(text: string, size = text.length * 4 + 1): string {
  const dropper = createStringDropper();
  const bytes = Buffer.from(text);
  let left = '';
  for (let at = 0; at < bytes.length; at += size) {
    left += Buffer.from(dropper(bytes.subarray(at, at + size))).toString('latin1');
  }
  return Buffer.from(left, 'latin1').toString();
}

const LONG = 'A'.repeat(200);

describe('createStringDropper', () => {
  it.each([
    ['short strings', '{"a": "x", "b": ["", "é", "\\"", "\\\\"], "c": 1}'],
    ['a string as long as it may be', JSON.stringify('x'.repeat(128))],
    ['what stands between strings, of any length', `[${'1, '.repeat(100)}1]`],
  ])('keeps %s', (_title, text) => {
    expect(drop(text)).toBe(text);
  });

  it.each([
    ['a long string', `{"a":"${LONG}","b":1}`, '{"a":"(long text)","b":1}'],
    ['a long string with quotes in it', `["${LONG}\\"${LONG}\\\\","x"]`, '["(long text)","x"]'],
    ['a long key', `{"${LONG}":1}`, '{"(long text)":1}'],
    ['a string just too long', JSON.stringify('x'.repeat(129)), '"(long text)"'],
  ])('leaves out %s', (_title, text, left) => {
    expect(drop(text)).toBe(left);
  });

  it('begins anew at the end of a line, so that a stray quote does no harm', () => {
    const event = `data: {"b64_json":"${LONG}"}\n\n`;
    expect(drop(`: it's 5" wide\n${event}${event}`)).toBe(
      ': it\'s 5" wide\n'.concat('data: {"b64_json":"(long text)"}\n\n'.repeat(2)),
    );
  });

  it('leaves valid JSON of the same structure, however it is cut', () => {
    const strings = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 100, maxLength: 300 }));
    const json = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, strings, fc.integer(), tie('list'), tie('object')),
      list: fc.array(tie('value')),
      object: fc.dictionary(fc.string({ maxLength: 20 }), tie('value')),
    })).value;
    const shorten = (_key: string, value: unknown) =>
      typeof value === 'string' && Buffer.byteLength(JSON.stringify(value)) - 2 > 128 ? '(long text)' : value;
    fc.assert(
      fc.property(json, fc.integer({ min: 1, max: 50 }), (value, size) => {
        expect(JSON.parse(drop(JSON.stringify(value), size))).toEqual(JSON.parse(JSON.stringify(value, shorten)));
      }),
    );
  });
});
