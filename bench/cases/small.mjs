import { measure } from '../measure.mjs';
import { megabytes, milliseconds, ratio, table, target } from '../report.mjs';

const CLIENTS = ['openai-images', 'openai', 'ai', 'openapi-fetch', 'fetch'];

export const title = 'Small: 3,000 calls answered with 200 bytes, 16 at a time';
export const runs = 5;

export async function run(context) {
  const jobs = CLIENTS.map((client) => [client, { client, task: 'generate', times: 3_000, abreast: 16 }]);
  const figures = await measure(Object.fromEntries(jobs), context);
  const ours = figures['openai-images'];
  return [
    table(
      ['', 'Peak', 'CPU', 'Wall', 'Our CPU / its'],
      Object.entries(figures).map(([name, { peak, cpu, wall }]) => [
        name,
        megabytes(peak),
        milliseconds(cpu),
        milliseconds(wall),
        ratio(ours.cpu, cpu),
      ]),
    ),
    [
      target("CPU, of openai's", ours.cpu / figures.openai.cpu, 0.7),
      target("CPU, of fetch's", ours.cpu / figures.fetch.cpu, 1.25),
    ].join('\n'),
  ];
}
