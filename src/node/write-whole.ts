import { copyFile, link, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Writes a file under another name first, then gives it the first free one of its number and those behind it. */
export async function writeWhole(
  bytes: Uint8Array,
  { folder, name, overwrite }: { folder: string; name: string; overwrite: boolean },
  extension: string,
  number: number,
): Promise<string> {
  const place = (count: number) => path.join(folder, `${name}-${count}.${extension}`);
  // Not by `crypto`, whose loading alone costs as much as a picture's writing.
  const unique = [process.pid, Date.now(), Math.random()].map((number) => number.toString(36).slice(-11)).join('-');
  const temporary = path.join(folder, `.${unique}.part`);
  try {
    await writeFile(temporary, bytes, { flag: 'wx' });
    if (overwrite) {
      await rename(temporary, place(number));
      return place(number);
    }
    for (let count = number; ; count++) {
      if (await claim(temporary, place(count))) return place(count);
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Gives a file a name that is free; false where it is taken. */
async function claim(temporary: string, target: string): Promise<boolean> {
  try {
    await link(temporary, target);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
  }
  // Some file systems have no links.
  const { COPYFILE_EXCL } = (await import('node:fs')).constants;
  return copyFile(temporary, target, COPYFILE_EXCL).then(
    () => true,
    (error) => {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    },
  );
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
