// Measures this client beside others and prints a table a case: see README.md.
import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { install } from './install.mjs';
import { openaiPackage, versionOf } from './versions.mjs';

const CASES = ['edit', 'save', 'stream', 'small', 'start', 'bundle', 'types', 'faults'];

const { values: options } = parseArgs({
  options: {
    case: { type: 'string', default: CASES.join() },
    runs: { type: 'string' },
    node: { type: 'string', default: 'installed' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const names = options.case.split(',');
for (const name of names) if (!CASES.includes(name)) throw new Error(`No case ${name}; there are ${CASES.join(', ')}.`);

install();
const nodes = chooseNodes(options.node);
const temp = mkdtempSync(path.join(os.tmpdir(), 'openai-images-bench-'));
const server = fork(path.join(import.meta.dirname, 'server.mjs'));
process.on('exit', () => {
  server.kill();
  rmSync(temp, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
const port = await new Promise((resolve, reject) => server.once('message', resolve).once('error', reject));
const baseURL = `http://127.0.0.1:${port}/v1`;

const results = [describeMachine()];
print(results[0]);
for (const name of names) {
  const { title, runs: usualRuns, everyNode = true, run } = await import(`./cases/${name}.mjs`);
  const runs = Number(options.runs) || (options.quick ? Math.ceil(usualRuns / 5) : usualRuns);
  for (const node of everyNode ? nodes : nodes.slice(0, 1)) {
    const parts = await run({ runs, node, temp, baseURL });
    const result = [`### ${title}${everyNode ? ` (Node ${node.version})` : ''}`, ...parts].join('\n\n');
    print(result);
    results.push(result);
  }
}
if (options.write) await writeResults(results.join('\n\n'));
server.disconnect();
process.exit();

function chooseNodes(wanted) {
  const installed = { path: process.execPath, version: process.versions.node };
  const packaged = { path: path.join(import.meta.dirname, 'node_modules/node/bin/node'), version: versionOf('node') };
  if (process.platform === 'win32') packaged.path += '.exe';
  if (wanted === 'installed') return [installed];
  if (wanted === 'all') return [installed, packaged];
  const found = [installed, packaged].find(({ version }) => version.split('.')[0] === wanted);
  if (!found) throw new Error(`No Node ${wanted}; there are ${installed.version} and ${packaged.version}, or all.`);
  return [found];
}

function describeMachine() {
  const [cpu] = os.cpus();
  const openai = new Set(nodes.map(({ version }) => `openai ${versionOf(openaiPackage(version))} on Node ${version}`));
  const others = ['ai', '@ai-sdk/openai', 'openapi-fetch', 'esbuild', 'typescript'];
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', cwd: import.meta.dirname });
  return [
    `${new Date().toISOString().slice(0, 10)}, commit ${commit.trim()}, ${os.cpus().length} × ${cpu.model},`,
    `${(os.totalmem() / 2 ** 30).toFixed(0)} GiB, ${os.type()} ${os.release()}.`,
    `${[...openai].join('; ')}; ${others.map((name) => `${name} ${versionOf(name)}`).join(', ')}.`,
  ].join('\n');
}

function print(text) {
  process.stdout.write(`${text}\n\n`);
}

/** Puts the results between the two marks of README.md. */
async function writeResults(text) {
  const readme = path.join(import.meta.dirname, 'README.md');
  const [start, end] = ['<!-- results -->', '<!-- end of results -->'];
  const old = await readFile(readme, 'utf8');
  const [before, after] = [old.slice(0, old.indexOf(start)), old.slice(old.indexOf(end))];
  await writeFile(readme, `${before}${start}\n\n${text}\n\n${after}`);
}
