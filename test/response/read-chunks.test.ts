import { expect, it, vi } from 'vitest';
import { readChunks } from '../../src/response/read-chunks.js';
import { startDeadline } from '../../src/transport/deadline.js';
import { bodyOf, collect } from '../support/event-stream.js';

const explain = () => new Error('explained');

function exchangeOf(body: ReadableStream<Uint8Array> | null) {
  const deadline = startDeadline({ timeout: 1_000 });
  deadline.stopClock();
  return {
    response: new Response(body as BodyInit | null),
    deadline,
    maxBytes: 1_000,
    safeHeaders: () => new Headers(),
    explain,
  };
}

it('gives every chunk, and nothing of no body', async () => {
  expect(await collect(readChunks(exchangeOf(bodyOf(['a', 'b']))))).toHaveLength(2);
  expect(await collect(readChunks(exchangeOf(null)))).toEqual([]);
});

it('starts the clock for each chunk and stops it while one is dealt with', async () => {
  vi.useFakeTimers();
  try {
    const seen: number[] = [];
    for await (const _ of readChunks(exchangeOf(bodyOf(['a', 'b'])))) seen.push(vi.getTimerCount());
    expect([...seen, vi.getTimerCount()]).toEqual([0, 0, 0]);
  } finally {
    vi.useRealTimers();
  }
});

it('ends a read that the deadline ends, though the body says nothing', async () => {
  const exchange = exchangeOf(new ReadableStream({ pull: () => new Promise(() => {}) }));
  const reading = collect(readChunks(exchange));
  exchange.deadline.abort();
  await expect(reading).rejects.toThrow('explained');
});

it('leaves nothing to handle where cancelling fails', async () => {
  const body = bodyOf(['a', 'b'], () => {
    throw new Error('no way');
  });
  for await (const _ of readChunks(exchangeOf(body))) break;
});
