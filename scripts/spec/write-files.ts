import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Which files of a folder do not have the content they should have. */
export async function findStale(folder: string, contents: Map<string, string>): Promise<string[]> {
  const stale: string[] = [];
  for (const [file, content] of contents) {
    const current = await readFile(path.join(folder, file), 'utf8').catch(() => undefined);
    if (current !== content) stale.push(file);
  }
  return stale;
}

/**
 * Writes all of the files or none: each beside its place first, and put into its place last. What
 * was replaced when one of them cannot be is put back.
 */
export async function writeFiles(folder: string, contents: Map<string, string>): Promise<void> {
  const files = [...contents].map(([file, content]) => ({ place: path.join(folder, file), content }));
  const written: string[] = [];
  const replaced: { place: string; before: Buffer | undefined }[] = [];
  try {
    for (const { place, content } of files) {
      await mkdir(path.dirname(place), { recursive: true });
      written.push(`${place}.new`);
      await writeFile(`${place}.new`, content);
    }
    for (const { place } of files) {
      const before = await readFile(place).catch(ifMissing);
      await rename(`${place}.new`, place);
      replaced.push({ place, before });
    }
  } catch (error) {
    for (const { place, before } of replaced) await (before ? writeFile(place, before) : rm(place, { force: true }));
    // One of them may be what was in the way, so not everything can be removed.
    for (const file of written) await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
