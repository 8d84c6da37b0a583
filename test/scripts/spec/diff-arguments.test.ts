import { describe, expect, it } from 'vitest';
import { readDiffArguments } from '../../../scripts/spec/diff-arguments.js';
import { GenerateError } from '../../../scripts/spec/generate-error.js';

describe('readDiffArguments', () => {
  it('compares with the project, as Markdown and without failing, where nothing else is asked for', () => {
    expect(readDiffArguments(['older.yaml'], '/somewhere')).toEqual({
      before: '/somewhere/older.yaml',
      after: undefined,
      format: 'markdown',
      failsOnBreaking: false,
    });
  });

  it('takes two documents, URLs among them, a format and what to fail on', () => {
    const args = ['--format=json', 'https://example.com/a.yaml', '/b.json', '--fail-on', 'breaking'];
    expect(readDiffArguments(args, '/somewhere')).toEqual({
      before: 'https://example.com/a.yaml',
      after: '/b.json',
      format: 'json',
      failsOnBreaking: true,
    });
  });

  const usage = 'Usage: npm run spec:diff -- <a> [b] [--format markdown|json] [--fail-on breaking]';
  for (const { fault, args, message } of [
    { fault: 'no document', args: [], message: `Name the document to compare with. ${usage}` },
    { fault: 'three documents', args: ['a', 'b', 'c'], message: `Name at most two documents, not 3. ${usage}` },
    { fault: 'a format', args: ['a', '--format', 'html'], message: '--format is "html": expected markdown or json.' },
    { fault: 'a severity', args: ['a', '--fail-on', 'major'], message: '--fail-on is "major": expected breaking.' },
    { fault: 'an option', args: ['a', '--fail'], message: `Unknown option '--fail'. ${usage}` },
    { fault: 'no format', args: ['a', '--format'], message: `Option '--format <value>' argument missing. ${usage}` },
  ]) {
    it(`says in a sentence what is wrong with ${fault}`, () => {
      expect(() => readDiffArguments(args, '.')).toThrow(new GenerateError(message));
    });
  }
});
