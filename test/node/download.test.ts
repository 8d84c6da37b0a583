import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { type ImagesResponse, OpenAIError } from 'openai-images';
import { saveImages } from 'openai-images/node';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { errorOf } from '../support/error-of.js';
import { startHttpServer } from '../support/http-server.js';
import { useOutFolder } from '../support/out-folder.js';
import { makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

const PARAMS = { prompt: 'An otter' };
const RED = makePng(8, 8, [255, 0, 0, 255]);
const BLUE = makePng(8, 8, [0, 0, 255, 255]);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

const place = useOutFolder();

afterEach(() => {
  vi.restoreAllMocks();
});

describe('saveImages from links', () => {
  interface Download {
    url: string;
    headers: IncomingHttpHeaders;
  }

  async function startPictureServer(answer: (response: ServerResponse) => void) {
    const downloads: Download[] = [];
    const server = createServer(({ url = '', headers }, response) => {
      downloads.push({ url, headers });
      answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const link = `http://127.0.0.1:${(server.address() as AddressInfo).port}/otter.png?sig=s3cret`;
    return { link, downloads };
  }

  const linksTo = (...links: string[]): ImagesResponse => ({ created: 1, data: links.map((url) => ({ url })) });

  it('downloads each picture once, and without the key', async () => {
    const { link, downloads } = await startPictureServer((response) => response.end(RED));
    const server = await startHttpServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ created: 1, data: [{ url: link }, { b64_json: base64(BLUE) }] }));
    });
    const files = await saveImages(testClient({ baseURL: server.url }).generate(PARAMS), place.out);
    expect(await Promise.all(files.map((file) => readFile(file)))).toEqual([Buffer.from(RED), Buffer.from(BLUE)]);
    expect(downloads).toHaveLength(1);
    expect(downloads[0]?.url).toBe('/otter.png?sig=s3cret');
    expect(downloads[0]?.headers.authorization).toBeUndefined();
    expect(JSON.stringify(downloads[0]?.headers)).not.toContain('sk-');
  });

  it.each([
    ['a page', '<html>Sign in</html>'],
    ['a text', 'once upon a time'],
    ['a PDF', '%PDF-1.7'],
    ['nothing', ''],
  ])('refuses %s in the place of a picture', async (_what, body) => {
    const { link } = await startPictureServer((response) => {
      response.setHeader('content-type', 'image/png').end(body);
    });
    const error = await errorOf(saveImages(linksTo(link), place.out), OpenAIError);
    expect(error.message).toMatch(/^Picture 0 could not be downloaded from 127\.0\.0\.1:\d+: what is there is no /);
    expect(await place.list()).toEqual([]);
  });

  it('says that a link may have expired, and keeps what was saved before', async () => {
    const { link, downloads } = await startPictureServer((response) => response.writeHead(403).end('expired'));
    const source = { created: 1, data: [{ b64_json: base64(RED) }, { url: link }] };
    const error = await errorOf(saveImages(source, place.out), OpenAIError);
    expect(error.message).toMatch(
      /^Picture 1 could not be downloaded from 127\.0\.0\.1:\d+: status 403\. Links expire, usually within an hour\.$/,
    );
    expect(await place.list()).toEqual(['image-1.png']);
    expect(downloads).toHaveLength(1);
  });

  it('downloads no more than allowed', async () => {
    const bytes = Buffer.concat([RED, Buffer.alloc(1_000_000)]);
    let closed: Promise<unknown> = Promise.resolve();
    const { link } = await startPictureServer((response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
      // Never ended: whoever waits for all of it waits for ever.
      response.write(bytes);
    });
    const error = await errorOf(saveImages(linksTo(link), place.out, { maxDownloadBytes: 999_999 }), OpenAIError);
    expect(error.message).toMatch(/: it is larger than 999999 bytes \(maxDownloadBytes\)\.$/);
    await closed;
    expect(await place.list()).toEqual([]);
    const whole = await startPictureServer((response) => response.end(RED));
    expect(await saveImages(linksTo(whole.link), place.out, { maxDownloadBytes: RED.length })).toHaveLength(1);
  });

  it.each([
    ['that does not begin', () => {}],
    ['that stops midway', (response: ServerResponse) => response.write(RED.subarray(0, 20))],
  ])('ends a download %s in its time', async (_what, answer) => {
    const { link } = await startPictureServer(answer);
    const start = performance.now();
    const error = await errorOf(saveImages(linksTo(link), place.out, { downloadTimeout: 50 }), OpenAIError);
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(error.message).toMatch(/^Picture 0 could not be downloaded from .*timeout/);
    expect(await place.list()).toEqual([]);
  });

  it('keeps nothing of a download that broke off', async () => {
    const { link } = await startPictureServer((response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write(RED, () => response.destroy());
    });
    await errorOf(saveImages(linksTo(link), place.out), OpenAIError);
    expect(await place.list()).toEqual([]);
  });

  it('does not repeat a link, which lets in whoever has it', async () => {
    for (const status of [200, 403]) {
      const { link } = await startPictureServer((response) => response.writeHead(status).end('no picture'));
      const error = await errorOf(saveImages(linksTo(link), place.out), OpenAIError);
      expect(inspect(error, { depth: 9 })).not.toContain('s3cret');
    }
    const error = await errorOf(saveImages(linksTo('http://127.0.0.1:9/otter.png?sig=s3cret'), place.out), OpenAIError);
    expect(inspect(error, { depth: 9 })).not.toContain('s3cret');
  });

  it.each(['file:///etc/passwd', 'ftp://example.com/otter.png', 'javascript:1', '/otter.png', 'http://', 'http://['])(
    'refuses the link %s',
    async (url) => {
      const fetched = vi.spyOn(globalThis, 'fetch');
      await errorOf(saveImages(linksTo(url), place.out), OpenAIError);
      expect(fetched).not.toHaveBeenCalled();
      expect(await place.list()).toEqual([]);
    },
  );

  it('refuses a picture that has neither bytes nor a link', async () => {
    const error = await errorOf(saveImages({ created: 1, data: [{}] }, place.out), OpenAIError);
    expect(error.message).toBe('Picture 0 came with neither bytes nor a link.');
  });
});
