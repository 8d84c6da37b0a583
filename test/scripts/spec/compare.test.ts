import { beforeAll, describe, expect, it } from 'vitest';
import { type Change, compareDocuments, comparePairs } from '../../../scripts/spec/compare.js';
import { GenerateError } from '../../../scripts/spec/generate-error.js';
import { specification } from '../../support/mock.js';
import { specMutations } from '../../support/spec-mutations.js';

describe('comparing the bundle with itself after a single change', () => {
  let told: Change[][];
  // One run of Redocly for all of them.
  beforeAll(async () => {
    told = await comparePairs(specMutations.map(({ before, after }) => [before, after] as const));
  }, 120_000);

  it('tells what each change means, without a miss or a false alarm', () => {
    expect(specMutations.length).toBeGreaterThanOrEqual(60);
    const outcomes = specMutations.map(({ title, verdicts }, index) => {
      const given = (told[index] ?? []).map(({ kind, subject, name }) => `${kind} | ${subject} | ${name}`);
      return {
        misses: withoutEach(verdicts, given).map((verdict) => `${title}: ${verdict}`),
        falseAlarms: withoutEach(given, verdicts).map((verdict) => `${title}: ${verdict}`),
      };
    });
    const misses = outcomes.flatMap((each) => each.misses);
    const falseAlarms = outcomes.flatMap((each) => each.falseAlarms);
    console.log(`${specMutations.length} mutations: ${misses.length} misses, ${falseAlarms.length} false alarms`);
    expect({ misses, falseAlarms }).toEqual({ misses: [], falseAlarms: [] });
  });
});

