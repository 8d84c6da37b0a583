import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listLabels, readCodeSamples } from '../../scripts/docs/code-samples.js';
import { listOperations } from '../../scripts/spec/walk.js';
import { copyProject } from '../support/copy-project.js';

// Each test starts processes, slowly on a busy machine.
describe('npm run spec:docs', { timeout: 60_000 }, () => {
  it('builds one page with every example, that neither loads nor sends anything', async ({ onTestFinished }) => {
    const project = await copyProject(onTestFinished);
    const { exitCode, printed } = await project.run('spec-docs', []);
    const page = path.join(project.folder, 'out/docs/index.html');
    expect(printed).toBe(`Written: ${page}\n`);
    expect(exitCode).toBe(0);
    expect(await readdir(path.dirname(page))).toEqual(['index.html']);

    const html = await readFile(page, 'utf8');
    const embedded = (name: string) =>
      JSON.parse(new RegExp(`^\\s*const ${name} = (.*);$`, 'm').exec(html)?.[1] ?? '{}');
    const samples = await readCodeSamples(path.join(project.folder, 'scripts/docs/examples'));
    const shown = listOperations(embedded('__redoc_definition')).flatMap(({ operationId, operation }) =>
      (operation as { 'x-codeSamples'?: object[] })['x-codeSamples']?.map((sample) => ({ operationId, ...sample })),
    );
    expect(shown).toEqual(
      samples.map(({ source, ...sample }) => ({ ...sample, lang: 'TypeScript', source: source.trimEnd() })),
    );
    expect(embedded('__redoc_options')).toMatchObject({
      disableTelemetry: true,
      codeSamples: { languages: [...listLabels(samples), 'Payload'].map((label) => ({ label })) },
    });

    const [head = ''] = /<head>\s*<[^>]*>/.exec(html) ?? [];
    expect(head).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none';`);
    const tags = html.match(/<(script|link|img|iframe)\b[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(0);
    expect(tags.filter((tag) => /\b(src|href)=["']?(https?:)?\/\//.test(tag))).toEqual([]);
  });

  it('leaves the page as it was where an operation has no example, and says which', async ({ onTestFinished }) => {
    const project = await copyProject(onTestFinished);
    await rm(path.join(project.folder, 'scripts/docs/examples/createImageEdit'), { recursive: true });
    expect(await project.run('spec-docs', [])).toEqual({
      exitCode: 1,
      printed: 'createImageEdit has no example. Add one to scripts/docs/examples/createImageEdit/.\n',
    });
    expect(await readdir(project.folder)).not.toContain('out');
  });
});
