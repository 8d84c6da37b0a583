import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '@redocly/openapi-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { bundleDocument } from '../../../scripts/spec/bundle.js';
import { GenerateError } from '../../../scripts/spec/generate-error.js';
import { listOverlays } from '../../../scripts/spec/overlay.js';
import { overlayText } from '../../support/copy-project.js';

const PROJECT = path.join(import.meta.dirname, '../../..');

describe('listOverlays', () => {
  it('lists the overlays of a folder by name and nothing else', async () => {
    const folder = await makeFolder({ '2-b.yaml': '', '1-a.yaml': '', 'notes.md': '' });
    expect(await listOverlays(folder)).toEqual([path.join(folder, '1-a.yaml'), path.join(folder, '2-b.yaml')]);
  });
});

describe('applyOverlays', () => {
  it('applies updates and removals one after the other, over several files', async () => {
    const document = await bundle(
      overlayText(
        { target: '$.info', description: 'A reason.', update: { title: 'First', summary: 'Added' } },
        { target: '$.info.version', description: 'A reason.', remove: true },
      ),
      overlayText({ target: "$.info[?@ == 'Added']", description: 'A reason.', update: 'Changed' }),
    );
    expect(document.info).toEqual({ title: 'First', summary: 'Changed' });
  });

  for (const { fault, action, message } of [
    {
      fault: 'selects nothing',
      action: { target: '$.info.nothing', description: 'A reason.', update: {} },
      message: 'action 1 (target $.info.nothing) selects nothing in the document as the actions before it leave it.',
    },
    {
      fault: 'has no reason',
      action: { target: '$.info', update: { title: 'x' } },
      message: 'action 1 (target $.info) has no description. Say in it why',
    },
    {
      fault: 'has a blank reason',
      action: { target: '$.info', description: '  ', update: { title: 'x' } },
      message: 'action 1 (target $.info) has no description.',
    },
    {
      fault: 'has a target that is no JSONPath expression',
      action: { target: '$.info[', description: 'A reason.', update: {} },
      message: 'action 1 (target $.info[) is not a JSONPath expression: ',
    },
    {
      fault: 'changes nothing, such as by a misspelt key',
      action: { target: '$.info', description: 'A reason.', updates: { title: 'x' } },
      message: 'action 1 (target $.info) does nothing. Give it update, copy, or remove: true.',
    },
    {
      fault: 'changes nothing, such as by an empty update',
      action: { target: '$.info', description: 'A reason.', update: null },
      message: 'action 1 (target $.info) does nothing. Give it update, copy, or remove: true.',
    },
    {
      fault: 'has no target',
      action: { description: 'A reason.', update: {} },
      message: 'action 1 has no target. Name one as a JSONPath.',
    },
    {
      fault: 'is empty',
      action: null,
      message: 'action 1 has no target.',
    },
    {
      fault: 'does not fit what its target selects',
      action: { target: '$.info.title', description: 'A reason.', update: { x: 1 } },
      message: 'action 1 (target $.info.title): Cannot apply object to string',
    },
  ]) {
    it(`names file, line, action and target of an action that ${fault}`, async () => {
      const failure: unknown = await bundle(overlayText(action)).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(GenerateError);
      expect((failure as Error).message).toContain(`1.yaml:6: ${message}`);
    });
  }

  it('counts an action whose target an earlier one took away as selecting nothing', async () => {
    const remove = { target: '$.info.title', description: 'A reason.', remove: true };
    await expect(bundle(overlayText(remove, { ...remove }))).rejects.toThrow(
      '1.yaml:9: action 2 (target $.info.title) selects nothing',
    );
  });

  it('names a file that is no YAML, in one line', async () => {
    const failure: unknown = await bundle('a: [').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(GenerateError);
    expect((failure as Error).message).toMatch(/1\.yaml: [^\n]+$/);
  });

  it('names a file that is no Overlay document', async () => {
    await expect(bundle('overlay: 1.0.0\n')).rejects.toThrow(/1\.yaml: an Overlay document needs a list of actions\.$/);
  });
});

describe('the overlays of this project', async () => {
  for (const file of await listOverlays(path.join(PROJECT, 'spec/overlays'))) {
    const { actions } = parse(await readFile(file, 'utf8'));

    it(`${path.basename(file)} gives a reason and one change for each action`, () => {
      expect(actions).not.toHaveLength(0);
      for (const { target, description, ...change } of actions) {
        expect(description, target).toMatch(/\w{2,} .*\.$/s);
        expect([['update'], ['remove']], target).toContainEqual(Object.keys(change));
      }
    });
  }
});

async function makeFolder(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-overlay-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(folder, name), text)));
  return folder;
}

/** Bundles a small document with overlays given as texts, which become `1.yaml`, `2.yaml` and so on. */
async function bundle(...overlays: string[]) {
  const files = Object.fromEntries(overlays.map((text, index) => [`${index + 1}.yaml`, text]));
  const folder = await makeFolder({
    ...files,
    'original.yml': 'openapi: 3.1.0\ninfo: { title: Small, version: 1.0.0 }\npaths: {}\n',
  });
  const config = await loadConfig({ configPath: path.join(PROJECT, 'redocly.yaml') });
  const paths = Object.keys(files).map((name) => path.join(folder, name));
  return parse(await bundleDocument(path.join(folder, 'original.yml'), paths, config));
}
