import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { imageModels } from '../../../generated/models.js';
import { GenerateError } from '../../../scripts/spec/generate-error.js';
import { fillModelEnums, generateModels, modelsThatDo, readModels } from '../../../scripts/spec/models.js';
import { copyProject } from '../../support/copy-project.js';
import { listOperations, resolve } from '../../support/document.js';
import { specification } from '../../support/mock.js';
import { accepts, type Schema } from '../../support/schema.js';

const PROJECT = path.join(import.meta.dirname, '../../..');

/** A model table with one model and one set of rules, and what a test adds or replaces. */
function tableOf(more: object = {}) {
  return {
    asOf: '2026-01-02',
    sources: { notes: 'Notes of ours.' },
    defaults: { draw: 'brush-1' },
    rules: { 'brush-1': { source: ['notes'], draw: {} } },
    models: { 'brush-1': { rules: 'brush-1', source: ['notes'] } },
    combinations: [],
    ...more,
  };
}

const STRING_OR_NULL = { anyOf: [{ type: 'string' }, { type: 'null' }] };

/** A document whose operation `draw` takes JSON with the properties given. */
function documentOf(table: object | undefined, properties: object = {}, required: string[] = []): OpenAPI3 {
  const schema = { type: 'object', properties: { model: STRING_OR_NULL, ...properties }, required };
  return {
    openapi: '3.1.0',
    info: { title: 'Small', version: '1.0.0' },
    paths: { '/draw': { post: { operationId: 'draw', requestBody: { content: { 'application/json': { schema } } } } } },
    ...(table ? { 'x-image-models': table } : {}),
    // biome-ignore lint/suspicious/noExplicitAny: an extension of the document.
  } as any;
}

describe('readModels', () => {
  it('gives the table where every reference in it leads somewhere', () => {
    const table = tableOf();
    expect(readModels(documentOf(table))).toEqual(table);
  });

  it('gives nothing where a document has no table', () => {
    expect(readModels(documentOf(undefined))).toBeUndefined();
  });

  it.each([
    [
      'rules of a model',
      { models: { 'brush-1': { rules: 'brush-9' } } },
      'x-image-models: brush-1 names the rules "brush-9", which are not there.',
    ],
    [
      'a successor',
      { models: { 'brush-1': { rules: 'brush-1', successor: 'brush-9' } } },
      'x-image-models: brush-1 names the successor "brush-9", which is no model of the table.',
    ],
    [
      'a default',
      { defaults: { draw: 'brush-9' } },
      'x-image-models: the default of draw, "brush-9", is no model of the table.',
    ],
  ])('names %s that is not there, in one line', (_title, broken, message) => {
    const document = documentOf(tableOf(broken));
    expect(() => readModels(document)).toThrow(new GenerateError(message));
    expect(() => fillModelEnums(document)).toThrow(GenerateError);
    expect(() => generateModels(document)).toThrow(GenerateError);
  });
});

describe('fillModelEnums', () => {
  const models = {
    'brush-2': { rules: 'brush-2' },
    'brush-1': { rules: 'brush-1' },
    'brush-0': { rules: 'brush-0' },
  };
  const rules = {
    'brush-2': { draw: { prompt: { maxLength: 10 } } },
    'brush-1': { draw: { images: { unsupported: 'images: not read' } } },
    'brush-0': { draw: { unsupported: 'draw: not done' } },
  };
  const table = tableOf({ models, rules });

  it('offers the models that do the operation, in the order of the table, beside any other name', () => {
    const document = documentOf(table);
    fillModelEnums(document);
    expect(modelOf(document)).toEqual({
      anyOf: [{ type: 'string' }, { type: 'string', enum: ['brush-2', 'brush-1'] }, { type: 'null' }],
    });
  });

  it('leaves out a model that does not take a parameter which is required', () => {
    const document = documentOf(table, { images: { type: 'array' } }, ['images']);
    fillModelEnums(document);
    expect(modelOf(document).anyOf?.[1]).toEqual({ type: 'string', enum: ['brush-2'] });
  });

  it('comes to the same when it is done twice', () => {
    const document = documentOf(table);
    fillModelEnums(document);
    const once = structuredClone(document);
    fillModelEnums(document);
    expect(document).toEqual(once);
  });

  it('leaves a model alone that is no open choice, and a document without a table', () => {
    const closed = { type: 'string', enum: ['brush-1'] };
    for (const document of [documentOf(table, { model: closed }), documentOf(undefined)]) {
      const before = structuredClone(document);
      fillModelEnums(document);
      expect(document).toEqual(before);
    }
  });

  it('tells which models take a parameter', () => {
    expect(modelsThatDo(readModels(documentOf(table)) as never, 'draw')).toEqual(['brush-2', 'brush-1']);
    expect(modelsThatDo(readModels(documentOf(table)) as never, 'draw', 'images')).toEqual(['brush-2']);
  });
});

