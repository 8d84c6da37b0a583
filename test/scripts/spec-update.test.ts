import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeDocument } from '../support/adopt.js';
import { copyProject } from '../support/copy-project.js';
import { buildVendorDocument, toVendorYAML } from '../support/vendor-document.js';

// biome-ignore lint/suspicious/noExplicitAny: documents are taken apart by hand, and a wrong step fails the tests.
type Node = any;

const CHECKED = ['examples', 'test', 'vitest.config.ts'];
const MB = 1024;
const OTHER_TAGS = 260;

/** Has each process of a run write down how much memory it took at most, in kB. */
const RECORD_MEMORY =
  "import { appendFileSync } from 'node:fs';" +
  "process.on('exit', () => appendFileSync(process.env.MEMORY_FILE, process.resourceUsage().maxRSS + '\\n'));";

describe('npm run spec:update', { timeout: 300_000 }, () => {
  it('adopts the images of a vendor’s whole API of 90,000 lines, checks everything, and tells it', async () => {
    const project = await copyProject(onTestFinished, ...CHECKED);
    const text = toVendorYAML(buildVendorDocument({ otherTags: OTHER_TAGS, change: addSeed }));
    expect(text.split('\n').length).toBeGreaterThan(90_000);
    const place = await writeDocument(text);
    const memoryFile = path.join(path.dirname(place), 'memory');
    const start = Date.now();
    const { exitCode, printed } = await project.run('spec-update', [place], {
      NODE_OPTIONS: `--import ${JSON.stringify(`data:text/javascript,${encodeURIComponent(RECORD_MEMORY)}`)}`,
      MEMORY_FILE: memoryFile,
      // The suite runs in full beside this test.
      OPENAI_IMAGES_FUZZ_RUNS: '100',
    });
    expect(exitCode, printed).toBe(0);
    expect(printed).toMatch(/^Passed the type check in .* s$/m);
    expect(printed).toMatch(/^Passed the contract suite in .* s$/m);
    expect(printed).toMatch(/^- \*\*parameter `seed`\*\* \(createImage\): /m);
    expect(printed).toMatch(
      /\nWritten: spec\/upstream\.yaml, spec\/images\.yaml, .*spec\/CHANGES\.md, CHANGELOG\.md$/m,
    );
    const peaks = (await readFile(memoryFile, 'utf8')).trim().split('\n').map(Number);
    console.log(`${Date.now() - start} ms; at most ${Math.round(Math.max(...peaks) / MB)} MB in one process`);
    expect(Math.max(...peaks)).toBeLessThan(1024 * MB);
    expect(await project.generate('--check')).toMatchObject({ exitCode: 0 });
  });

  it('leaves everything as it was when the client does not go with the document, and tells why', async () => {
    const project = await copyProject(onTestFinished, ...CHECKED);
    const before = await project.readFiles();
    const change = (images: Node) => {
      addSeed(images);
      images.components.schemas.CreateImageRequest.required.push('seed');
    };
    const document = buildVendorDocument({ change });
    const { exitCode, printed } = await project.run('spec-update', [await writeDocument(document)]);
    expect(exitCode).toBe(1);
    expect(printed).toMatch(/^## Breaking \(\d+\)$/m);
    expect(printed).toMatch(/^\S+\.ts\(\d+,\d+\): error TS2345.*\n {2}Property 'seed' is missing/m);
    expect(printed).toMatch(
      /The document does not pass the type check; above is what it found\. Nothing was written\.\n$/,
    );
    expect(printed).not.toMatch(/^ +at /m);
    expect(await project.readFiles()).toEqual(before);
  });

  it('tells what the overlays come to when lint refuses the outcome', async () => {
    const project = await copyProject(onTestFinished);
    const before = await project.readFiles();
    const document = buildVendorDocument({ change: ({ paths }) => delete paths['/images/variations'] });
    const { exitCode, printed } = await project.run('spec-update', [await writeDocument(document)]);
    expect(exitCode).toBe(1);
    expect(printed).toMatch(/"CreateImageVariationRequest\\?" is never used/);
    expect(printed).toMatch(/^- 1-complete\.yaml, action 7: .*\n {2}- The document has nothing there to change\.$/m);
    expect(printed).toMatch(/Lint found 1 problem in the bundled document\. Nothing was written\.\n$/);
    expect(await project.readFiles()).toEqual(before);
  });

  it('tells in a sentence what it cannot adopt, and how it is used', async () => {
    const project = await copyProject(onTestFinished);
    const before = await project.readFiles();
    const usage = 'Usage: npm run spec:update -- <file or URL> [--dry-run]\n';
    for (const [options, message] of [
      [['no-such.yaml'], /^.*no-such\.yaml is not there\. Name a file, or an http\(s\) URL\.\n$/],
      [[], usage],
      [['a.yaml', 'b.yaml'], usage],
      [['a.yaml', '--wet-run'], /^Unknown option '--wet-run'[^\n]*\nUsage: npm run spec:update -- /],
    ] as const) {
      const { exitCode, printed } = await project.run('spec-update', [...options]);
      if (typeof message === 'string') expect(printed).toBe(message);
      else expect(printed).toMatch(message);
      expect(exitCode).toBe(1);
    }
    expect(await project.readFiles()).toEqual(before);
  });
});

function addSeed({ components }: Node): void {
  components.schemas.CreateImageRequest.properties.seed = { type: 'integer', description: 'Draws the same again.' };
}
