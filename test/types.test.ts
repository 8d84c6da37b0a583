import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageModels } from '../generated/models.js';

const ROOT = path.join(import.meta.dirname, '..');
const COMPILERS = ['typescript', 'typescript-6', 'typescript-7'];

const GIVEN = `import type { ImagesClient } from 'openai-images';
declare const images: ImagesClient; declare const image: Blob; declare const stream: boolean;`;

/** Calls that do not compile, and what their one line of error has to say. */
const WRONG: [call: string, says: string][] = [
  [
    `generate({ prompt: 'x', model: 'dall-e-3', n: 2 })`,
    `'1 | NotSupported<"n: this model draws one picture a call; make one call for each">`,
  ],
  [
    `generate({ prompt: 'x', model: 'gpt-image-2.6-flare', output_format: 'svg', n: 2 })`,
    `'1 | NotSupported<"n: an svg is drawn alone; make one call for each, or use another output_format">`,
  ],
  [
    `generate({ prompt: 'x', model: 'gpt-image-2', response_format: 'url' })`,
    'response_format: GPT Image models always answer base64; leave it out and read b64_json',
  ],
  [
    `generate({ prompt: 'x', response_format: 'url' })`,
    'response_format: GPT Image models always answer base64; leave it out and read b64_json',
  ],
  [
    `generate({ prompt: 'x', output_format: 'svg', stream: true })`,
    `'false | NotSupported<"stream: an svg comes only once finished; leave it out, or use another output_format">`,
  ],
  [
    `generate({ prompt: 'x', model: 'gpt-image-2', style: 'vivid' })`,
    'style: this model has no styles to choose from; describe the style in the prompt',
  ],
  [
    `generate({ prompt: 'x', model: 'gpt-image-2.6-flare', output_format: 'svg', stream: true })`,
    'stream: an svg comes only once finished; leave it out, or use another output_format',
  ],
  [
    `generate({ prompt: 'x', output_format: 'gif', stream: true })`,
    'stream: a gif comes only once finished; leave it out, or use another output_format',
  ],
  [
    `generate({ prompt: 'x', output_format: 'gif', output_compression: 50 })`,
    'output_compression: a gif has no such setting; leave it out, or use jpeg or webp',
  ],
  [
    `generate({ prompt: 'x', model: 'dall-e-3', stream: true })`,
    'stream: DALL·E answers once all images are ready; leave it out, or use a GPT Image model',
  ],
  [
    `generate({ prompt: 'x', model: 'dall-e-3', stream })`,
    'stream: DALL·E answers once all images are ready; leave it out, or use a GPT Image model',
  ],
  [
    `generate({ prompt: 'x', model: 'dall-e-2', background: 'opaque' })`,
    'background: DALL·E always draws one; leave it out, or use a GPT Image model',
  ],
  [
    `edit({ prompt: 'x', image, output_format: 'gif', mask: image })`,
    'mask: a gif is drawn without one; name the area in the prompt instead',
  ],
  [
    `edit({ prompt: 'x', image, model: 'dall-e-3' })`,
    'edit: this model only makes new pictures; use a GPT Image model to change one',
  ],
  [
    `edit({ prompt: 'x', image, markup: image })`,
    'markup: only GPT Image 2.5 reads it; mark the area to change with mask instead',
  ],
  [
    `edit({ prompt: 'x', image, model: 'gpt-image-2', input_fidelity: 'high' })`,
    'input_fidelity: this model has no choice of fidelity; leave it out',
  ],
  [
    `createVariation({ image, model: 'gpt-image-2' })`,
    'createVariation: this model makes none; edit the picture with a prompt that asks for one',
  ],
  [`generate({ prompt: 'x', seed: 7 })`, `'seed' does not exist in type`],
  [`edit({ prompt: 'x', image, seed: 7 })`, `'seed' does not exist in type`],
  [`generate({ prompt: 'x', n: '2' })`, `Type 'string' is not assignable to type 'number'`],
];

const SENTENCES = WRONG.map(([call]) => call);

