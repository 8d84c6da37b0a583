// Builds dist/ with tsc, and takes out what an earlier build left there: the folder is packed as it stands.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const compiler = path.join(root, 'node_modules/typescript/bin/tsc');

const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', 'src', '--listEmittedFiles'], {
  cwd: root,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
const lines = stdout.split('\n').filter(Boolean);
const emitted = new Set(
  lines.filter((line) => line.startsWith('TSFILE: ')).map((line) => path.normalize(line.slice(8))),
);
for (const line of lines) if (!line.startsWith('TSFILE: ')) console.error(line);
if (status !== 0) process.exit(1);

for (const entry of readdirSync(path.join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const file = path.join(entry.parentPath, entry.name);
  if (entry.isFile() && !emitted.has(file)) rmSync(file);
}
