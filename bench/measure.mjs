import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const child = path.join(import.meta.dirname, 'child.mjs');

/**
 * Does every job `runs` times, each time in a process of its own, the jobs taking turns.
 *
 * @param jobs by name: `{ client, task, times?, abreast?, args?, before?, after? }`
 * @returns by the same names, the medians of peak memory (bytes), CPU and wall time (ms), each from the
 *   process's start, imports included
 */
export async function measure(jobs, { runs, node, baseURL }) {
  const measured = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
  const env = { ...process.env, NODE_OPTIONS: '', OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: 'sk-bench' };
  for (let run = 0; run < runs; run++) {
    for (const [name, job] of Object.entries(jobs)) {
      const { client, task, times = 1, abreast = 1, args = [], before, after } = job;
      await before?.();
      const { stdout } = await execute(node.path, [child, client, task, times, abreast, ...args], {
        env,
        timeout: 180_000,
      });
      const figures = JSON.parse(stdout);
      await after?.(figures.result);
      measured[name].push(figures);
    }
  }
  return mapValues(measured, (list) => ({
    peak: median(list.map(({ peak }) => peak)),
    cpu: median(list.map(({ cpu }) => cpu)),
    wall: median(list.map(({ wall }) => wall)),
  }));
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
}

/** @throws {Error} where a client did not do what it was measured at. */
export function expect(condition, message) {
  if (!condition) throw new Error(message);
}
