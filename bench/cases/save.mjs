import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, measure } from '../measure.mjs';
import { megabytes, milliseconds, ratio, table, target } from '../report.mjs';

const PICTURES = 10;
const PICTURE_BYTES = 4 * 2 ** 20;
const CLIENTS = ['openai-images', 'openai', 'ai', 'openapi-fetch', 'fetch'];

export const title = 'Save: one response with ten pictures of 4 MiB, each written to a file';
export const runs = 5;

export async function run(context) {
  const folder = path.join(context.temp, 'saved');
  const before = () => mkdir(folder);
  const after = async () => {
    const names = await readdir(folder);
    const stats = await Promise.all(names.map((name) => stat(path.join(folder, name))));
    expect(
      stats.length === PICTURES && stats.every(({ size }) => size === PICTURE_BYTES),
      `ten files were to be saved; there are ${names}`,
    );
    await rm(folder, { recursive: true });
  };
  const jobs = Object.fromEntries(
    CLIENTS.map((client) => [client, { client, task: 'save', args: [folder], before, after }]),
  );
  const figures = await measure({ ...jobs, drain: { client: 'fetch', task: 'drainPictures' } }, context);
  const ours = figures['openai-images'];
  return [
    table(
      ['', 'Peak', 'CPU', 'Wall', 'Our peak / its', 'Our CPU / its'],
      Object.entries(figures).map(([name, { peak, cpu, wall }]) => [
        name === 'drain' ? 'fetch, reading the body only' : name,
        megabytes(peak),
        milliseconds(cpu),
        milliseconds(wall),
        ratio(ours.peak, peak),
        ratio(ours.cpu, cpu),
      ]),
    ),
    [
      target("Peak, of openai's", ours.peak / figures.openai.peak, 0.32),
      target("CPU, of openai's", ours.cpu / figures.openai.cpu, 0.62),
      target('CPU, of reading the body only', ours.cpu / figures.drain.cpu, 1.25),
    ].join('\n'),
  ];
}
