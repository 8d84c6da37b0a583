// Installs the runtimes where they are missing or others are there, and the packed package into a project of its own.
// Plain JavaScript on Node alone: it runs before anything is installed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const here = import.meta.dirname;

/** Installs this folder's packages. A runtime that cannot be installed is optional to npm, and missed later. */
export function install() {
  const wanted = Object.entries(packagesOf('package-lock.json')).filter(([place, { optional }]) => place && !optional);
  // npm keeps a note there of what it last installed.
  const installed = packagesOf('node_modules/.package-lock.json');
  const own = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8'));
  const runtimes = Object.keys(own.optionalDependencies).map((name) => `node_modules/${name}`);
  const isStale = ([place, { version }]) => installed[place]?.version !== version;
  if (wanted.some(isStale) || runtimes.some((place) => !installed[place])) npm(['ci', '--no-audit', '--no-fund'], here);
}

/** A project that was empty, with the packed package installed from its tarball, and the suite beside it. */
export async function makeProject() {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'openai-images-runtimes-')));
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  npm(['pack', '--silent', '--pack-destination', folder], path.join(here, '../..'));
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  npm(['install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`], folder);
  for (const part of ['entries', 'suite'])
    await cp(path.join(here, part), path.join(folder, part), { recursive: true });
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(path.join(here, lockfile), 'utf8')).packages;
  } catch {
    return {};
  }
}

function npm(args, cwd) {
  // Standard output is the report's alone.
  const options = { cwd, stdio: ['ignore', process.stderr, process.stderr] };
  if (process.env.npm_execpath) execFileSync(process.execPath, [process.env.npm_execpath, ...args], options);
  else execFileSync('npm', args, { ...options, shell: process.platform === 'win32' });
}
