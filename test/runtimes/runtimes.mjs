import path from 'node:path';
import { installChromium } from '../../scripts/install-chromium.mjs';
import { startPage } from './runtimes/page.mjs';
import { startProcess } from './runtimes/process.mjs';
import { startWorker } from './runtimes/worker.mjs';

const packages = path.join(import.meta.dirname, 'node_modules');
const exe = process.platform === 'win32' ? '.exe' : '';
const nodeIn = (major) => path.join(packages, `node-${major}/bin/node${exe}`);

const node = (major) => ({ name: `Node ${major}`, start: (project) => startProcess(nodeIn(major), [], project) });

/** Every runtime, by the name that `--only` knows. `start` throws where it is not installed. */
export const runtimes = {
  node20: node(20),
  node22: node(22),
  node24: node(24),
  node26: node(26),
  bun: { name: 'Bun', start: (project) => startProcess(path.join(packages, 'bun/bin/bun.exe'), [], project) },
  deno: {
    name: 'Deno',
    start: (project) => startProcess(path.join(packages, `deno/deno${exe}`), ['run', '--allow-all'], project),
  },
  // Its newest host wants a newer Node than this may be.
  workerd: { name: 'workerd', start: (project) => startWorker(nodeIn(24), project) },
  chromium: { name: 'Chromium', start: (project) => startPage(installChromium(), project) },
};