describe('generateModels', () => {
  const enumOf = (...values: unknown[]) => ({ type: 'string', enum: values });
  const properties = {
    style: { type: ['string', 'null'], enum: ['bold', 'fine', null] },
    mask: { type: 'string', format: 'binary' },
    grade: { anyOf: [enumOf('a', 'b', 'c'), { type: 'null' }] },
    n: { type: 'integer' },
    stream: { type: 'boolean' },
    size: { type: 'string' },
  };

  it('needs a table', () => {
    expect(() => generateModels(documentOf(undefined))).toThrow(
      new GenerateError('The document has no x-image-models. Is spec/overlays/3-models.yaml there?'),
    );
  });

  it('leaves out at run time what only maintainers read', () => {
    const rules = { 'brush-1': { source: ['notes'], draw: { n: { maximum: 4, source: ['notes'] } } } };
    const source = generateModels(documentOf(tableOf({ rules }), properties));
    expect(dataOf(source)).toEqual({
      asOf: '2026-01-02',
      defaults: { draw: 'brush-1' },
      rules: { 'brush-1': { draw: { n: { maximum: 4 } } } },
      models: { 'brush-1': { rules: 'brush-1' } },
      combinations: [],
    });
    expect(source).not.toContain('notes');
  });

  it.each([
    [
      'the reason why a parameter is not taken',
      'style',
      { unsupported: 'style: none' },
      'NotSupported<"style: none"> | null',
    ],
    ['no null where the schema has none', 'mask', { unsupported: 'mask: not read' }, 'NotSupported<"mask: not read">'],
    [
      'values that ask for nothing beside the reason',
      'stream',
      { unsupported: 'stream: no', values: [false] },
      'false | NotSupported<"stream: no">',
    ],
    ['the values allowed', 'style', { values: ['bold'] }, '"bold" | null'],
    ['null where one of several schemas is null', 'grade', { values: ['a', 'b'] }, '"a" | "b" | null'],
    [
      'a number that can only be 1, with the reason why',
      'n',
      { unsupported: 'n: one a call', values: [1] },
      '1 | NotSupported<"n: one a call">',
    ],
    ['nothing of a range', 'n', { minimum: 1, maximum: 10 }, undefined],
    [
      'nothing of a size within limits, whatever its values',
      'size',
      { values: ['auto'], dimensions: { maxEdge: 9 } },
      undefined,
    ],
    ['nothing of what is not confirmed', 'style', { unsupported: 'style: none', open: true }, undefined],
    ['nothing of values that are not confirmed', 'style', { values: ['bold'], open: true }, undefined],
    ['nothing of a parameter that the schema does not have', 'colour', { values: ['red'] }, undefined],
  ])('types %s', (_title, name, rule, type) => {
    const source = generateModels(
      documentOf(tableOf({ rules: { 'brush-1': { draw: { [name]: rule } } } }), properties),
    );
    const line = type === undefined ? [] : [`      ${JSON.stringify(name)}: ${type};`];
    expect(linesWithin(source, 'interface RuleSets')).toEqual(line);
  });

  it('gives each model the types of its rules, and the reason where it does not do an operation', () => {
    const source = generateModels(
      documentOf(
        tableOf({
          rules: {
            'brush-1': { draw: { style: { values: ['bold'] } } },
            pen: { draw: { unsupported: 'draw: not done' } },
          },
          models: { 'brush-1': { rules: 'brush-1' }, 'brush-1-mini': { rules: 'brush-1' }, 'pen-1': { rules: 'pen' } },
        }),
        properties,
      ),
    );
    expect(linesWithin(source, 'export interface ModelRules', 4)).toEqual([
      '    "brush-1": RuleSets["draw"]["brush-1"];',
      '    "brush-1-mini": RuleSets["draw"]["brush-1"];',
    ]);
    expect(linesWithin(source, 'export interface UnableModels', 4)).toEqual([
      '    "pen-1": NotSupported<"draw: not done">;',
    ]);
    expect(source).toContain('export interface DefaultModels {\n  "draw": "brush-1";\n}');
  });

  it('types what follows from the output format alone', () => {
    const combinations = parse(`
      - { operations: [draw], when: { output_format: [gif] }, then: { n: { values: [1] } } }
      - { operations: [draw], when: { output_format: [gif] }, then: { style: { unsupported: 'style: none' } } }
      - { operations: [draw], when: { output_format: [png], stream: [true] }, then: { n: { maximum: 1 } } }
      - { operations: [draw], when: { output_format: present }, then: { n: { maximum: 1 } } }
      - { operations: [paint], when: { output_format: [svg] }, then: { n: { maximum: 1 } } }
    `);
    const source = generateModels(documentOf(tableOf({ combinations }), properties));
    expect(linesWithin(source, 'export interface FormatRules', 4)).toEqual([
      '    "gif": {',
      '      "n": 1;',
      '      "style": NotSupported<"style: none"> | null;',
      '    };',
    ]);
  });
});

