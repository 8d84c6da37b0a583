import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { mapValues, median } from '../measure.mjs';
import { below, megabytes, milliseconds, ratio, table } from '../report.mjs';
import { versionOf } from '../versions.mjs';

const CLIENTS = ['openai-images', 'openai', 'ai', 'openapi-fetch', 'fetch'];
const OPTIONS = '--noEmit --strict --skipLibCheck --target es2022 --module nodenext --types node --extendedDiagnostics';
const bench = path.join(import.meta.dirname, '..');

export const title = `Types: one file with a generate call, checked by TypeScript ${versionOf('typescript')}`;
export const runs = 5;
export const everyNode = false;

export function run({ runs }) {
  const measured = Object.fromEntries(CLIENTS.map((client) => [client, []]));
  for (let run = 0; run < runs; run++) for (const client of CLIENTS) measured[client].push(check(client));
  const figures = mapValues(measured, (list) =>
    mapValues(list[0], (_, figure) => median(list.map((each) => each[figure]))),
  );
  const ours = figures['openai-images'];
  return [
    table(
      ['', 'Memory', 'Check time', 'Total time', 'Our memory / its', 'Our time / its'],
      Object.entries(figures).map(([client, { memory, checkTime, totalTime }]) => [
        client,
        megabytes(memory),
        milliseconds(checkTime),
        milliseconds(totalTime),
        ratio(ours.memory, memory),
        ratio(ours.totalTime, totalTime),
      ]),
    ),
    [
      below("Memory, below openai's", ours.memory, figures.openai.memory, megabytes),
      below("Total time, below openai's", ours.totalTime, figures.openai.totalTime, milliseconds),
    ].join('\n'),
  ];
}

function check(client) {
  const tsc = path.join(bench, 'node_modules/typescript/bin/tsc');
  const args = [tsc, ...OPTIONS.split(' '), path.join(bench, `calls/${client}.ts`)];
  const output = execFileSync(process.execPath, args, { cwd: bench, encoding: 'utf8' });
  const read = (name) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(output)[1]);
  return {
    memory: read('Memory used') * 1_000,
    checkTime: read('Check time') * 1_000,
    totalTime: read('Total time') * 1_000,
  };
}
