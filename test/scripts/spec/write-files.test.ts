import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findStale, writeFiles } from '../../../scripts/spec/write-files.js';

describe('writeFiles', () => {
  it('writes every file, into folders that are not there yet, and leaves nothing else', async () => {
    const folder = await makeFolder({ 'a.txt': 'old' });
    await writeFiles(folder, new Map(Object.entries({ 'a.txt': 'new', 'deep/b.txt': 'new too' })));
    expect(await readFiles(folder)).toEqual({ 'a.txt': 'new', 'deep/b.txt': 'new too' });
  });

  it('writes none where one of them cannot be written', async () => {
    const folder = await makeFolder({ 'a.txt': 'old' });
    await mkdir(path.join(folder, 'b.txt.new'));
    await expect(writeFiles(folder, new Map(Object.entries({ 'a.txt': 'new', 'b.txt': 'new' })))).rejects.toThrow();
    expect(await readFiles(folder)).toEqual({ 'a.txt': 'old' });
  });

  it('puts back what it had replaced, and takes away what was not there, where a later one fails', async () => {
    const folder = await makeFolder({ 'a.txt': 'old', 'c.txt/in-the-way': '' });
    const contents = new Map(Object.entries({ 'a.txt': 'new', 'b.txt': 'new', 'c.txt': 'new' }));
    await expect(writeFiles(folder, contents)).rejects.toThrow();
    expect(await readFiles(folder)).toEqual({ 'a.txt': 'old', 'c.txt/in-the-way': '' });
  });
});

describe('findStale', () => {
  it('names the files that are missing or of another content', async () => {
    const folder = await makeFolder({ 'a.txt': 'same', 'b.txt': 'old' });
    const contents = new Map(Object.entries({ 'a.txt': 'same', 'b.txt': 'new', 'c.txt': 'new' }));
    expect(await findStale(folder, contents)).toEqual(['b.txt', 'c.txt']);
  });
});

async function makeFolder(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-write-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

async function readFiles(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  const contents = files.map(async (file) => [path.relative(folder, file), await readFile(file, 'utf8')] as const);
  return Object.fromEntries(await Promise.all(contents));
}
