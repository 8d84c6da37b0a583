// Prints the path of the Chromium to test with, after installing Debian's where there is none.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of the Chromium to test with, which is installed first where there is none. */
export function installChromium() {
  const found = findChromium();
  if (found) return found;
  // What apt-get has to say is not what this script is asked for.
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  try {
    execFileSync('apt-get', ['update', '-q'], options);
    // Another run may be installing it just now.
    const waiting = ['-o', 'DPkg::Lock::Timeout=300'];
    execFileSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...waiting, 'chromium'], options);
  } catch (cause) {
    throw new Error('No Chromium is found, and apt-get cannot install it. Set CHROMIUM_PATH to where one is.', {
      cause,
    });
  }
  const installed = findChromium();
  if (!installed) throw new Error('apt-get installed chromium, and none is found. Set CHROMIUM_PATH to where it is.');
  return installed;
}

function findChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked && !existsSync(asked)) throw new Error(`CHROMIUM_PATH is ${asked}, and there is nothing.`);
  return [asked, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (place) => place && existsSync(place),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(installChromium());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