describe('compareDocuments', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the document is changed by hand, and a wrong step fails the tests.
  type Document = any;

  function changed(change: (document: Document) => void): Document {
    const document = structuredClone(specification);
    change(document);
    return document;
  }

  it('finds nothing between a document and itself, and leaves both as they are', async () => {
    const [one, other] = [structuredClone(specification), structuredClone(specification)];
    expect(await compareDocuments(one, other)).toEqual([]);
    expect(one).toEqual(specification);
    expect(other).toEqual(specification);
  });

  it('tells once what several operations share, where it is written, and what to do', async () => {
    const after = changed(({ components }) => {
      delete components.schemas.Image.properties.url;
    });
    expect(await compareDocuments(specification, after)).toEqual([
      {
        kind: 'breaking',
        subject: 'response field',
        name: 'data[].url',
        operationIds: ['createImage', 'createImageEdit', 'createImageVariation'],
        pointer: '#/components/schemas/Image/properties/url',
        what: '`data[].url` is no longer answered.',
        remedy: 'Do not read it: it will be undefined.',
      },
    ]);
  });

  it('says in which form of a request something has changed, if not in all', async () => {
    const after = changed(({ components: { schemas } }) => {
      schemas.EditImageBodyJsonParam.properties.background.default = 'opaque';
      schemas.EditImageBodyJsonParam.properties.complexity.enum.shift();
      schemas.CreateImageEditRequest.properties.complexity.enum.shift();
    });
    const changes = await compareDocuments(specification, after);
    expect(changes.map(({ name, what }) => [name, what])).toEqual([
      [
        'background',
        'Without `background`, the server takes `opaque` and no longer `auto`. ' +
          'This is so where the request is sent as `application/json`.',
      ],
      ['complexity: low', '`complexity` no longer takes `low`.'],
    ]);
    expect(changes[0]?.remedy).toBe('Where you leave it out and want what you had, give `auto`.');
  });

  it('points into the events and alternatives of the document as it is written', async () => {
    const after = changed(({ components: { schemas } }) => {
      schemas.ImageGenCompletedEvent.properties.size.type = 'string';
      delete schemas.ImageGenCompletedEvent.properties.size.anyOf;
      schemas.ImageGenCompletedEvent.properties.b64_json.type = ['string', 'null'];
      schemas.ImageRefParam.oneOf[1].properties.file_id.minLength = 5;
      schemas.SvgOptions.properties.model.minLength = 5;
    });
    const changes = await compareDocuments(specification, after);
    expect(changes.map(({ kind, name, pointer }) => `${kind}: ${name} at ${pointer}`).sort()).toEqual([
      'breaking: image_generation.completed: b64_json at #/components/schemas/ImageGenCompletedEvent/properties/b64_json',
      'breaking: images[].file_id at #/components/schemas/ImageRefParam/oneOf/1/properties/file_id',
      'breaking: mask.file_id at #/components/schemas/ImageRefParam/oneOf/1/properties/file_id',
      'breaking: svg.model at #/components/schemas/SvgOptions/properties/model',
      'non-breaking: image_generation.completed: size at #/components/schemas/ImageGenCompletedEvent/properties/size',
    ]);
  });

  it('names the models that a rule is for, and puts what breaks first', async () => {
    const after = changed((document) => {
      const table = document['x-image-models'];
      table.models['gpt-image-2'].ends = '2027-03-01';
      table.models['gpt-image-2'].successor = 'gpt-image-2.5-flare';
      table.rules['gpt-image-2'].createImage.quality.values.pop();
      table.rules['gpt-image-2'].createImageEdit.quality.values.pop();
    });
    expect(await compareDocuments(specification, after)).toEqual([
      {
        kind: 'breaking',
        subject: 'parameter',
        name: 'quality',
        operationIds: ['createImage', 'createImageEdit'],
        pointer: '#/x-image-models/rules/gpt-image-2/createImage/quality',
        what: 'With `gpt-image-2` or `gpt-image-2-2026-04-21`, `quality` no longer takes `high`.',
        remedy: 'Choose `auto`, `low` or `medium`.',
      },
      {
        kind: 'non-breaking',
        subject: 'model',
        name: 'gpt-image-2',
        operationIds: [],
        pointer: '#/x-image-models/models/gpt-image-2',
        what: 'The model `gpt-image-2` ends on 2027-03-01.',
        remedy: 'Move to `gpt-image-2.5-flare` before that day.',
      },
    ]);
  });

  it('compares documents of different versions of OpenAPI', async () => {
    const schema = (nullable: object) => ({ type: 'object', properties: { style: { type: 'string', ...nullable } } });
    const operation = (body: object) => ({
      operationId: 'draw',
      requestBody: { content: { 'application/json': { schema: body } } },
      responses: { 200: { description: 'Drawn.' } },
    });
    const document = (openapi: string, body: object) => ({
      openapi,
      info: { title: 'A test', version: '1.0.0' },
      paths: { '/draw': { post: operation(body) } },
    });
    const older = document('3.0.3', schema({ nullable: true }));
    expect(await compareDocuments(older, document('3.1.0', schema({ type: ['string', 'null'] })))).toEqual([]);
    expect(await compareDocuments(older, document('3.2.0', schema({})))).toMatchObject([
      { kind: 'breaking', subject: 'parameter', name: 'style', operationIds: ['draw'] },
    ]);
  });

  it('compares schemas that refer to themselves', async () => {
    const after = changed(({ components: { schemas } }) => {
      schemas.SvgOptions.properties.fallback = { $ref: '#/components/schemas/SvgOptions' };
    });
    expect(await compareDocuments(after, after)).toEqual([]);
    expect(await compareDocuments(specification, after)).toMatchObject([
      { name: 'svg.fallback', kind: 'non-breaking' },
    ]);
  });

  it('refuses a reference that leads nowhere, and one that never ends, in a sentence', async () => {
    const dangling = changed(({ components: { schemas } }) => {
      delete schemas.SvgUsage;
    });
    await expect(compareDocuments(specification, dangling)).rejects.toThrow(
      new GenerateError(
        'The reference #/components/schemas/SvgUsage leads nowhere. ' +
          'Bundle the document first, so that all of it is in one file.',
      ),
    );
    const endless = changed(({ components }) => {
      components.responses.Conflict = { $ref: '#/components/responses/Conflict' };
    });
    await expect(compareDocuments(endless, specification)).rejects.toThrow(
      new GenerateError('The reference #/components/responses/Conflict leads back to itself.'),
    );
  });

  it('refuses a document whose references unfold without bounds', async () => {
    const explosive = changed(({ components: { schemas } }) => {
      const twice = (name: string) => ({ type: 'object', properties: { a: ref(name), b: ref(name) } });
      const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
      for (let level = 0; level < 40; level += 1) schemas[`Level${level}`] = twice(`Level${level + 1}`);
      schemas.Level40 = { type: 'string' };
      schemas.Image.properties.level = ref('Level0');
    });
    await expect(compareDocuments(specification, explosive)).rejects.toThrow(
      /^With its references followed, one operation has more than 50000 schemas\./,
    );
  });
});

/** The items of a list but for one of each in another. */
function withoutEach(list: string[], taken: string[]): string[] {
  const left = [...taken];
  return list.filter((item) => {
    const index = left.indexOf(item);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
