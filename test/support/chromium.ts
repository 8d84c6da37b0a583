import { type Browser, chromium } from 'playwright-core';
import { installChromium } from '../../scripts/install-chromium.mjs';

/** Starts Chromium unseen, installed first where it is missing; close it in `afterAll`. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: installChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      // Where there is no network, each of these would go on trying to reach it.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
