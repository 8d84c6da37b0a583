import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { SPECIFICATION, specification } from '../support/mock.js';

const PROJECT = path.join(import.meta.dirname, '../..');
const ORIGINAL = path.join(PROJECT, 'spec/images-openapi-original.yml');

// Each test starts the script as a process of its own, slowly on a busy machine.
describe('npm run spec:diff', { timeout: 60_000 }, () => {
  it('finds the original document, after the overlays, to be the bundle', async () => {
    expect(await runDiff([ORIGINAL, '--fail-on', 'breaking'])).toEqual({
      exitCode: 0,
      stdout: 'Nothing has changed for those who use the client.\n',
      stderr: '',
    });
  });

  it('tells what is different from the older document to the newer, and fails when asked to', async () => {
    const { file } = await writeDocument('a b.yaml', ({ components: { schemas } }) => {
      delete schemas.CreateImageRequest.properties.style;
      schemas.Image.description = 'Other words.';
    });
    const stdout = `## Breaking (1)

- **parameter \`style\`** (createImage): \`style\` is no longer taken.
  What to do: Leave it out: the server may refuse it, or pass over it.
  At \`#/components/schemas/CreateImageRequest/properties/style\`.

## Cosmetic (1)

- **response field \`data[]\`** (createImage, createImageEdit, createImageVariation): Its \`description\` is worded differently.
  At \`#/components/schemas/Image\`.
`;
    expect(await runDiff([SPECIFICATION, file, '--fail-on', 'breaking'])).toEqual({ exitCode: 1, stdout, stderr: '' });
    // The other way round, the parameter is new.
    const { exitCode, stdout: back } = await runDiff([file, '--fail-on=breaking']);
    expect(exitCode).toBe(0);
    expect(back).toContain('## Not breaking (1)\n\n- **parameter `style`** (createImage): `style` can be given now.');
  });

  it('gives JSON, and takes names as where it was called', async () => {
    const { file, folder } = await writeDocument('newer.json', ({ components: { schemas } }) => {
      schemas.Image.properties.width = { type: 'integer' };
    });
    const { exitCode, stdout } = await runDiff([SPECIFICATION, path.basename(file), '--format', 'json'], folder);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { breaking: 0, 'non-breaking': 1, cosmetic: 0 },
      changes: [{ subject: 'response field', name: 'data[].width' }],
    });
  });

  it('ends with exit code 2 and a sentence where it cannot compare', async () => {
    expect(await runDiff(['a.yaml', '--format', 'html'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: '--format is "html": expected markdown or json.\n',
    });
    const { file } = await writeDocument('broken.yaml', (document) => {
      delete document.components.schemas.SvgUsage;
    });
    const { exitCode, stdout, stderr } = await runDiff([file]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^The reference #\/components\/schemas\/SvgUsage leads nowhere\. [^\n]+\n$/);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the document is changed by hand, and a wrong step fails the tests.
async function writeDocument(name: string, change: (document: any) => void) {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-spec-diff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const document = structuredClone(specification);
  change(document);
  const file = path.join(folder, name);
  await writeFile(file, name.endsWith('.json') ? JSON.stringify(document) : stringify(document));
  return { file, folder };
}

function runDiff(args: string[], calledFrom = PROJECT): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const script = ['--import', 'tsx', 'scripts/spec-diff.ts', ...args];
  const env = { ...process.env, INIT_CWD: calledFrom };
  return new Promise((resolve) => {
    execFile(process.execPath, script, { cwd: PROJECT, env }, (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}