interface RuleOfTable {
  values?: unknown[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  unsupported?: string;
  sameSizeAs?: string;
  source?: string[];
}

describe('the model table of this project', () => {
  const table = specification['x-image-models'];
  const METHODS: Record<string, string> = {
    createImage: 'generate',
    createImageEdit: 'edit',
    createImageVariation: 'createVariation',
  };
  const schemasOf: Record<string, Record<string, Schema>[]> = Object.fromEntries(
    listOperations().map(({ id, requestBodies }) => [
      id,
      requestBodies.map(({ schema }) => resolve(schema).properties as Record<string, Schema>),
    ]),
  );

  /** Every rule of a parameter, with where it stands. */
  const rules = [
    ...Object.entries<Record<string, Record<string, RuleOfTable>>>(table.rules).flatMap(
      ([set, { source: _, ...byOperation }]) =>
        Object.entries(byOperation).flatMap(([operation, parameters]) =>
          typeof parameters.unsupported === 'string'
            ? []
            : Object.entries(parameters).map(([name, rule]) => ({
                place: `${set}, ${operation}`,
                operation,
                name,
                rule,
              })),
        ),
    ),
    ...table.combinations.flatMap(({ operations, then, when }: { operations: string[]; then: object; when: object }) =>
      operations.flatMap((operation) =>
        Object.entries(then as Record<string, RuleOfTable>).map(([name, rule]) => ({
          place: `${JSON.stringify(when)}, ${operation}`,
          operation,
          name,
          rule,
        })),
      ),
    ),
  ] as { place: string; operation: string; name: string; rule: RuleOfTable }[];

  /** The schemas of a parameter, one for each media type that has it. */
  function schemasOfParameter(operation: string, name: string): Schema[] {
    return (schemasOf[operation] ?? []).flatMap((properties) => (properties[name] ? [properties[name]] : []));
  }

  it('is read here with every rule it has', () => {
    expect(rules.length).toBeGreaterThan(100);
    expect(Object.keys(schemasOf)).toEqual(Object.keys(METHODS));
  });

  it('opens each sentence with the name of its parameter, and keeps it short', () => {
    const sentences = rules.flatMap(({ name, rule, place }) =>
      rule.unsupported ? [[name, rule.unsupported, place]] : [],
    );
    expect(sentences).not.toHaveLength(0);
    for (const [name = '', sentence = '', place] of sentences) {
      expect(sentence.startsWith(`${name}: `), `${place}: ${sentence}`).toBe(true);
    }
    for (const sentence of allSentences(table)) expect(sentence.length, sentence).toBeLessThanOrEqual(120);
  });

  it('opens each sentence about an operation with the name of the method', () => {
    const refusals = Object.values<Record<string, { unsupported?: unknown }>>(table.rules).flatMap((set) =>
      Object.keys(METHODS).flatMap((operation) =>
        typeof set[operation]?.unsupported === 'string' ? [[operation, set[operation].unsupported]] : [],
      ),
    );
    expect(refusals).not.toHaveLength(0);
    for (const [operation, sentence] of refusals)
      expect(sentence).toMatch(new RegExp(`^${METHODS[operation as string]}: `));
  });

  it('has rules for operations and parameters that the document has, and for nothing else', () => {
    for (const { operation, name, place } of rules) {
      expect(schemasOfParameter(operation, name), `${place}: ${name}`).not.toHaveLength(0);
    }
    for (const { source: _, ...set } of Object.values<object & { source: unknown }>(table.rules)) {
      expect(Object.keys(METHODS)).toEqual(expect.arrayContaining(Object.keys(set)));
    }
    for (const { operations, when } of table.combinations) {
      for (const operation of operations) {
        for (const [name, values] of Object.entries<unknown[] | 'present'>(when)) {
          const schemas = schemasOfParameter(operation, name);
          expect(schemas, `${operation}: ${name}`).not.toHaveLength(0);
          if (values === 'present') continue;
          for (const value of values) expect(isListed(schemas, value), `${name}: ${String(value)}`).toBe(true);
        }
      }
    }
    for (const { rule, operation, place } of rules) {
      if (rule.sameSizeAs) expect(schemasOfParameter(operation, rule.sameSizeAs), place).not.toHaveLength(0);
    }
  });

  it('allows no value, number or length that the schema does not', () => {
    const limited = rules.filter(({ rule }) => rule.values || rule.minimum || rule.maximum || rule.maxLength);
    expect(limited).not.toHaveLength(0);
    for (const { operation, name, rule, place } of limited) {
      const schemas = schemasOfParameter(operation, name);
      const ends = [rule.minimum, rule.maximum].filter((end) => end !== undefined);
      const longest = rule.maxLength === undefined ? [] : ['a'.repeat(rule.maxLength)];
      for (const value of [...(rule.values ?? []), ...ends, ...longest]) {
        expect(isListed(schemas, value), `${place}: ${name} ${String(value).slice(0, 40)}`).toBe(true);
      }
    }
  });

  it('names sources for every set of rules and every model, and explains each of them', () => {
    const known = Object.keys(table.sources);
    for (const [name, { source }] of Object.entries<{ source?: string[] }>({ ...table.rules, ...table.models })) {
      expect(source, name).toEqual(expect.any(Array));
      expect(source, name).not.toHaveLength(0);
    }
    const named = findAll(table, 'source').flat();
    expect(known).toEqual(expect.arrayContaining(named));
    expect(named).toEqual(expect.arrayContaining(known));
  });

  it('writes every date as one of the calendar', () => {
    const dates = ['asOf', 'live', 'ends'].flatMap((key) => findAll(table, key)) as string[];
    expect(dates.length).toBeGreaterThan(5);
    for (const date of dates) {
      expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
    }
  });

  const models = Object.entries<{ ends?: string; successor?: string; rules: string }>(table.models);

  it('names for each model that ends one that does not', () => {
    const ending = models.filter(([, { ends }]) => ends);
    expect(ending).not.toHaveLength(0);
    for (const [name, { successor = '' }] of ending) {
      expect(table.models[successor], name).toBeDefined();
      expect(table.models[successor].ends, `${name} → ${successor}`).toBeUndefined();
    }
    for (const [name, { ends, successor }] of models) if (!ends) expect(successor, name).toBeUndefined();
  });

  it('defaults to a model that does the operation, and has not ended unless the operation has', () => {
    const retired = Object.values<{ post: { operationId: string; deprecated?: boolean } }>(specification.paths)
      .filter(({ post }) => post.deprecated)
      .map(({ post }) => post.operationId);
    expect(Object.keys(table.defaults)).toEqual(Object.keys(METHODS));
    for (const [operation, model] of Object.entries<string>(table.defaults)) {
      expect(modelsThatDo(table, operation), operation).toContain(model);
      if (!retired.includes(operation)) expect(table.models[model].ends, operation).toBeUndefined();
    }
  });

  it('uses every set of rules, each named after its first model', () => {
    const sets = [...new Set(models.map(([, { rules }]) => rules))];
    expect(sets.sort()).toEqual(Object.keys(table.rules).sort());
    for (const set of sets) expect(table.models[set]?.rules).toBe(set);
  });

  it('is what the client reads at run time, but for the sources', () => {
    expect(findAll(imageModels, 'source')).toEqual([]);
    expect(Object.keys(imageModels.models)).toEqual(Object.keys(table.models));
    expect(imageModels.combinations).toEqual(table.combinations);
  });

  function isListed(schemas: Schema[], value: unknown): boolean {
    return schemas.some((schema) => {
      const listed = findAll(schema, 'enum').flat();
      return accepts(schema, value, 'application/json') && (listed.length === 0 || listed.includes(value));
    });
  }
});

// Each starts processes of its own: the generator, the compiler and a script.
describe('adding a model', { timeout: 90_000 }, () => {
  const NAME = 'gpt-image-9-nebula';

  it('takes one line of the overlay and one run of the generator', async ({ onTestFinished }) => {
    const project = await copyProject(onTestFinished);
    await cp(path.join(PROJECT, 'src'), path.join(project.folder, 'src'), { recursive: true });
    const overlay = path.join(project.folder, 'spec/overlays/3-models.yaml');
    const lines = (await readFile(overlay, 'utf8')).split('\n');
    const place = lines.indexOf('        models:');
    expect(place).toBeGreaterThan(0);
    lines.splice(place + 1, 0, `          ${NAME}: { rules: gpt-image-2, source: [spec] }`);
    await writeFile(overlay, lines.join('\n'));
    expect(await project.generate()).toEqual({
      exitCode: 0,
      printed: 'Written: spec/images.yaml, generated/models.ts, generated/schema.ts\n',
    });

    const bundled = parse(await readFile(path.join(project.folder, 'spec/images.yaml'), 'utf8'));
    for (const name of ['CreateImageRequest', 'CreateImageEditRequest', 'EditImageBodyJsonParam']) {
      expect(findAll(bundled.components.schemas[name].properties.model, 'enum').flat(), name).toContain(NAME);
    }

    const call = (more: string) =>
      `import { createImagesClient } from './src/index.js';\n` +
      `createImagesClient().generate({ model: '${NAME}', prompt: 'An otter'${more} });\n`;
    await write('good.ts', call(''));
    await write('bad.ts', call(", response_format: 'url'"));
    await write(
      'tsconfig.json',
      JSON.stringify({
        ...parse(await readFile(path.join(PROJECT, 'tsconfig.json'), 'utf8')),
        include: ['good.ts', 'bad.ts'],
      }),
    );
    const compiled = await run(['node_modules/typescript/bin/tsc', '-p', '.']);
    expect(compiled.exitCode).not.toBe(0);
    expect(compiled.printed.match(/^\S+\.ts\(\d+/gm)).toEqual(['bad.ts(2']);
    expect(compiled.printed).toContain(
      'NotSupported<"response_format: GPT Image models always answer base64; leave it out and read b64_json">',
    );

    await write('call.ts', SCRIPT);
    const { printed } = await run(['--import', 'tsx', 'call.ts', NAME]);
    expect(JSON.parse(printed)).toEqual({
      known: 'quality is "max": expected "auto", "low", "medium" or "high".',
      unknown: 'sent',
      warnings: [],
    });

    async function write(name: string, text: string): Promise<void> {
      await writeFile(path.join(project.folder, name), text);
    }

    function run(args: string[]): Promise<{ exitCode: number; printed: string }> {
      return new Promise((resolve) => {
        execFile(process.execPath, args, { cwd: project.folder }, (error, stdout, stderr) => {
          resolve({ exitCode: error ? Number(error.code) : 0, printed: stdout + stderr });
        });
      });
    }
  });
});

/** Says what becomes of a call with a quality that the new model does not have, under its name and under another. */
const SCRIPT = `
import { createImagesClient } from './src/index.js';
const warnings: string[] = [];
const images = createImagesClient({
  apiKey: 'sk-test',
  baseURL: 'https://images.invalid/v1',
  onWarning: (message) => warnings.push(message),
  fetch: async () => Response.json({ created: 1, data: [{ b64_json: 'AAAA' }] }),
});
async function outcomeOf(model: string): Promise<string> {
  const params = { model, prompt: 'An otter', quality: 'max' } as const;
  return images.generate(params).then(() => 'sent', (error: Error) => error.message);
}
const [name = ''] = process.argv.slice(2);
console.log(JSON.stringify({ known: await outcomeOf(name), unknown: await outcomeOf('comet-1'), warnings }));
`;

function modelOf(document: OpenAPI3): { anyOf?: unknown[] } {
  // biome-ignore lint/suspicious/noExplicitAny: the document is made above.
  return (document as any).paths['/draw'].post.requestBody.content['application/json'].schema.properties.model;
}

/** The data in a generated module, which is JSON between two words of TypeScript. */
function dataOf(source: string): unknown {
  return JSON.parse(/^export const imageModels = (\{.*\}) as const;$/ms.exec(source)?.[1] ?? 'null');
}

/** The lines of a generated interface that are indented at least so far. */
function linesWithin(source: string, opening: string, indent = 6): string[] {
  const start = source.indexOf(`${opening} {\n`);
  expect(start).toBeGreaterThan(-1);
  const lines = source.slice(start, source.indexOf('\n}', start)).split('\n').slice(1);
  return lines.filter((line) => line.startsWith(' '.repeat(indent)));
}

/** The values of a key, wherever it stands. */
function findAll(node: unknown, key: string): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => (name === key ? [value] : findAll(value, key)));
}

function allSentences(node: unknown): string[] {
  return findAll(node, 'unsupported').filter((value) => typeof value === 'string');
}
