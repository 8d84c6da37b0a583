import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A folder for each test, and a place in it to save pictures to, which is not there yet. */
export interface OutFolder {
  folder: string;
  out: string;
  /** Everything that was saved, hidden files too. */
  list(): Promise<string[]>;
}

/** Has every test of a file run with a folder of its own, which goes when the test ends. */
export function useOutFolder(): OutFolder {
  const place: OutFolder = {
    folder: '',
    out: '',
    list: async () => (await readdir(place.out)).sort(),
  };
  beforeEach(async () => {
    place.folder = await mkdtemp(path.join(tmpdir(), 'saved-'));
    place.out = path.join(place.folder, 'out');
  });
  afterEach(() => rm(place.folder, { recursive: true }));
  return place;
}
