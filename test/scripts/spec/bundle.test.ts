import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfig } from '@redocly/openapi-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { startMock } from '../../../scripts/mock.js';
import { bundleDocument } from '../../../scripts/spec/bundle.js';
import { SPECIFICATION } from '../../support/mock.js';

const PROJECT = path.join(import.meta.dirname, '../../..');
const MARKED = 'event: tick\ndata: {"n":1}\n\nevent: tock\ndata: {"text":"line\\n"}\n\n';

describe('bundleDocument', () => {
  it('keeps texts that end in an empty line in quotes, so that the mock answers them byte for byte', async () => {
    const folder = await makeFolder();
    const bundled = await bundle(folder, documentOf(MARKED));
    expect(bundled).toContain(`value: ${JSON.stringify(MARKED)}`);
    expect(exampleOf(parse(bundled))).toBe(MARKED);
    expect(await answerOf(folder, bundled)).toBe(MARKED);
  });

  // If Prism read a block whole, the quotes would have no reason left.
  it('would lose the last line break in a block', async () => {
    const folder = await makeFolder();
    const block = stringify(documentOf(MARKED));
    expect(block).toMatch(/value: \|\+/);
    expect(await answerOf(folder, block)).not.toBe(MARKED);
  });

  it('lays other texts out as YAML does', async () => {
    const bundled = await bundle(await makeFolder(), documentOf('line 1\nline 2\n'));
    expect(bundled).toMatch(/value: \|\n/);
    expect(exampleOf(parse(bundled))).toBe('line 1\nline 2\n');
  });

  it('says at the top where the document comes from', async () => {
    expect(await bundle(await makeFolder(), documentOf('x'))).toMatch(
      /^# Built from images-openapi-original\.yml and overlays\/ by `npm run generate`\. Not edited by hand\.\n/,
    );
  });

  it('writes the same document anew for each of its uses, without anchors', async () => {
    const shared = { type: 'object', description: 'Shared.' };
    const document = { ...documentOf('x'), components: { schemas: { One: shared, Other: shared } } };
    const bundled = await bundle(await makeFolder(), document);
    expect(bundled).not.toMatch(/: [&*]\w/);
    expect(parse(bundled).components.schemas).toEqual({ One: shared, Other: shared });
  });
});

describe('the bundled document', () => {
  it('has every event stream in quotes, on one line or folded', async () => {
    const text = await readFile(SPECIFICATION, 'utf8');
    const values = text.split('\n').filter((line) => /^ +value: "event: /.test(line));
    expect(values).toHaveLength(4);
    expect(text).not.toMatch(/value: [|>]\S*\n +event: /);
  });
});

function documentOf(events: string) {
  return {
    openapi: '3.1.0',
    info: { title: 'Small', version: '1.0.0' },
    servers: [{ url: 'https://api.example.com' }],
    paths: {
      '/ticks': {
        get: {
          operationId: 'listTicks',
          responses: {
            '200': {
              description: 'Ticks.',
              content: {
                'text/event-stream': { schema: { type: 'string' }, examples: { ticks: { value: events } } },
              },
            },
          },
        },
      },
    },
  };
}

function exampleOf(document: ReturnType<typeof documentOf>): string {
  return document.paths['/ticks'].get.responses['200'].content['text/event-stream'].examples.ticks.value;
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-bundle-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function bundle(folder: string, document: object): Promise<string> {
  const original = path.join(folder, 'original.yml');
  await writeFile(original, stringify(document));
  return bundleDocument(original, [], await loadConfig({ configPath: path.join(PROJECT, 'redocly.yaml') }));
}

/** What the mock of a document, given as text, answers. */
async function answerOf(folder: string, text: string): Promise<string> {
  const file = path.join(folder, 'document.yaml');
  await writeFile(file, text);
  const mock = await startMock(file);
  try {
    const response = await fetch(`${mock.url}/ticks`, { headers: { accept: 'text/event-stream' } });
    return await response.text();
  } finally {
    await mock.close();
  }
}
