import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const README = path.join(import.meta.dirname, '../../README.md');
const [START, END] = ['<!-- runtimes -->', '<!-- end of runtimes -->'];

/**
 * Prints the table, what failed and why, and last one line of counts.
 *
 * @returns how much failed
 */
export function printResults(runs, { allowMissing }) {
  console.log(`${makeTable(runs)}\n`);
  const results = runs.flatMap(({ name, results = [] }) => results.map((result) => ({ name, ...result })));
  const failures = results.filter(({ error }) => error);
  for (const { name, title, error } of failures) console.log(`✗ ${name}: ${title}\n${error.replace(/^/gm, '    ')}\n`);
  const missing = runs.filter((run) => run.missing);
  for (const { name, missing: reason } of missing) console.log(`✗ ${name} is not there: ${reason}\n`);
  const failed = failures.length + (allowMissing ? 0 : missing.length);
  console.log(`${results.length - failures.length} passed, ${failed} failed`);
  return failed;
}

/** Puts the table between the two marks of README.md. */
export async function writeTable(runs) {
  const old = await readFile(README, 'utf8');
  const [before, after] = [old.slice(0, old.indexOf(START)), old.slice(old.indexOf(END))];
  await writeFile(README, `${before}${START}\n\n${makeTable(runs)}\n\n${after}`);
}

/** What works where: a row a case, a column a runtime. */
function makeTable(runs) {
  const titles = new Set(runs.flatMap(({ results = [] }) => results.map(({ title }) => title)));
  const head = [
    '',
    ...runs.map(({ name, version, missing }) => (missing ? `${name} (missing)` : heading(name, version))),
  ];
  const mark = (title, { results = [] }) => {
    const result = results.find((each) => each.title === title);
    if (!result) return '';
    return result.error ? '✗' : '✓';
  };
  const rows = [...titles].map((title) => [title.replaceAll('<', '\\<'), ...runs.map((run) => mark(title, run))]);
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index ? ':-:' : '---'))), ...rows.map(line)].join('\n');
}

/** `Node 20` and `20.20.2` are one number. */
function heading(name, version) {
  return version.startsWith(`${name.split(' ')[1]}.`) ? `${name.split(' ')[0]} ${version}` : `${name} ${version}`;
}
