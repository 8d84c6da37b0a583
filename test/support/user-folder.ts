import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makePng } from './pictures.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** A folder like a user's: the built package among its `node_modules`, and a folder for each script. */
export interface UserFolder {
  path: string;
  /**
   * Runs a script (TypeScript or JavaScript, as an ES module) against the server given, in a folder of its own, which
   * is called like it and has pictures to send: what one script writes, another may be reading.
   */
  run(
    name: string,
    source: string,
    baseURL: string,
    env?: Record<string, string>,
  ): Promise<{ stdout: string; stderr: string; folder: string }>;
  /** Type-checks every script written so far, strictly. Rejects with the compiler's output. */
  typeCheck(): Promise<void>;
  remove(): Promise<void>;
}

export async function makeUserFolder(): Promise<UserFolder> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'openai-images-user-')));
  await mkdir(path.join(folder, 'node_modules'));
  await symlink(ROOT, path.join(folder, 'node_modules/openai-images'));
  for (const name of ['@types', 'undici']) {
    await symlink(path.join(ROOT, 'node_modules', name), path.join(folder, 'node_modules', name));
  }
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  const { PATH } = process.env;
  return {
    path: folder,
    async run(name, source, baseURL, env = {}) {
      const cwd = path.join(folder, path.parse(name).name);
      await mkdir(cwd);
      await writeFile(path.join(cwd, 'otter.png'), makePng(64, 64));
      await writeFile(path.join(cwd, 'mask.png'), makePng(64, 64, [0, 0, 0, 0]));
      await writeFile(path.join(cwd, name), source);
      const printed = await run(process.execPath, ['--import', import.meta.resolve('tsx'), name], {
        cwd,
        env: { PATH, OPENAI_API_KEY: 'sk-mock', OPENAI_BASE_URL: baseURL, ...env },
      });
      return { ...printed, folder: cwd };
    },
    async typeCheck() {
      const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
      const options = '--noEmit --strict --target es2022 --module nodenext --types node --skipLibCheck --allowJs false';
      await writeFile(
        path.join(folder, 'tsconfig.json'),
        JSON.stringify({ include: ['*/*.ts'], compilerOptions: { preserveSymlinks: false } }),
      );
      await run(process.execPath, [compiler, '-p', '.', ...options.split(' ')], { cwd: folder }).catch((error) => {
        throw new Error(error.stdout);
      });
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