let folder: string;
const errorsOf = new Map<string, Promise<string[]>>();

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'openai-images-types-')));
  const compilerOptions = {
    // What is published is what has to be right.
    paths: { 'openai-images': [path.join(ROOT, 'dist/src/index.d.ts')] },
    typeRoots: [path.join(ROOT, 'node_modules/@types')],
  };
  const include = ['*.ts', path.join(ROOT, 'test/types')];
  const tsconfig = { extends: path.join(ROOT, 'tsconfig.json'), compilerOptions, include };
  const wrong = [...GIVEN.split('\n'), ...SENTENCES.map((call) => `images.${call};`)];
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  await writeFile(path.join(folder, 'wrong.ts'), wrong.join('\n'));
  for (const compiler of COMPILERS) errorsOf.set(compiler, compile(compiler));
});

afterAll(async () => {
  await Promise.allSettled(errorsOf.values());
  await rm(folder, { recursive: true });
});

/** The errors that a compiler finds, each with the lines that belong to it. */
function compile(compiler: string): Promise<string[]> {
  const home = path.dirname(createRequire(import.meta.url).resolve(`${compiler}/package.json`));
  // Declarations are checked for their own sake by the one compiler that is quick about it.
  const skipLibCheck = String(compiler !== 'typescript-7');
  const args = [path.join(home, 'bin/tsc'), '-p', folder, '--pretty', 'false', '--skipLibCheck', skipLibCheck];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder }, (error, stdout, stderr) => {
      if (stderr || (error && !/error TS\d+/.test(stdout))) reject(new Error(stderr || stdout, { cause: error }));
      else resolve(stdout.trimEnd().split(/\n(?! )/));
    });
  });
}

/** What a compiler says of the calls that are wrong, call by call. */
async function wrongCalls(compiler: string): Promise<Map<string, string[]>> {
  const errors = (await errorsOf.get(compiler)) ?? [];
  const first = GIVEN.split('\n').length + 1;
  return new Map(
    SENTENCES.map((call, index) => [call, errors.filter((each) => each.startsWith(`wrong.ts(${first + index},`))]),
  );
}

describe.each(COMPILERS)('%s', (compiler) => {
  const TIMEOUT = 60_000;

  it('takes every right call of test/types, and refuses every wrong one', { timeout: TIMEOUT }, async () => {
    const errors = await errorsOf.get(compiler);
    expect(errors?.filter((each) => !each.startsWith('wrong.ts('))).toEqual([]);
    expect(errors).toHaveLength(WRONG.length);
  });

  it('says in one line what is wrong with a call', { timeout: TIMEOUT }, async () => {
    const found = await wrongCalls(compiler);
    for (const [call, says] of WRONG) {
      const errors = found.get(call) ?? [];
      expect(errors, call).toHaveLength(1);
      expect(errors[0], call).not.toContain('\n');
      expect(errors[0], call).toContain(says);
    }
  });
});

