import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Mock } from '../../scripts/mock.js';
import { startSpecificationMock } from '../support/mock.js';
import { makeUserFolder, type UserFolder } from '../support/user-folder.js';

const original = parse(readFileSync('spec/images-openapi-original.yml', 'utf8'));
// biome-ignore lint/suspicious/noExplicitAny: the document's own structure, and a wrong step fails the test.
const examples = Object.entries<any>(original.paths).map(([path, item]) => ({
  path,
  source: item.post['x-oaiMeta'].examples.request['node.js'] as string,
}));

describe('the examples of the original document', () => {
  let mock: Mock;
  let folder: UserFolder;

  beforeAll(async () => {
    [mock, folder] = await Promise.all([startSpecificationMock(), makeUserFolder()]);
  });
  afterAll(() => Promise.all([mock?.close(), folder?.remove()]));

  it('are three', () => {
    expect(examples).toHaveLength(3);
  });

  it.concurrent.each(examples)('run for $path with their import line changed, and nothing else', async (example) => {
    const source = example.source.replace('from "openai";', 'from "openai-images";');
    expect(source).not.toBe(example.source);
    const name = `${example.path.split('/').pop()}.ts`;
    const { stdout, stderr } = await folder.run(name, source, mock.url);
    expect(stdout).toContain('b64_json');
    // The model of the first has ended since.
    expect(stderr).toMatch(/^(openai-images: dall-e-3: .* ended on .*\n)?$/);
  });
});
