/** The path of the Chromium to test with, which is installed first where there is none. */
export function installChromium(): string;
