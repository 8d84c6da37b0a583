import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, startHttpServer } from '../support/http-server.js';
import { makePackedProject, type PackedProject } from '../support/packed-project.js';
import { makePng } from '../support/pictures.js';

const ROOT = path.join(import.meta.dirname, '../..');

const answerPicture: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ created: 1, data: [{ b64_json: Buffer.from(makePng()).toString('base64') }] }));
};

describe('the packed package', { timeout: 60_000 }, () => {
  let project: PackedProject;

  beforeAll(async () => {
    project = await makePackedProject();
  }, 120_000);
  afterAll(() => project?.remove());

  it('brings its two dependencies, and what they need, along', async () => {
    const installed = await readdir(path.join(project.path, 'node_modules'));
    expect(installed.filter((name) => !name.startsWith('.')).sort()).toEqual([
      'eventsource-parser',
      'openai-images',
      'openapi-fetch',
      'openapi-typescript-helpers',
    ]);
  });

  it('holds what was built, its sources, the specification, and nothing else', async () => {
    const sources = [...(await filesIn(ROOT, 'generated')), ...(await filesIn(ROOT, 'src'))].filter((file) =>
      file.endsWith('.ts'),
    );
    const built = sources.flatMap((file) =>
      ['.js', '.js.map', '.d.ts', '.d.ts.map'].map((extension) => `dist/${file.replace(/\.ts$/, extension)}`),
    );
    const others = ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'package.json', 'spec/images.yaml'];
    expect((await filesIn(project.packagePath)).sort()).toEqual([...built, ...sources, ...others].sort());
  });

  it('leads from what was built to the sources', async () => {
    const files = await filesIn(project.packagePath);
    const maps = files.filter((file) => file.endsWith('.map'));
    expect(maps.length).toBeGreaterThan(0);
    for (const map of maps) {
      const { sources } = JSON.parse(await readFile(path.join(project.packagePath, map), 'utf8'));
      expect(sources).toHaveLength(1);
      expect(files, map).toContain(path.join(path.dirname(map), sources[0]));
    }
  });

  it('is imported, and works', async () => {
    const server = await startHttpServer(answerPicture);
    const printed = await project.run(
      'import.mjs',
      `
        import OpenAI, { createImagesClient } from 'openai-images';
        import { saveImages } from 'openai-images/node';
        const images = createImagesClient();
        const { created } = await images.generate({ prompt: 'An otter' });
        const [file] = await saveImages(new OpenAI().images.generate({ prompt: 'An otter' }), 'imported');
        console.log(created, file);
      `,
      { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.url },
    );
    expect(printed).toBe(`1 ${path.join('imported', 'image-1.png')}\n`);
    expect(server.requests.map(({ url }) => url)).toEqual(['/v1/images/generations', '/v1/images/generations']);
  });

  it('is required, and works', async () => {
    const server = await startHttpServer(answerPicture);
    const printed = await project.run(
      'require.cjs',
      `
        const { OpenAI, createImagesClient } = require('openai-images');
        const { saveImages } = require('openai-images/node');
        (async () => {
          const images = createImagesClient();
          const { created } = await images.generate({ prompt: 'An otter' });
          const [file] = await saveImages(new OpenAI().images.generate({ prompt: 'An otter' }), 'required');
          console.log(created, file);
        })();
      `,
      { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.url },
    );
    expect(printed).toBe(`1 ${path.join('required', 'image-1.png')}\n`);
    expect(server.requests).toHaveLength(2);
  });

  it('gives the specification and its own description to whoever asks', async () => {
    const printed = await project.run(
      'files.mjs',
      `
        import { readFileSync } from 'node:fs';
        import { fileURLToPath } from 'node:url';
        const read = (name) => readFileSync(fileURLToPath(import.meta.resolve(name)), 'utf8');
        console.log(JSON.parse(read('openai-images/package.json')).name);
        console.log(read('openai-images/spec'));
      `,
    );
    const specification = await readFile(path.join(ROOT, 'spec/images.yaml'), 'utf8');
    expect(printed).toBe(`openai-images\n${specification}\n`);
  });

  it('gives nothing else', async () => {
    const printed = await project.run(
      'inside.mjs',
      `await import('openai-images/dist/src/client.js').catch((error) => console.log(error.code));`,
    );
    expect(printed).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n');
  });
});

/** Every file beneath a folder, by its path from `root`; what is installed there is left out. */
async function filesIn(root: string, folder = '.'): Promise<string[]> {
  const found = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !file.startsWith('node_modules/'));
}
