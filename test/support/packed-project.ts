import { execFile } from 'node:child_process';
import { mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A project that was empty, with the packed package installed from its tarball. */
export interface PackedProject {
  path: string;
  /** Where the package was installed to. */
  packagePath: string;
  /** Runs a script in it, and gives what it printed. */
  run(name: string, source: string, env?: Record<string, string>): Promise<string>;
  remove(): Promise<void>;
}

/** Packs `dist/` as it stands, with all that ships beside it, and installs that as a user does. */
export async function makePackedProject(): Promise<PackedProject> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'openai-images-packed-')));
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  // The scripts would build dist/ anew, under the feet of the tests beside.
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], { cwd: folder });
  const { PATH } = process.env;
  return {
    path: folder,
    packagePath: path.join(folder, 'node_modules/openai-images'),
    async run(name, source, env = {}) {
      await writeFile(path.join(folder, name), source);
      const { stdout } = await run(process.execPath, [name], { cwd: folder, env: { PATH, ...env } });
      return stdout;
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
