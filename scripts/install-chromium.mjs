// Installs Debian's Chromium where it is missing, as `node scripts/install-chromium.mjs`.
// Plain JavaScript on Node alone: it runs before anything is installed.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the browser to test with is; the environment's CHROMIUM takes another one. */
export const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';

/** Puts the browser in its place, or throws in one sentence. */
export function installChromium() {
  if (existsSync(CHROMIUM)) return;
  const apt = (...args) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  try {
    apt('update', '-q');
    apt('install', '-q', '-y', '--no-install-recommends', 'chromium');
  } catch (cause) {
    throw new Error(`There is no Chromium at ${CHROMIUM}, and apt-get cannot install it: set CHROMIUM to its path.`, {
      cause,
    });
  }
  if (!existsSync(CHROMIUM)) throw new Error(`There is no Chromium at ${CHROMIUM}: set CHROMIUM to its path.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) installChromium();
