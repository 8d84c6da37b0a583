import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCodeSamples } from '../../scripts/docs/code-samples.js';
import type { Mock } from '../../scripts/mock.js';
import { listOperations } from '../support/document.js';
import { startSpecificationMock } from '../support/mock.js';
import { makeUserFolder, type UserFolder } from '../support/user-folder.js';

const samples = await readCodeSamples('scripts/docs/examples');

/** What each example prints; the pictures are those of the specification. */
const PRINTED: Record<string, RegExp> = {
  'createImage Generate': /^\d{3,} 1068\n$/,
  'createImage Save': /^\[ 'out\/A cute baby sea otter-1\.png' \]\n$/,
  'createImage Stream': /^preview \d+\npreview \d+\npicture \d+\n$/,
  'createImage Errors': /^req_\w+\n$/,
  'createImageEdit Edit': /^\[ 'out\/beret-1\.png' \]\n$/,
  'createImageEdit References': /^1\n$/,
  'createImageEdit Stream': /^\d{3,} \d+\n$/,
  'createImageVariation Vary': /^1\n$/,
};

describe('the examples of the HTML reference', () => {
  let mock: Mock;
  let folder: UserFolder;

  beforeAll(async () => {
    [mock, folder] = await Promise.all([startSpecificationMock(), makeUserFolder()]);
  });
  afterAll(() => Promise.all([mock?.close(), folder?.remove()]));

  it('are those that are known here', () => {
    expect(samples.map(({ operationId, label }) => `${operationId} ${label}`)).toEqual(Object.keys(PRINTED));
  });

  it('show every operation, and its stream where it has one', () => {
    for (const { id, responses } of listOperations()) {
      const labels = samples.filter(({ operationId }) => operationId === id).map(({ label }) => label);
      expect(labels, id).not.toEqual([]);
      const success = responses.find(({ status }) => status === 200);
      const streams = success?.bodies.some(({ mediaType }) => mediaType === 'text/event-stream');
      expect(labels.includes('Stream'), id).toBe(streams);
    }
  });

  it.concurrent.each(samples)('run as they stand: $operationId, $label', async ({ operationId, label, source }) => {
    const { stdout, stderr } = await folder.run(`${operationId}-${label}.ts`, source, mock.url);
    expect(stdout).toMatch(PRINTED[`${operationId} ${label}`] as RegExp);
    expect(stderr).toBe('');
  });

  it('type-check in the folder of a user', async () => {
    await folder.typeCheck();
  });
});
