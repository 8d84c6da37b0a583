// Installs bench's packages where they are missing or others are there, builds the client in the folder above and puts
// it among them. Plain JavaScript on Node alone: it runs before anything is installed.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const bench = import.meta.dirname;
const root = path.join(bench, '..');

export function install() {
  const wanted = Object.entries(packagesOf('package-lock.json')).filter(([place, { optional }]) => place && !optional);
  // npm keeps a note there of what it last installed.
  const installed = packagesOf('node_modules/.package-lock.json');
  if (wanted.some(([place, { version }]) => installed[place]?.version !== version)) npm(['ci'], bench);
  npm(['run', 'build'], root);
  // A link, and no dependency: npm would lock the client's own packages here once more.
  const link = path.join(bench, 'node_modules/openai-images');
  rmSync(link, { force: true });
  symlinkSync(root, link, 'junction');
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(path.join(bench, lockfile), 'utf8')).packages;
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
