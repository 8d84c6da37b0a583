import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import { buildOutputs } from '../../../scripts/spec/build-outputs.js';
import { GenerateError } from '../../../scripts/spec/generate-error.js';
import { meansTheSame } from '../../../scripts/spec/leaves.js';
import { findStale } from '../../../scripts/spec/write-files.js';
import { adopt, muteOutput, writeDocument } from '../../support/adopt.js';
import { copyProject, overlayText, type ProjectCopy } from '../../support/copy-project.js';
import { errorOf } from '../../support/error-of.js';
import { buildVendorDocument, type OpenAPIVersion, toVendorYAML } from '../../support/vendor-document.js';

// biome-ignore lint/suspicious/noExplicitAny: documents are taken apart by hand, and a wrong step fails the tests.
type Node = any;

const BUNDLE = 'spec/images.yaml';
const UPSTREAM = 'spec/upstream.yaml';
const BUILT = ['spec/upstream.yaml', 'spec/images.yaml', 'generated/limits.ts', 'generated/schema.ts'];
const TOLD = ['spec/CHANGES.md', 'CHANGELOG.md'];
const noChanges = async () => [];

describe('adoptDocument', { timeout: 60_000 }, () => {
  const versions: OpenAPIVersion[] = ['3.0.3', '3.1.0', '3.2.0'];
  for (const [openapi, format] of versions.flatMap((each) => [[each, 'YAML'] as const, [each, 'JSON'] as const])) {
    it(`adopts the images of a whole API in OpenAPI ${openapi} and ${format}, which say what ours said`, async () => {
      const project = await copyProject(onTestFinished);
      const before = await readBundle(project);
      const document = buildVendorDocument({ openapi });
      const text = format === 'YAML' ? toVendorYAML(document) : JSON.stringify(document);
      if (format === 'YAML') expect(text).toMatch(/- &\w+[\s\S]*- \*\w+/);
      const { written } = await adopt(project, await writeDocument(text), { compare: noChanges });
      expect(written).toEqual([...BUILT, ...TOLD]);
      const after = await readBundle(project);
      expect(after.info.title).toBe('Vendor API');
      expect(sayTheSame({ ...after, info: 0 }, { ...before, info: 0, 'x-oaiMeta': undefined })).toBe(true);

      const { 'x-adopted': adopted, ...slice } = parse(await project.readText(UPSTREAM));
      expect(adopted).toEqual({
        source: 'openapi.yaml',
        date: '2026-12-04',
        sha256: createHash('sha256').update(text).digest('hex'),
        openapi,
        overridden: expect.arrayContaining(['/components/schemas/EditImageBodyJsonParam/properties/size']),
        idle: [
          { overlay: '1-complete.yaml', target: "$['x-oaiMeta'].groups[?@.id != 'images']" },
          { overlay: '2-current.yaml', target: "$.components.schemas.ImagesResponse.required[?@ == 'data']" },
        ],
      });
      expect(JSON.stringify(slice)).not.toMatch(/Thing|Chicken|nullable|mediaTypes|itemSchema/);
      expect(await findStale(project.folder, await buildOutputs(project.folder))).toEqual([]);
    });
  }

  it('adopts the document that the project was given, and builds the same from it', async () => {
    const project = await copyProject(onTestFinished);
    const before = await readBundle(project);
    const place = path.join(project.folder, 'spec/images-openapi-original.yml');
    const { report } = await adopt(project, place, { compare: noChanges });
    expect(report).toMatch(/^## Overlays: 78 applied, 1 redundant, 0 in conflict$/m);
    expect(await readBundle(project)).toEqual({ ...before, 'x-oaiMeta': undefined });
  });

  it('tells what is new as a user meets it, in the report, spec/CHANGES.md and the changelog', async () => {
    const project = await copyProject(onTestFinished);
    const changelog = await project.readText('CHANGELOG.md');
    const { report } = await adopt(project, buildVendorDocument({ change: makeNewer }));
    const headings = [...report.matchAll(/^## (\w[\w ]*)/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Breaking ', 'Not breaking ', 'Cosmetic ', 'Overlays']);
    expect(report).toMatch(/^- \*\*parameter `seed`\*\* \(createImage\): .*\n/m);
    expect(report.indexOf('**parameter `seed`**')).toBeLessThan(report.indexOf('## Not breaking'));
    expect(report.indexOf('blurred')).toBeGreaterThan(report.indexOf('## Not breaking'));

    expect(await project.readText('spec/CHANGES.md')).toBe(
      '# What changed in the API\n\nEach adopted document against the one before it, both after the overlays.\n\n' +
        `## 2026-12-04: Vendor API 2.7.0\n\n${report.replace(/^##/gm, '###')}`,
    );
    const added = (await project.readText('CHANGELOG.md')).replace(changelog.trimEnd(), '');
    expect(added).toMatch(
      /^\n- The API's document of 2026-12-04: \d+ breaking, \d+ other changes, told in `spec\/CHANGES\.md`\.\n( {2}- Breaking: .*\n)+$/,
    );
    const bundle = await readBundle(project);
    const { properties } = bundle.components.schemas.CreateImageRequest;
    expect(properties.seed).toEqual({ type: ['integer', 'null'], minimum: 0, description: 'Draws the same again.' });
    expect(properties.background.enum).toContain('blurred');
  });

  it('adopts one document after the other, tells the last one first, and no conflict twice', async () => {
    const project = await copyProject(onTestFinished);
    const first = await adopt(project, buildVendorDocument({ change: raiseLimit(20) }), { compare: noChanges });
    expect(first.report).toContain('At `#/components/schemas/EditImageBodyJsonParam/properties/n/maximum`');
    const second = { change: (images: Node) => [raiseLimit(20), makeNewer].map((change) => change(images)) };
    const { written, report } = await adopt(project, buildVendorDocument(second), {
      compare: noChanges,
      date: '2026-12-11',
    });
    expect(written).toContain(UPSTREAM);
    expect(report).not.toContain('properties/n/maximum');
    const changes = await project.readText('spec/CHANGES.md');
    expect([...changes.matchAll(/^## (.*)/gm)].map(([, heading]) => heading)).toEqual([
      '2026-12-11: Vendor API 2.7.0',
      '2026-12-04: Vendor API 2.7.0',
    ]);
    const { 'x-adopted': adopted } = parse(await project.readText(UPSTREAM));
    expect(adopted.date).toBe('2026-12-11');
  });

  it('has nothing to do for the document that is adopted, on another day too', async () => {
    const project = await copyProject(onTestFinished);
    const document = buildVendorDocument();
    await adopt(project, document, { compare: noChanges });
    const before = await project.readFiles();
    for (const again of [document, path.join(project.folder, UPSTREAM)]) {
      const { written, said, report } = await adopt(project, again, { compare: noChanges, date: '2027-01-01' });
      expect(said.at(-1)).toBe('The document of 2026-12-04 is the one that is adopted. There is nothing to do.');
      expect({ written, report }).toEqual({ written: [], report: '' });
    }
    expect(await project.readFiles()).toEqual(before);
  });

  it('says the same without the actions that it tells to be redundant', async () => {
    const project = await copyProject(onTestFinished);
    const { report } = await adopt(project, buildVendorDocument({ change: makeNewer }), { compare: noChanges });
    const before = await readBundle(project);
    const deleted = await deleteRedundant(project, report);
    expect(deleted).toBeGreaterThan(20);
    const { report: second } = await adopt(project, path.join(project.folder, UPSTREAM), { compare: noChanges });
    expect(second).toMatch(/0 in conflict$/m);
    expect(sayTheSame(await readBundle(project), before)).toBe(true);
    const { 'x-adopted': adopted } = parse(await project.readText(UPSTREAM));
    expect(adopted).toMatchObject({ source: 'openapi.yaml', date: '2026-12-04', openapi: '3.1.0' });
  });

  it('goes back to what the document says where the overlay gives up overriding it', async () => {
    const project = await copyProject(onTestFinished);
    const name = 'spec/overlays/9-test.yaml';
    const override = { Extra: { type: ['string', 'null'] } };
    const use = { extra: { $ref: '#/components/schemas/Extra' } };
    await project.addOverlay({ target: '$.components.schemas', description: 'A reason.', update: override });
    const change = ({ components: { schemas } }: Node) => {
      Object.assign(schemas.CreateImageRequest.properties, use);
      schemas.Extra = { anyOf: [{ type: 'integer' }, { type: 'number' }] };
    };
    await adopt(project, buildVendorDocument({ change }), { compare: noChanges });
    expect((await readBundle(project)).components.schemas.Extra).toEqual(override.Extra);

    await rm(path.join(project.folder, name));
    await expect(buildOutputs(project.folder)).rejects.toThrow(
      /upstream\.yaml: the overlays override \/components\/schemas\/Extra, and none of them defines it any more\. To go back .* run `npm run spec:update -- spec\/upstream\.yaml`\.$/,
    );
    await adopt(project, path.join(project.folder, UPSTREAM), { compare: noChanges });
    expect((await readBundle(project)).components.schemas.Extra).toEqual({
      anyOf: [{ type: 'integer' }, { type: 'number' }],
    });
  });

  it('writes nothing when it is dry, yet tells everything', async () => {
    const project = await copyProject(onTestFinished);
    const before = await project.readFiles();
    const check = vi.fn(async () => {});
    const { written, report } = await adopt(project, buildVendorDocument({ change: makeNewer }), {
      compare: noChanges,
      dryRun: true,
      check,
    });
    expect(written).toEqual([]);
    expect(report).toMatch(/^## Overlays: /m);
    expect(check).toHaveBeenCalledOnce();
    expect(await project.readFiles()).toEqual(before);
  });

  it('writes nothing when a check fails, and has told everything by then', async () => {
    const project = await copyProject(onTestFinished);
    const before = await project.readFiles();
    const onReport = vi.fn();
    const check = async (_folder: string, files: Map<string, string>) => {
      expect([...files.keys()]).toEqual([
        UPSTREAM,
        BUNDLE,
        'generated/limits.ts',
        'generated/models.ts',
        'generated/operations.ts',
        'generated/responses.ts',
        'generated/schema.ts',
        ...TOLD,
      ]);
      throw new GenerateError('The types do not fit.');
    };
    const adopting = adopt(project, buildVendorDocument({ change: makeNewer }), {
      compare: noChanges,
      check,
      onReport,
    });
    await expect(adopting).rejects.toThrow('The types do not fit.');
    expect(onReport).toHaveBeenLastCalledWith(expect.stringMatching(/^(## |Nothing has changed)/));
    expect(await project.readFiles()).toEqual(before);
  });

  it('puts everything back when one of the files cannot be written', async () => {
    const project = await copyProject(onTestFinished);
    const before = await project.readFiles();
    // The last one to be put into its place: all others are there by then.
    await rm(path.join(project.folder, 'CHANGELOG.md'));
    await mkdir(path.join(project.folder, 'CHANGELOG.md/in-the-way'), { recursive: true });
    await expect(adopt(project, buildVendorDocument(), { compare: noChanges })).rejects.toThrow(/EISDIR/);
    await rm(path.join(project.folder, 'CHANGELOG.md'), { recursive: true });
    await writeFile(path.join(project.folder, 'CHANGELOG.md'), Buffer.from(before['CHANGELOG.md'] as string, 'base64'));
    expect(await project.readFiles()).toEqual(before);
  });

  for (const { what, change, message } of [
    {
      what: 'a reference that dangles',
      change: ({ components }: Node) => {
        components.schemas.CreateImageRequest.properties.frame = { $ref: '#/components/schemas/Frame' };
      },
      message:
        /refers to what neither it nor an overlay defines: #\/components\/schemas\/Frame \(at #\/components\/schemas\/CreateImageRequest\/properties\/frame\)\. Add it with an overlay action, or/,
    },
    {
      what: 'a schema within itself',
      change: ({ components }: Node) => {
        components.schemas.Image.properties.variants = { type: 'array', items: { $ref: '#/components/schemas/Image' } };
      },
      message: /has a circular reference: Image → Image\. The client's tables have an end/,
    },
    {
      what: 'what an overlay cannot be applied to',
      change: ({ paths }: Node) => {
        paths['/images/edits'].post.responses['200'].content = 'See our website.';
      },
      message: /1-complete\.yaml:\d+: action 18 \(target [^)]+\): Cannot apply object to string/,
    },
    {
      what: 'an operation that nothing is said about yet',
      change: ({ paths }: Node) => {
        paths['/images/upscale'] = { post: { operationId: 'upscale', tags: ['Images'], responses: { 200: {} } } };
      },
      message: /^Lint found \d+ problems in the bundled document\. Nothing was written\.$/,
    },
  ]) {
    it(`refuses ${what} in a sentence`, async () => {
      muteOutput();
      const project = await copyProject(onTestFinished);
      const before = await project.readFiles();
      const document = buildVendorDocument({ change });
      const { message: told } = await errorOf(adopt(project, document, { compare: noChanges }), GenerateError);
      expect(told).toMatch(message);
      expect(told).not.toMatch(/\n\s+at /);
      expect(await project.readFiles()).toEqual(before);
    });
  }
});

it('gives a failure that nobody has foreseen a sentence too', async () => {
  const project = await copyProject(onTestFinished);
  const compare = async () => {
    throw new TypeError('schema.walk is not a function\n    at judge (judge.ts:1:1)');
  };
  await expect(adopt(project, buildVendorDocument(), { compare })).rejects.toThrow(
    new GenerateError(
      'The document cannot be compared with the one before it. ' +
        'It is probably not valid OpenAPI; npx redocly lint tells where. Nothing was written.',
    ),
  );
});

/** A month's changes: a parameter that has to be there from now on, and a value that may be. */
function makeNewer({ components: { schemas } }: Node): void {
  schemas.CreateImageRequest.properties.seed = {
    type: 'integer',
    nullable: true,
    minimum: 0,
    description: 'Draws the same again.',
  };
  schemas.CreateImageRequest.properties.background.enum.push('blurred');
  schemas.CreateImageRequest.required.push('seed');
}

function raiseLimit(maximum: number) {
  return ({ components: { schemas } }: Node): void => {
    schemas.EditImageBodyJsonParam.properties.n.maximum = maximum;
  };
}

async function readBundle(project: ProjectCopy): Promise<Node> {
  return parse(await project.readText(BUNDLE));
}

/** Documents differ in the order of their members, and lists of values in theirs. */
function sayTheSame(one: Node, other: Node): boolean {
  return meansTheSame(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}

/** Deletes the overlay actions that a report tells to be redundant. */
async function deleteRedundant(project: ProjectCopy, report: string): Promise<number> {
  const [, list = ''] = report.split('Redundant: ');
  const redundant = [...list.matchAll(/^- (\S+), action (\d+): /gm)].map(([, overlay, number]) => ({
    overlay,
    number,
  }));
  for (const name of new Set(redundant.map(({ overlay }) => overlay))) {
    const file = path.join(project.folder, 'spec/overlays', name as string);
    const { actions } = parse(await readFile(file, 'utf8'), { merge: true });
    const kept = actions.filter(
      (_action: unknown, index: number) =>
        !redundant.some(({ overlay, number }) => overlay === name && number === String(index + 1)),
    );
    await writeFile(file, overlayText(...kept));
  }
  return redundant.length;
}
