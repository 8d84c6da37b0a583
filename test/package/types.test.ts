import { execFile } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePackedProject, type PackedProject } from '../support/packed-project.js';

const ROOT = path.join(import.meta.dirname, '../..');

const COMPILERS = ['typescript-5.4', 'typescript', 'typescript-6', 'typescript-7'];
const RESOLUTIONS = {
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  node16: { module: 'node16', moduleResolution: 'node16' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
};
const STRICTNESS = {
  'every check': { strict: true, exactOptionalPropertyTypes: true },
  'no exactOptionalPropertyTypes': { strict: true, exactOptionalPropertyTypes: false },
  'no strictNullChecks': { strict: false, strictNullChecks: false },
};
const GLOBALS = {
  'the DOM lib': { target: 'es2022', lib: ['es2018', 'dom'], types: [] },
  '@types/node': { target: 'es2022', lib: ['es2022'], types: ['node'] },
  'the DOM lib and @types/node': { target: 'es2022', lib: ['esnext', 'dom'], types: ['node'] },
};

/** A file that is compiled in one way. */
interface Compilation {
  compiler: string;
  file?: string;
  options: object;
}

const require = createRequire(import.meta.url);
const parsed = new Map<string, ts.SourceFile | undefined>();

/** The compiler's own libraries and those of Node are not in question; they are parsed once, and not judged. */
const isForeign = (file: string) => /\/node_modules\/(typescript[^/]*\/lib|@types|undici-types)\//.test(file);

function judgeByLibrary({ compiler, file = '', options }: Compilation, cwd: string): string[] {
  const library = require(compiler) as typeof ts;
  const { options: converted, errors } = library.convertCompilerOptionsFromJson(options, cwd);
  const host = library.createCompilerHost(converted);
  const { getSourceFile } = host;
  host.getCurrentDirectory = () => cwd;
  host.getSourceFile = (name, ...rest) => {
    if (!isForeign(name)) return getSourceFile(name, ...rest);
    const key = `${compiler} ${name}`;
    if (!parsed.has(key)) parsed.set(key, getSourceFile(name, ...rest));
    return parsed.get(key);
  };
  const program = library.createProgram({ rootNames: [path.join(cwd, file)], options: converted, host });
  const judged = program.getSourceFiles().filter(({ fileName }) => !isForeign(fileName));
  const diagnostics = [
    ...errors,
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...judged.flatMap((each) => [...program.getSyntacticDiagnostics(each), ...program.getSemanticDiagnostics(each)]),
  ];
  return library.formatDiagnostics(diagnostics, host).split('\n').filter(isError);
}

async function judgeByCommand({ compiler, file, options }: Compilation, cwd: string): Promise<string[]> {
  const home = path.dirname(require.resolve(`${compiler}/package.json`));
  const config = path.join(cwd, `tsconfig.${crypto.randomUUID()}.json`);
  await writeFile(
    config,
    JSON.stringify({ files: [file], compilerOptions: { skipDefaultLibCheck: true, ...options } }),
  );
  const args = [path.join(home, 'bin/tsc'), '-p', config, '--pretty', 'false'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd }, (error, stdout, stderr) => {
      const errors = stdout.split('\n').filter(isError);
      if (error && errors.length === 0) reject(new Error(stderr || stdout, { cause: error }));
      else resolve(errors);
    });
  });
}

const isError = (line: string) => /error TS\d+/.test(line);

/** Every pair of settings meets in one of these: two Latin squares that are orthogonal. */
const COMPILATIONS = COMPILERS.flatMap((compiler, row) =>
  Object.entries(RESOLUTIONS).map(([resolution, resolutionOptions], column) => {
    const [strictness, strictnessOptions] = at(STRICTNESS, row + 2 * column);
    const [globals, globalsOptions] = at(GLOBALS, row + column);
    const title = `${compiler}, ${resolution}, ${strictness}, ${globals}`;
    return { title, compiler, options: { ...resolutionOptions, ...strictnessOptions, ...globalsOptions } };
  }),
);

function at<T>(settings: Record<string, T>, index: number): [string, T] {
  const entries = Object.entries(settings);
  return entries[index % entries.length] as [string, T];
}

describe('the packed declarations', { timeout: 240_000 }, () => {
  let project: PackedProject;

  beforeAll(async () => {
    project = await makePackedProject();
    await cp(path.join(import.meta.dirname, 'user.ts'), path.join(project.path, 'user.ts'));
    await writeFile(
      path.join(project.path, 'require.cts'),
      `import images = require('openai-images');
       import node = require('openai-images/node');
       node.saveImages(images.createImagesClient().generate({ prompt: 'An otter' }), 'out').then(([file]) => file?.at(0));`,
    );
  }, 120_000);
  afterAll(() => project?.remove());

  /** The errors that a compiler finds in a file and in every declaration of ours and our dependencies behind it. */
  async function compile({ compiler, file = 'user.ts', options }: Compilation): Promise<string[]> {
    const compilerOptions = { noEmit: true, typeRoots: [path.join(ROOT, 'node_modules/@types')], ...options };
    const judge = compiler === 'typescript-7' ? judgeByCommand : judgeByLibrary;
    return judge({ compiler, file, options: compilerOptions }, project.path);
  }

  it.each(COMPILATIONS)('compile under $title', async ({ compiler, options }) => {
    expect(await compile({ compiler, options })).toEqual([]);
  });

  it('compile where they are required', async () => {
    const options = { module: 'nodenext', strict: true, ...GLOBALS['@types/node'] };
    expect(await compile({ compiler: 'typescript', file: 'require.cts', options })).toEqual([]);
  });

  it("fail under TypeScript 5.0 only in openapi-fetch's own, which skipLibCheck passes over", async () => {
    const options = { ...RESOLUTIONS.bundler, ...STRICTNESS['every check'], ...GLOBALS['the DOM lib and @types/node'] };
    const errors = await compile({ compiler: 'typescript-5.0', options });
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.filter((error) => !/^node_modules\/openapi-(fetch|typescript-helpers)\//.test(error))).toEqual([]);
    expect(await compile({ compiler: 'typescript-5.0', options: { ...options, skipLibCheck: true } })).toEqual([]);
  });

  it('need the types of the web from somewhere', async () => {
    const options = { ...RESOLUTIONS.nodenext, strict: true, target: 'es2022', lib: ['es2022'], types: [] };
    const errors = await compile({ compiler: 'typescript-7', options });
    expect(errors.some((error) => error.endsWith("Cannot find name 'Response'."))).toBe(true);
  });
});
