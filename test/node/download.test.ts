import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { inspect } from 'node:util';
import { APIUserAbortError, type ImagesResponse, OpenAIError } from 'openai-images';
import { type SaveFailure, saveImages } from 'openai-images/node';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { errorOf } from '../support/error-of.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { startHttpServer } from '../support/http-server.js';
import { useOutFolder } from '../support/out-folder.js';
import { HEADS, makePng } from '../support/pictures.js';
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

  const redirectTo = (location: string) =>
    startPictureServer((response) => response.writeHead(302, { location }).end());

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

  it.each([
    ['PNG', RED.subarray(0, -12)],
    ['JPEG', HEADS['image/jpeg'].subarray(0, -2)],
    ['WebP', HEADS['image/webp'].map((byte, index) => (index === 4 ? 5 : byte))],
  ])('refuses a %s that is cut off though the answer is whole', async (_kind, bytes) => {
    const { link } = await startPictureServer((response) => response.end(bytes));
    const error = await errorOf(saveImages(linksTo(link), place.out), OpenAIError);
    expect(error.message).toMatch(
      /^Picture 0 could not be downloaded from 127\.0\.0\.1:\d+: what is there is cut off\.$/,
    );
    expect(await place.list()).toEqual([]);
  });

  it('saves the pictures behind a dead link, and tells of each that failed in the end', async () => {
    const dead = await startPictureServer((response) => response.writeHead(404).end());
    const page = await startPictureServer((response) => response.end('<html>Sign in</html>'));
    const data = [
      { b64_json: base64(RED) },
      { url: dead.link },
      { b64_json: base64(BLUE) },
      { url: page.link },
      { b64_json: base64(RED) },
    ];
    const { fetch } = fakeFetch(() => Response.json({ created: 1, data }));
    const error = await errorOf(saveImages(testClient({ fetch }).generate(PARAMS), place.out), OpenAIError);
    expect(error.message.split('\n')).toEqual([
      expect.stringMatching(/^Picture 1 could not be downloaded from .*: status 404\./),
      expect.stringMatching(/^Picture 3 could not be downloaded from .*: what is there is no picture\.$/),
    ]);
    const names = ['image-1.png', 'image-3.png', 'image-5.png'];
    expect((error as SaveFailure).paths).toEqual(names.map((name) => path.join(place.out, name)));
    expect(await place.list()).toEqual(names);
    expect(await readFile(path.join(place.out, 'image-3.png'))).toEqual(Buffer.from(BLUE));
    expect([dead, page].map(({ downloads }) => downloads.length)).toEqual([1, 1]);
  });

  it('closes the connection of an answer that is refused', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const { link } = await startPictureServer((response) => {
      closed = once(response, 'close');
      response.writeHead(403).write('Never ended');
    });
    await errorOf(saveImages(linksTo(link), place.out), OpenAIError);
    await closed;
  });

  describe('where the call is aborted', () => {
    const answers: [string, (response: ServerResponse) => void][] = [
      ['before a download begins', () => {}],
      ['amid a download', (response) => response.write(RED.subarray(0, 20))],
      ['as a download has come', (response) => response.end(RED)],
    ];
    const asked: [string, (call: Call) => Call][] = [
      ['', (call) => call],
      [', whose data is on its way,', (call) => Object.assign(call, { also: call.then(() => undefined) })],
    ];
    type Call = ReturnType<ReturnType<typeof testClient>['generate']>;

    it.each(answers.flatMap(([when, answer]) => asked.map(([what, ask]) => ({ when, answer, what, ask }))))(
      'ends a call$what $when, and keeps what was saved',
      async ({ answer, ask }) => {
        const controller = new AbortController();
        const why = new Error('why');
        let closed: Promise<unknown> = Promise.resolve();
        const { link } = await startPictureServer((response) => {
          closed = once(response, 'close');
          answer(response);
          controller.abort(why);
        });
        const data = [{ b64_json: base64(RED) }, { url: link }, { b64_json: base64(BLUE) }];
        const { fetch } = fakeFetch(() => Response.json({ created: 1, data }));
        const call = ask(testClient({ fetch }).generate(PARAMS, { signal: controller.signal }));
        const error = await errorOf(saveImages(call, place.out), APIUserAbortError);
        expect(error.cause).toBe(why);
        expect((error as unknown as SaveFailure).paths).toEqual([path.join(place.out, 'image-1.png')]);
        expect(await place.list()).toEqual(['image-1.png']);
        await closed;
      },
    );
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

  it.each([
    [
      'is refused',
      async () => 'http://127.0.0.1:9/otter.png?sig=s3cret',
      /^Picture 0 could not be downloaded from 127\.0\.0\.1:9: (connect ECONNREFUSED|bad port)/,
    ],
    [
      'leads to no server',
      async () => 'http://otter.invalid/?sig=s3cret',
      /from otter\.invalid: getaddrinfo \w+ otter/,
    ],
    ['leads to itself', async () => (await redirectTo('')).link, /from 127\.0\.0\.1:\d+: redirect count exceeded\.$/],
    ['leads to no link', async () => (await redirectTo('http://[?sig=s3cret')).link, /from 127\.0\.0\.1:\d+: \w+/],
    ['leads to a file', async () => (await redirectTo('file:///s3cret')).link, /from 127\.0\.0\.1:\d+: \w+/],
  ])('says why a link failed that %s, and does not repeat it', async (_what, makeLink, message) => {
    const error = await errorOf(saveImages(linksTo(await makeLink()), place.out), OpenAIError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('fetch failed');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('s3cret');
  });

  it('does not repeat a link that the runtime puts into its error', async () => {
    const link = 'https://example.com/otter.png?sig=s3cret';
    const cause = new Error(`tcp connect error for url (${link})`);
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError(`error sending request for ${link}`, { cause }));
    const error = await errorOf(saveImages(linksTo(link), place.out), OpenAIError);
    expect(error.message).toMatch(/from example\.com: tcp connect error for url \(the link\)\.$/);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('s3cret');
  });

  it('refuses a link with a user name or password, and repeats neither', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    for (const user of ['otter:s3cret', 's3cret']) {
      const error = await errorOf(saveImages(linksTo(`http://${user}@127.0.0.1/?sig=s3cret`), place.out), OpenAIError);
      expect(error.message).toBe(
        'Picture 0 could not be downloaded from 127.0.0.1: its link holds a user name or password, which is not sent.',
      );
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('s3cret');
    }
    expect(fetched).not.toHaveBeenCalled();
  });

  it.each([3e9, Number.POSITIVE_INFINITY, 1e4 + 0.5])('takes a downloadTimeout of %s', async (downloadTimeout) => {
    const { link } = await startPictureServer((response) => setTimeout(() => response.end(RED), 30));
    const options = { downloadTimeout, maxDownloadBytes: Number.POSITIVE_INFINITY };
    expect(await saveImages(linksTo(link), place.out, options)).toHaveLength(1);
  });

  it.each(['file:///etc/passwd', 'ftp://example.com/otter.png', 'javascript:1', '/otter.png', 'http://', 'http://['])(
    'refuses the link %s',
    async (url) => {
      const fetched = vi.spyOn(globalThis, 'fetch');
      const error = await errorOf(saveImages(linksTo(url), place.out), OpenAIError);
      expect(error.message).toBe('Picture 0 came with a link that is no http: or https: URL.');
      expect(fetched).not.toHaveBeenCalled();
      expect(await place.list()).toEqual([]);
    },
  );

  it('refuses a picture that has neither bytes nor a link', async () => {
    const error = await errorOf(saveImages({ created: 1, data: [{}] }, place.out), OpenAIError);
    expect(error.message).toBe('Picture 0 came with neither bytes nor a link.');
  });
});
