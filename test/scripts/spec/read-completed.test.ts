import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { GenerateError } from '../../../scripts/spec/generate-error.js';
import { readCompleted } from '../../../scripts/spec/read-completed.js';
import { SPECIFICATION, specification } from '../../support/mock.js';

const PROJECT = path.join(import.meta.dirname, '../../..');
const ORIGINAL = path.join(PROJECT, 'spec/images-openapi-original.yml');

describe('readCompleted', () => {
  it('takes a bundle of the project as it is', async () => {
    expect(await readCompleted(SPECIFICATION, PROJECT)).toEqual({ document: specification, conflicts: [] });
  });

  it('applies the overlays to a published document, and lists the models where the bundle does', async () => {
    const published = parse(await readFile(ORIGINAL, 'utf8'));
    published.components.schemas.ImagesResponse.properties.mood = { type: 'string' };
    // biome-ignore lint/suspicious/noExplicitAny: the document is walked by hand, and a wrong step fails the test.
    const { document, conflicts } = (await readCompleted(await writeDocument(published), PROJECT)) as any;
    expect(conflicts).toEqual([]);
    const { mood, ...properties } = document.components.schemas.ImagesResponse.properties;
    expect(mood).toEqual({ type: 'string' });
    expect(properties).toEqual(specification.components.schemas.ImagesResponse.properties);
    expect(document.components.schemas.CreateImageRequest).toEqual(specification.components.schemas.CreateImageRequest);
    expect(document['x-image-models']).toEqual(specification['x-image-models']);
  });

  it('names the overlay actions that say something else than the document does', async () => {
    const published = parse(await readFile(ORIGINAL, 'utf8'));
    published.paths['/images/variations'].post.deprecated = false;
    const { conflicts } = await readCompleted(await writeDocument(published), PROJECT);
    expect(conflicts).toEqual(['2-current.yaml, action 3']);
  });

  it('refuses what is no document of the API in a sentence', async () => {
    const refused = readCompleted(path.join(PROJECT, 'package.json'), PROJECT);
    await expect(refused).rejects.toThrow(GenerateError);
    await expect(refused).rejects.toThrow(/^\S+package\.json is no OpenAPI document: [^\n]+$/);
  });
});

async function writeDocument(document: object): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-completed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'published.yaml');
  await writeFile(file, stringify(document));
  return file;
}
