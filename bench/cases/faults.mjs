import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { table } from '../report.mjs';

const COLUMNS = {
  'openai-images JSON': 'openai-images',
  'openai JSON': 'openai',
  'openai-images stream': 'openai-images, stream',
  'openai stream': 'openai, stream',
};

export const title = 'Faults: requests that a server gets for one call, by what it does, and how the call ends';
export const runs = 1;

export async function run({ node }) {
  const script = path.join(import.meta.dirname, '../count-requests.mjs');
  const args = ['--import', import.meta.resolve('tsx'), script];
  const { stdout } = await promisify(execFile)(node.path, args, { timeout: 180_000 });
  const counts = JSON.parse(stdout);
  const names = Object.keys(COLUMNS);
  const cell = ({ requests, end }) => `${requests} ${end}`.trim();
  const rows = Object.entries(counts).map(([fault, each]) => [fault, ...names.map((name) => cell(each[name]))]);
  const total = (name) => Object.values(counts).reduce((sum, each) => sum + Number(each[name].requests), 0);
  return [table(['', ...Object.values(COLUMNS)], [...rows, ['**Requests in all**', ...names.map(total)]])];
}
