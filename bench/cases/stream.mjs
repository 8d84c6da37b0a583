import { expect, measure } from '../measure.mjs';
import { megabytes, milliseconds, ratio, table, target } from '../report.mjs';

const EVENTS = 4;

export const title = 'Stream: four events with pictures of 4 MiB, none decoded, five times over';
export const runs = 3;

export async function run(context) {
  const after = (count) => expect(count === EVENTS, `${EVENTS} events were to arrive, and ${count} did`);
  const figures = await measure(
    {
      'openai-images': { client: 'openai-images', task: 'stream', times: 5, after },
      openai: { client: 'openai', task: 'stream', times: 5, after },
      drain: { client: 'fetch', task: 'drainEvents', times: 5 },
    },
    context,
  );
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
      target("CPU, of openai's", ours.cpu / figures.openai.cpu, 0.45),
      target('CPU, of reading the body only', ours.cpu / figures.drain.cpu, 1.7),
    ].join('\n'),
  ];
}
