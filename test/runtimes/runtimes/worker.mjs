import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const packages = path.join(import.meta.dirname, '../node_modules');

/** Cloudflare's workerd, in which the suite is one Worker, bundled as Workers are. */
export async function startWorker(node, project) {
  const { version } = JSON.parse(await readFile(path.join(packages, 'workerd/package.json'), 'utf8'));
  // It answers only where its binary is there and runs.
  await promisify(execFile)(node, [path.join(packages, 'workerd/bin/workerd'), '--version']);
  const outfile = path.join(project, 'worker.mjs');
  await build({
    entryPoints: [path.join(project, 'entries/worker.mjs')],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    tsconfigRaw: '{}',
    logLevel: 'warning',
  });
  return {
    version,
    async run(baseURL) {
      const host = path.join(import.meta.dirname, 'worker-host.mjs');
      const { stdout } = await promisify(execFile)(node, [host, outfile, baseURL], { timeout: 120_000 });
      return JSON.parse(stdout);
    },
  };
}
