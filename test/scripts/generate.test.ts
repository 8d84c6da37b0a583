import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyProject } from '../support/copy-project.js';

const OUTPUTS = [
  'spec/images.yaml',
  'generated/limits.ts',
  'generated/models.ts',
  'generated/operations.ts',
  'generated/responses.ts',
  'generated/schema.ts',
];
const NEW_DESCRIPTION = {
  target: '$.components.schemas.Image',
  description: 'A reason.',
  update: { description: 'One image, in other words.' },
};

it('leaves the original document as it was published', async () => {
  const original = await readFile(new URL('../../spec/images-openapi-original.yml', import.meta.url));
  expect(createHash('sha256').update(original).digest('hex')).toBe(
    'd8c8792ea7187e26a9416aa2d7bf4ef6bdf499e22f8780021db78ec56abc797c',
  );
});

// Each test starts the generator as a process of its own: they run side by side, and slowly on a busy machine.
describe.concurrent('npm run generate', { timeout: 60_000 }, () => {
  it('finds the committed files up to date with --check', async ({ onTestFinished }) => {
    const project = await copyProject(onTestFinished);
    expect(await project.generate('--check')).toEqual({
      exitCode: 0,
      printed: `Up to date: ${OUTPUTS.join(', ')}\n`,
    });
  });

  it('builds the same bytes again from nothing', async ({ onTestFinished }) => {
    const project = await copyProject(onTestFinished);
    const committed = await project.readFiles();
    await Promise.all(OUTPUTS.map((file) => rm(path.join(project.folder, file))));
    const { exitCode, printed } = await project.generate();
    expect(printed).toBe(`Written: ${OUTPUTS.join(', ')}\n`);
    expect(exitCode).toBe(0);
    expect(await project.readFiles()).toEqual(committed);
  });

  it('names each stale file with --check and writes none of them, then writes them without', async ({
    onTestFinished,
  }) => {
    const project = await copyProject(onTestFinished);
    await project.addOverlay(NEW_DESCRIPTION);
    const before = await project.readFiles();
    expect(await project.generate('--check')).toEqual({
      exitCode: 1,
      printed: 'Out of date: spec/images.yaml, generated/schema.ts. Run `npm run generate` and commit the result.\n',
    });
    expect(await project.readFiles()).toEqual(before);

    expect(await project.generate()).toEqual({
      exitCode: 0,
      printed: 'Written: spec/images.yaml, generated/schema.ts\n',
    });
    const after = await project.readFiles();
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(
      Object.keys(after)
        .filter((file) => after[file] !== before[file])
        .sort(),
    ).toEqual(['generated/schema.ts', 'spec/images.yaml']);
    expect(await readFile(path.join(project.folder, 'generated/schema.ts'), 'utf8')).toContain(
      'One image, in other words.',
    );
  });

  it('stops at an overlay action that selects nothing, in one line and without writing', async ({ onTestFinished }) => {
    const project = await copyProject(onTestFinished);
    const target = "$.paths['/images/renamed'].post";
    await project.addOverlay(NEW_DESCRIPTION, { target, description: 'A reason.', update: { deprecated: true } });
    const before = await project.readFiles();
    const { exitCode, printed } = await project.generate();
    expect(exitCode).toBe(1);
    expect(printed).toMatch(/^spec\/overlays\/9-test\.yaml:\d+: action 2 .* selects nothing .*\n$/);
    expect(printed).toContain(target);
    expect(await project.readFiles()).toEqual(before);
  });

  it('prints file, line and rule of what lint finds, and leaves every file alone', async ({ onTestFinished }) => {
    const project = await copyProject(onTestFinished);
    await project.addOverlay({ target: '$.components.schemas.Image', description: 'A reason.', remove: true });
    const before = await project.readFiles();
    const { exitCode, printed } = await project.generate();
    expect(exitCode).toBe(1);
    expect(printed).toMatch(/spec\/images\.yaml:\d+:\d+ .*ImagesResponse/);
    expect(printed).toContain('no-unresolved-refs');
    expect(printed).toMatch(/Lint found 1 problem in the bundled document\. Nothing was written\.\n$/);
    expect(await project.readFiles()).toEqual(before);
  });

  it('replaces no file where one of them cannot be written', async ({ onTestFinished }) => {
    const project = await copyProject(onTestFinished);
    await project.addOverlay(NEW_DESCRIPTION);
    await mkdir(path.join(project.folder, 'generated/schema.ts.new'));
    const before = await project.readFiles();
    const { exitCode } = await project.generate();
    expect(exitCode).toBe(1);
    expect(await project.readFiles()).toMatchObject(before);
  });
});
