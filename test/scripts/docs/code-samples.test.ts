import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addCodeSamples, listLabels, readCodeSamples } from '../../../scripts/docs/code-samples.js';
import { GenerateError } from '../../../scripts/spec/generate-error.js';

const sample = (operationId: string, label: string) => ({ operationId, label, source: `// ${label}\n` });

function documentOf(...operationIds: string[]): OpenAPI3 {
  const paths = operationIds.map((operationId) => [`/${operationId}`, { post: { operationId, responses: {} } }]);
  return { openapi: '3.1.0', info: { title: 'Small', version: '1.0.0' }, paths: Object.fromEntries(paths) };
}

it('reads examples by folder and number, and labels them after their files', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-samples-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const file of ['draw/2-save-them.ts', 'draw/1-draw.ts', 'edit/1-edit.ts', 'edit/notes.md']) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), `// ${file}`);
  }
  expect(await readCodeSamples(folder)).toEqual([
    { operationId: 'draw', label: 'Draw', source: '// draw/1-draw.ts' },
    { operationId: 'draw', label: 'Save them', source: '// draw/2-save-them.ts' },
    { operationId: 'edit', label: 'Edit', source: '// edit/1-edit.ts' },
  ]);
});

it('lists each label once, and first what is first beside an operation', () => {
  const samples = [sample('draw', 'Draw'), sample('draw', 'Stream'), sample('edit', 'Edit'), sample('edit', 'Stream')];
  expect(listLabels(samples)).toEqual(['Draw', 'Edit', 'Stream']);
});

describe('addCodeSamples', () => {
  it('puts examples beside their operations', () => {
    const document = documentOf('draw', 'edit');
    addCodeSamples(document, [sample('draw', 'Draw'), sample('draw', 'Save'), sample('edit', 'Edit')]);
    expect(document.paths?.['/draw']).toMatchObject({
      post: {
        'x-codeSamples': [
          { lang: 'TypeScript', label: 'Draw', source: '// Draw' },
          { lang: 'TypeScript', label: 'Save', source: '// Save' },
        ],
      },
    });
    expect(document.paths?.['/edit']).toHaveProperty('post.x-codeSamples.length', 1);
  });

  it('refuses an operation without an example, and an example without an operation', () => {
    expect(() => addCodeSamples(documentOf('draw', 'edit'), [sample('draw', 'Draw')])).toThrow(
      new GenerateError('edit has no example. Add one to scripts/docs/examples/edit/.'),
    );
    expect(() => addCodeSamples(documentOf('draw'), [sample('draw', 'Draw'), sample('paint', 'Paint')])).toThrow(
      new GenerateError('There is an example of paint, which is no operation of the document.'),
    );
  });
});
