import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { POST } from '../../examples/nextjs/app/api/images/route.js';
import { completedEvent, eventText, partialEvent } from '../support/event-stream.js';
import { type Answer, startHttpServer } from '../support/http-server.js';
import { within } from '../support/within.js';

/** Calls the route handler as Next.js does, with a server that answers as told. */
async function call(body: unknown, answer?: Answer, signal?: AbortSignal) {
  const { url, requests } = await startHttpServer(answer);
  vi.stubEnv('OPENAI_API_KEY', 'sk-next');
  vi.stubEnv('OPENAI_BASE_URL', url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const init = {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal && { signal }),
  };
  return { response: await POST(new Request('http://next.test/api/images', init)), requests };
}

const refuse =
  (status: number): Answer =>
  (response) =>
    response.writeHead(status).end('{"error":{"message":"No otters, key sk-next."}}');

describe('the route handler', () => {
  it('hands the events of a streamed call on, one JSON text a line', async () => {
    const { response, requests } = await call({ prompt: 'An otter' }, (answer) => {
      answer.writeHead(200, { 'content-type': 'text/event-stream' });
      answer.end(eventText(partialEvent()) + eventText(completedEvent()));
    });
    expect(response.status).toBe(200);
    const events = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events).toEqual([partialEvent(), completedEvent()]);
    expect(JSON.parse(requests[0]?.body.toString() ?? '')).toMatchObject({ prompt: 'An otter', stream: true });
    expect(requests[0]?.headers.authorization).toBe('Bearer sk-next');
  });

  it.each([
    ['no JSON', 'otter'],
    ['JSON without a prompt', {}],
    ['nothing', 'null'],
    ['an empty prompt', { prompt: '' }],
  ])('asks for a prompt where it got %s, and sends nothing', async (_what, body) => {
    const { response, requests } = await call(body);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/prompt/);
    expect(requests).toEqual([]);
  });

  it('tells of a refused prompt, and not of a refused key', async () => {
    const prompt = await call({ prompt: 'An otter' }, refuse(400));
    expect(prompt.response.status).toBe(400);
    expect(await prompt.response.text()).toContain('No otters');
    const key = await call({ prompt: 'An otter' }, refuse(401));
    expect(key.response.status).toBe(502);
    expect(await key.response.json()).toEqual({ error: { message: 'The picture could not be made.' } });
  });

  it('ends the call where the browser has left', async () => {
    const leaving = new AbortController();
    let noteLoss = () => {};
    const lost = new Promise<void>((resolve) => {
      noteLoss = resolve;
    });
    const { response } = await call(
      { prompt: 'An otter' },
      (answer) => {
        answer.once('close', noteLoss);
        answer.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      },
      leaving.signal,
    );
    leaving.abort();
    await within(5_000, lost);
    await expect(response.text()).rejects.toThrow();
  });
});