describe('completion', () => {
  const file = path.join(ROOT, 'test/types/completion.ts');
  let code = '';
  let service: ts.LanguageService;

  beforeAll(() => {
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile).config,
      ts.sys,
      ROOT,
    );
    service = ts.createLanguageService({
      getScriptFileNames: () => [file],
      getScriptVersion: (name) => (name === file ? code : '1'),
      getScriptSnapshot: (name) => {
        const text = name === file ? code : ts.sys.readFile(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => ROOT,
      getCompilationSettings: () => ({ ...options, types: [] }),
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (name) => name === file || ts.sys.fileExists(name),
      readFile: ts.sys.readFile,
      directoryExists: ts.sys.directoryExists,
    });
  });

  /** The completions at the `|` of a statement. */
  function complete(statement: string): ts.CompletionEntry[] {
    const text = `${GIVEN}\n${statement};\n`;
    const position = text.indexOf('|');
    code = text.replace('|', '');
    return service.getCompletionsAtPosition(file, position, {})?.entries ?? [];
  }

  /** What is offered at the `|` of a call. */
  const offered = (call: string) => complete(`images.${call}`).map(({ name }) => name);

  const modelsFor = (operationId: 'createImage' | 'createImageEdit' | 'createImageVariation') =>
    Object.entries(imageModels.models)
      .filter(([, { rules }]) => {
        const set: Record<string, object | undefined> = imageModels.rules[rules];
        return set[operationId] && !('unsupported' in set[operationId]);
      })
      .map(([name]) => name)
      .sort();

  it.each([
    ['createImage', `generate({ prompt: 'x', model: '|' })`],
    ['createImage', `generate({ model: '|' })`],
    ['createImage', `generate({ prompt: 'x', model: '|', n: 2, stream: true, output_format: 'png' })`],
    ['createImageEdit', `edit({ prompt: 'x', image, model: '|' })`],
    ['createImageVariation', `createVariation({ image, model: '|' })`],
  ] as const)(
    'offers every known model of %s in %s',
    (operationId, call) => {
      const models = modelsFor(operationId);
      expect(models.length).toBeGreaterThan(0);
      expect(offered(call).sort()).toEqual(models);
    },
    60_000,
  );

  it.each([
    [`generate({ prompt: 'x', model: 'dall-e-3', quality: '|' })`, ['hd', 'standard']],
    [`generate({ prompt: 'x', model: 'dall-e-3', size: '|' })`, ['1024x1024', '1024x1792', '1792x1024']],
    [`generate({ prompt: 'x', model: 'gpt-image-2', quality: '|' })`, ['auto', 'high', 'low', 'medium']],
    [
      `generate({ prompt: 'x', model: 'gpt-image-2.5-flare', quality: '|' })`,
      ['auto', 'high', 'low', 'max', 'medium', 'xhigh'],
    ],
    [`generate({ prompt: 'x', quality: '|' })`, ['auto', 'high', 'low', 'medium']],
    [
      `generate({ prompt: 'x', model: 'a-model-of-tomorrow', quality: '|' })`,
      ['auto', 'hd', 'high', 'low', 'max', 'medium', 'standard', 'xhigh'],
    ],
    [`edit({ prompt: 'x', image, model: 'gpt-image-1-mini', input_fidelity: '|' })`, ['low']],
  ])('offers what the model takes in %s', (call, values) => {
    expect(offered(call).sort()).toEqual(values);
  });

  it.each([
    ['images.|', ['createVariation']],
    [`images.generate({ prompt: 'x', | })`, ['response_format', 'style', 'user']],
    [`images.generate({ prompt: 'x', model: 'dall-e-3', | })`, ['response_format', 'style', 'user']],
    [`images.generate({ prompt: 'x', model: 'a-model-of-tomorrow', | })`, ['response_format', 'style', 'user']],
    [`images.edit({ prompt: 'x', image, | })`, ['response_format', 'user']],
  ])('strikes through what is deprecated in %s, and nothing else', (code, names) => {
    const struck = complete(code).filter(({ kindModifiers }) => kindModifiers?.split(',').includes('deprecated'));
    expect(struck.map(({ name }) => name).sort()).toEqual(names);
  });

  it('offers sizes, though any text is taken', () => {
    expect(offered(`generate({ prompt: 'x', size: '|' })`)).toEqual(expect.arrayContaining(['auto', '1536x1024']));
  });

  it.each([
    [`generate({ | })`, ['prompt', 'model', 'n', 'size', 'quality', 'output_format', 'stream', 'partial_images']],
    [`generate({ prompt: 'x', model: 'dall-e-3', | })`, ['n', 'style', 'response_format']],
    [`edit({ prompt: 'x', | })`, ['image', 'mask', 'markup', 'model', 'input_fidelity', 'stream']],
    [`createVariation({ | })`, ['image', 'model', 'n', 'size']],
    [`generate({ prompt: 'x', stream: true }).then((stream) => stream.|)`, ['finalImage', 'toReadableStream', 'abort']],
    [`generate({ prompt: 'x' }).then((answer) => answer.|)`, ['created', 'data', 'usage']],
  ])('offers names in %s', (call, names) => {
    expect(offered(call)).toEqual(expect.arrayContaining(names));
  });
});
