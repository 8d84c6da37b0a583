import { measure } from '../measure.mjs';
import { milliseconds, ratio, table, target } from '../report.mjs';

const CLIENTS = ['openai-images', 'openai', 'ai', 'openapi-fetch', 'fetch'];

export const title = 'Start: import the package and make a client, over a script that does neither';
export const runs = 25;

export async function run(context) {
  const jobs = ['nothing', ...CLIENTS].map((client) => [client, { client, task: 'start' }]);
  const { nothing, ...figures } = await measure(Object.fromEntries(jobs), context);
  const over = (client, figure) => Math.max(figures[client][figure] - nothing[figure], 0);
  return [
    table(
      ['', 'Wall', 'CPU', 'Our wall / its'],
      CLIENTS.map((client) => [
        client,
        `+${milliseconds(over(client, 'wall'))}`,
        `+${milliseconds(over(client, 'cpu'))}`,
        over(client, 'wall') < 5 ? '' : ratio(over('openai-images', 'wall'), over(client, 'wall')),
      ]),
    ),
    `The empty script: ${milliseconds(nothing.wall)}, ${milliseconds(nothing.cpu)} CPU.`,
    target("Time, of openai's", over('openai-images', 'wall') / over('openai', 'wall'), 0.35),
  ];
}
