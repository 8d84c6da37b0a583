import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const EXAMPLES = path.join(import.meta.dirname, '../../examples');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const read = (file: string) => readFileSync(path.join(EXAMPLES, file), 'utf8');
const linksIn = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target as string);

describe("the examples' README", () => {
  const text = read('README.md');

  it('names every example', () => {
    const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const linked = linksIn(text).map((target) => target.split('/')[0]);
    expect([...new Set(linked)].sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  it('names commands that package.json has', () => {
    const commands = [text, read('browser/README.md')].flatMap((each) => [...each.matchAll(/`npm run ([\w:]+)/g)]);
    expect(commands.length).toBeGreaterThan(0);
    for (const [, script] of commands) expect(scripts).toHaveProperty([script ?? '']);
  });

  it('names files that are there', () => {
    for (const target of linksIn(text)) expect(existsSync(path.join(EXAMPLES, target)), target).toBe(true);
    const named = [...read('browser/README.md').matchAll(/`((?:\.\.\/)?[\w/-]+\.ts)`/g)].map(([, file]) => file ?? '');
    expect(named.length).toBeGreaterThan(3);
    for (const file of named) expect(existsSync(path.join(EXAMPLES, 'browser', file)), file).toBe(true);
  });

  it("names the Deno example's own command", () => {
    expect(text).toContain(/deno run .*/.exec(read('deno/otter.ts'))?.[0]);
  });
});
