import { describe, expect, it } from 'vitest';
import worker from '../../examples/cloudflare-worker/worker.js';
import { type Answer, startHttpServer } from '../support/http-server.js';
import { parseMultipart } from '../support/parse-multipart.js';
import { makePng } from '../support/pictures.js';

const PICTURE = makePng(16, 16);
const EDITED = Buffer.from(makePng(8, 8, [0, 0, 255, 255]));

const answerEdited: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ created: 1, data: [{ b64_json: EDITED.toString('base64') }] }));
};

/** Calls the Worker as its runtime does, with a server that answers as told. */
async function call(query: string, init: RequestInit, answer = answerEdited) {
  const { url, requests } = await startHttpServer(answer);
  const request = new Request(`https://worker.test/${query}`, init);
  const response = await worker.fetch(request, { OPENAI_API_KEY: 'sk-worker', OPENAI_BASE_URL: url });
  return { response, requests };
}

const refuse =
  (status: number): Answer =>
  (response) =>
    response.writeHead(status).end('{"error":{"message":"No otters, key sk-worker."}}');

describe('the Worker', () => {
  it('answers with the picture edited', async () => {
    const { response, requests } = await call('?prompt=Add%20a%20beret', { method: 'POST', body: PICTURE });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer()).equals(EDITED)).toBe(true);
    const parts = requests[0] ? parseMultipart(requests[0]) : [];
    expect(parts.find(({ name }) => name === 'prompt')?.bytes.toString()).toBe('Add a beret');
    expect(parts.find(({ name }) => name === 'image')?.bytes.equals(PICTURE)).toBe(true);
    expect(requests[0]?.headers.authorization).toBe('Bearer sk-worker');
  });

  it.each([
    ['no prompt', '', { method: 'POST', body: PICTURE }],
    ['another method', '?prompt=Add', { method: 'GET' }],
    ['no picture', '?prompt=Add', { method: 'POST', body: 'otter' }],
    ['an empty body', '?prompt=Add', { method: 'POST' }],
  ])('says what is missing where it got %s, and sends nothing', async (_what, query, init) => {
    const { response, requests } = await call(query, init);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/picture|image/);
    expect(requests).toEqual([]);
  });

  it('tells of a refused prompt, and not of a refused key', async () => {
    const init = { method: 'POST', body: PICTURE };
    const prompt = await call('?prompt=Add', init, refuse(400));
    expect(prompt.response.status).toBe(400);
    expect(await prompt.response.text()).toContain('No otters');
    const key = await call('?prompt=Add', init, refuse(401));
    expect(key.response.status).toBe(502);
    expect(await key.response.json()).toEqual({ error: { message: 'The picture could not be made.' } });
  });
});
