// Installs the packages of package-lock.json where they are missing or others are there.
// Plain JavaScript on Node alone: it runs before anything is installed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(path.join(root, lockfile), 'utf8')).packages;
  } catch {
    return {};
  }
}

const wanted = Object.entries(packagesOf('package-lock.json')).filter(([place, { optional }]) => place && !optional);
// npm keeps a note there of what it last installed.
const installed = packagesOf('node_modules/.package-lock.json');

if (wanted.some(([place, { version }]) => installed[place]?.version !== version)) {
  execFileSync(process.execPath, [process.env.npm_execpath, 'ci'], { cwd: root, stdio: 'inherit' });
}
