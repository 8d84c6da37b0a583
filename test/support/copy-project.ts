import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';

const PROJECT = path.join(import.meta.dirname, '../..');
const NEEDED = ['CHANGELOG.md', 'generated', 'package.json', 'redocly.yaml', 'scripts', 'spec', 'src', 'tsconfig.json'];

/** How a run of a script ended, with everything it printed. */
export interface ScriptRun {
  exitCode: number;
  printed: string;
}

/** A throwaway copy of the project, as far as its scripts need it. */
export interface ProjectCopy {
  folder: string;
  /** Adds an overlay that applies after all others. */
  addOverlay(...actions: object[]): Promise<void>;
  generate(...options: string[]): Promise<ScriptRun>;
  /** Runs one of the project's scripts. */
  run(script: string, options: string[], env?: Record<string, string>): Promise<ScriptRun>;
  /** The text of a file. */
  readText(file: string): Promise<string>;
  /** The changelog and every file of `spec` and `generated` with its bytes, in base64. */
  readFiles(): Promise<Record<string, string>>;
}

/** Copies what the generator needs, and what else is named, into a folder of its own, which goes when the test ends. */
export async function copyProject(
  onTestFinished: (remove: () => Promise<void>) => void,
  ...others: string[]
): Promise<ProjectCopy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-generate-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const names = [...NEEDED, ...others];
  await Promise.all(names.map((name) => cp(path.join(PROJECT, name), path.join(folder, name), { recursive: true })));
  await symlink(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
  return {
    folder,
    addOverlay: (...actions) => writeFile(path.join(folder, 'spec/overlays/9-test.yaml'), overlayText(...actions)),
    generate: (...options) => runScript(folder, 'generate', options),
    run: (script, options, env) => runScript(folder, script, options, env),
    readText: (file) => readFile(path.join(folder, file), 'utf8'),
    readFiles: () => readFiles(folder),
  };
}

/** The text of an Overlay document with the given actions. */
export function overlayText(...actions: (object | null)[]): string {
  return stringify({ overlay: '1.0.0', info: { title: 'A test', version: '1.0.0' }, actions });
}

function runScript(cwd: string, name: string, options: string[], env: object = {}): Promise<ScriptRun> {
  const script = ['--import', 'tsx', `scripts/${name}.ts`, ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, script, { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code) : 0, printed: stdout + stderr });
    });
  });
}

async function readFiles(folder: string): Promise<Record<string, string>> {
  const found = await Promise.all(
    ['spec', 'generated'].map((part) => readdir(path.join(folder, part), { recursive: true, withFileTypes: true })),
  );
  const files = found.flat().filter((entry) => entry.isFile());
  const contents = files.map(async ({ parentPath, name }) => {
    const file = path.join(parentPath, name);
    return [path.relative(folder, file), await readFile(file, 'base64')] as const;
  });
  const changelog = await readFile(path.join(folder, 'CHANGELOG.md'), 'base64');
  return { ...Object.fromEntries(await Promise.all(contents)), 'CHANGELOG.md': changelog };
}
