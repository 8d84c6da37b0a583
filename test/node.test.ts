import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import {
  APIConnectionError,
  APIError,
  type ImagesResponse,
  InvalidRequestError,
  OpenAIError,
  type Picture,
  StreamTruncatedError,
} from 'openai-images';
import { imageFile, type SavableImages, saveImages } from 'openai-images/node';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { errorOf } from './support/error-of.js';
import { fakeFetch } from './support/fake-fetch.js';
import { ANSWER_IMAGE, startHttpServer } from './support/http-server.js';
import { inPieces } from './support/in-pieces.js';
import { parseMultipart } from './support/parse-multipart.js';
import { HEADS, makePng } from './support/pictures.js';
import { testClient } from './support/test-client.js';

/** What no test can bring about on a real disk. */
const disk = vi.hoisted(() => ({ isFull: false, hasLinks: true }));
vi.mock('node:fs/promises', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs/promises')>();
  const fail = (code: string) => Promise.reject(Object.assign(new Error(`${code}: the disk failed`), { code }));
  return {
    ...fs,
    link: (from: string, to: string) => (disk.hasLinks ? fs.link(from, to) : fail('EPERM')),
    async writeFile(file: string, bytes: Uint8Array, options: object) {
      if (!disk.isFull) return fs.writeFile(file, bytes, options);
      await fs.writeFile(file, bytes.subarray(0, 10), options);
      return fail('ENOSPC');
    },
  };
});

const PARAMS = { prompt: 'An otter' };
const PNG = makePng();
const RED = makePng(8, 8, [255, 0, 0, 255]);
const BLUE = makePng(8, 8, [0, 0, 255, 255]);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const responseOf = (...pictures: Uint8Array[]): ImagesResponse => ({
  created: 1,
  data: pictures.map((bytes) => ({ b64_json: base64(bytes) })),
});

let folder: string;
let out: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'saved-'));
  out = path.join(folder, 'out');
});
afterEach(async () => {
  Object.assign(disk, { isFull: false, hasLinks: true });
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function write(name: string, bytes: Uint8Array = PNG): Promise<string> {
  await writeFile(path.join(folder, name), bytes);
  return path.join(folder, name);
}

/** Everything in the folder that was saved to, hidden files too. */
async function listOut(): Promise<string[]> {
  return (await readdir(out)).sort();
}

describe('imageFile', () => {
  it('gives a file with its name, type and bytes', async () => {
    const file = await imageFile(await write('sea otter.png'));
    expect([file.name, file.type, file.size]).toEqual(['sea otter.png', 'image/png', PNG.length]);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(PNG);
  });

  it('takes a file URL, and names the file as it is called on disk', async () => {
    const file = await imageFile(pathToFileURL(await write('sea otter 100%.png')));
    expect(file.name).toBe('sea otter 100%.png');
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(PNG);
  });

  it('takes the type from the bytes', async () => {
    expect((await imageFile(await write('otter.png', HEADS['image/webp']))).type).toBe('image/webp');
    expect((await imageFile(await write('otter.png', Buffer.from('once upon a time')))).type).toBe('');
  });

  it.each([
    ['is not there', () => path.join(folder, 'nowhere.png'), /nowhere\.png cannot be opened: ENOENT/],
    ['is a folder', () => folder, /saved-\w+ is no file; expected the path of a picture\.$/],
    ['is empty', () => write('empty.png', new Uint8Array()), /empty\.png is empty: 0 bytes\.$/],
    [
      'is on the web',
      () => new URL('https://example.com/otter.png'),
      /^https:\/\/example\.com\/otter\.png cannot be opened: /,
    ],
  ])('refuses what %s, by its path', async (_what, makePath, message) => {
    expect((await errorOf(imageFile(await makePath()), InvalidRequestError)).message).toMatch(message);
  });

  it('is sent whole at every attempt, with its length announced', async () => {
    const server = await startHttpServer((response, request, count) => {
      if (count > 1) return ANSWER_IMAGE(response, request, count);
      response.writeHead(429, { 'retry-after-ms': '1' }).end();
    });
    const bytes = Buffer.concat([PNG, Buffer.alloc(500_000, 'otter')]);
    const image = await imageFile(await write('otter.png', bytes));
    await testClient({ baseURL: server.url }).edit({ image, prompt: 'x' });
    await testClient({ baseURL: server.url }).edit({ image, prompt: 'x' });
    expect(server.requests).toHaveLength(3);
    for (const request of server.requests) {
      const [part] = parseMultipart(request);
      expect(part).toMatchObject({ filename: 'otter.png', mediaType: 'image/png' });
      expect(Buffer.compare(part?.bytes as Buffer, bytes)).toBe(0);
      expect(request.headers['content-length']).toBe(String(request.body.length));
    }
  });

  it.each([
    ['changed', (file: string) => writeFile(file, Buffer.concat([PNG, PNG]))],
    ['removed', (file: string) => rm(file)],
  ])('that is %s before the call is refused by the name of its field', async (_what, change) => {
    const server = await startHttpServer();
    const file = await write('otter.png');
    const image = await imageFile(file);
    await change(file);
    const call = testClient({ baseURL: server.url }).edit({ image, prompt: 'x' });
    expect((await errorOf(call, InvalidRequestError)).message).toMatch(/^image could not be read: /);
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    ['changed', (file: string) => writeFile(file, Buffer.concat([PNG, PNG]))],
    ['removed', (file: string) => rm(file)],
  ])('that is %s while it is sent fails the call, and never arrives in half', async (_what, change) => {
    const server = await startHttpServer();
    const file = await write('otter.png');
    const changeThenFetch: typeof fetch = async (input, init) => {
      await change(file);
      return fetch(input, init);
    };
    const images = testClient({ baseURL: server.url, fetch: changeThenFetch });
    const call = images.edit({ image: await imageFile(file), prompt: 'x' });
    expect((await errorOf(call, APIConnectionError)).message).toContain('could not be read');
    expect(server.requests).toHaveLength(0);
  });
});

describe('saveImages', () => {
  const events = (...pictures: Uint8Array[]) =>
    new Response(
      [
        { type: 'image_generation.partial_image', b64_json: base64(PNG), partial_image_index: 0 },
        ...pictures.map((bytes) => ({ type: 'image_generation.completed', b64_json: base64(bytes) })),
      ]
        .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
        .join(''),
      { headers: { 'content-type': 'text/event-stream' } },
    );
  const generate = (answer: () => Response, params: object = {}) =>
    testClient({ fetch: fakeFetch(answer).fetch }).generate({ ...PARAMS, ...params });
  const json = () => Response.json(responseOf(RED, BLUE));
  async function* pictures(...list: Uint8Array<ArrayBuffer>[]): AsyncGenerator<Picture> {
    for (const [index, bytes] of list.entries()) yield { index, bytes, mediaType: 'image/png' };
  }

  const sources: [string, () => Promise<string[]>][] = [
    ['a call', () => saveImages(generate(json), out)],
    ['a call that was awaited', async () => saveImages(await generate(json), out)],
    ['a call whose data is on its way already', () => saveImages(askForData(generate(json)), out)],
    ['a promise', () => saveImages(Promise.resolve(responseOf(RED, BLUE)), out)],
    [
      'a streamed call',
      () =>
        saveImages(
          generate(() => events(RED, BLUE), { stream: true }),
          out,
        ),
    ],
    ['an ImageStream', async () => saveImages(await stream(), out)],
    ['a promise of an ImageStream', () => saveImages(Promise.resolve(stream()), out)],
    ['images()', () => saveImages(generate(json).images(), out)],
    ['any pictures', () => saveImages(pictures(RED, BLUE), out)],
  ];

  function stream() {
    return testClient({ fetch: fakeFetch(() => events(RED, BLUE)).fetch }).generate({ ...PARAMS, stream: true });
  }

  function askForData(call: ReturnType<typeof generate>): typeof call {
    call.then(() => undefined);
    return call;
  }

  it.each(sources)('saves the pictures of %s, and returns their paths in order', async (_what, save) => {
    const files = await save();
    expect(files).toEqual([path.join(out, 'image-1.png'), path.join(out, 'image-2.png')]);
    expect(await Promise.all(files.map((file) => readFile(file)))).toEqual([Buffer.from(RED), Buffer.from(BLUE)]);
    expect(await listOut()).toEqual(['image-1.png', 'image-2.png']);
  });

  it('returns no paths for a response without pictures, and makes the folder', async () => {
    expect(await saveImages({ created: 1 }, path.join(out, 'deep', 'down'))).toEqual([]);
    expect(existsSync(path.join(out, 'deep', 'down'))).toBe(true);
  });

  it('has the first picture on disk before the response has ended', async () => {
    const saved = path.join(out, 'image-1.png');
    let foundAt: 'before the end' | undefined;
    const server = await startHttpServer(async (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const [first, second] = [RED, BLUE].map((bytes) => JSON.stringify({ b64_json: base64(bytes) }));
      response.write(`{"created":1,"data":[${first}`);
      await vi.waitFor(() => expect(existsSync(saved)).toBe(true), { timeout: 5_000 });
      foundAt = 'before the end';
      response.end(`,${second}]}`);
    });
    const files = await saveImages(testClient({ baseURL: server.url }).generate(PARAMS), out);
    expect(foundAt).toBe('before the end');
    expect(files).toHaveLength(2);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['png', PNG],
    ['jpg', HEADS['image/jpeg']],
    ['webp', HEADS['image/webp']],
    ['gif', HEADS['image/gif']],
    ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ])('gives %s files that extension by their bytes', async (extension, bytes) => {
    const [file] = await saveImages({ ...responseOf(bytes), output_format: 'webp' }, out);
    expect(file).toBe(path.join(out, `image-1.${extension}`));
    expect(await readFile(file as string)).toEqual(Buffer.from(bytes));
  });

  describe('where files are there already', () => {
    beforeEach(async () => {
      await mkdir(out);
      await writeFile(path.join(out, 'image-1.png'), 'mine');
      await writeFile(path.join(out, 'image-3.png'), 'mine too');
    });

    it('replaces none, and takes the next free number', async () => {
      const files = await saveImages(responseOf(RED, BLUE, PNG), out);
      expect(files.map((file) => path.basename(file))).toEqual(['image-2.png', 'image-4.png', 'image-5.png']);
      expect(await readFile(path.join(out, 'image-1.png'), 'utf8')).toBe('mine');
      expect(await readFile(path.join(out, 'image-3.png'), 'utf8')).toBe('mine too');
    });

    it('replaces those of the same name with overwrite', async () => {
      const files = await saveImages(responseOf(RED, BLUE), out, { overwrite: true });
      expect(files.map((file) => path.basename(file))).toEqual(['image-1.png', 'image-2.png']);
      expect(await readFile(path.join(out, 'image-1.png'))).toEqual(Buffer.from(RED));
      expect(await readFile(path.join(out, 'image-3.png'), 'utf8')).toBe('mine too');
      expect(await listOut()).toEqual(['image-1.png', 'image-2.png', 'image-3.png']);
    });

    it('replaces none on a file system without links either', async () => {
      disk.hasLinks = false;
      const files = await saveImages(responseOf(RED, BLUE), out);
      expect(files.map((file) => path.basename(file))).toEqual(['image-2.png', 'image-4.png']);
      expect(await readFile(files[1] as string)).toEqual(Buffer.from(BLUE));
      expect(await readFile(path.join(out, 'image-1.png'), 'utf8')).toBe('mine');
      expect(await listOut()).toEqual(['image-1.png', 'image-2.png', 'image-3.png', 'image-4.png']);
    });

    it('minds a folder of that name too', async () => {
      await mkdir(path.join(out, 'image-2.png'));
      expect(await saveImages(responseOf(RED), out)).toEqual([path.join(out, 'image-4.png')]);
    });
  });

  it('loses no picture of many saved at once into one folder', async () => {
    const saved = await Promise.all(Array.from({ length: 8 }, () => saveImages(responseOf(RED, BLUE, PNG), out)));
    expect(new Set(saved.flat()).size).toBe(24);
    expect(await listOut()).toHaveLength(24);
    for (const files of saved) {
      const contents = await Promise.all(files.map((file) => readFile(file)));
      expect(contents).toEqual([RED, BLUE, PNG].map((bytes) => Buffer.from(bytes)));
    }
  });

  describe('makes a safe name', () => {
    it.each([
      ['A red panda', 'A red panda'],
      ['Ein Ötter, bitte!', 'Ein Ötter bitte'],
      ['../../etc/passwd', 'etc passwd'],
      ['/etc/passwd', 'etc passwd'],
      ['C:\\Windows\\otter', 'C Windows otter'],
      ['a/b\\c', 'a b c'],
      ['', 'image'],
      ['.', 'image'],
      ['..', 'image'],
      ['   ', 'image'],
      ['.hidden', 'hidden'],
      ['otter...', 'otter'],
      ['otter . .', 'otter'],
      ['CON', 'image CON'],
      ['nul.txt', 'image nul.txt'],
      ['com1', 'image com1'],
      ['Lpt9.png', 'image Lpt9.png'],
      ['console', 'console'],
      ['🦦 otter 🦦', 'otter'],
      ['a\0b\nc\r\td\u001b[31me', 'a b c d 31me'],
      ['otter\u202egnp.exe', 'otter gnp.exe'],
      ['<otter> | "hat"?*', 'otter hat'],
      ['e\u0301', '\u00e9'],
      ['x'.repeat(300), 'x'.repeat(80)],
      [`${'x'.repeat(79)}. and more`, 'x'.repeat(79)],
    ])('of %j', async (name, stem) => {
      const files = await saveImages(responseOf(RED), out, { name });
      expect(files).toEqual([path.join(out, `${stem}-1.png`)]);
      expect(await listOut()).toEqual([`${stem}-1.png`]);
      expect(await readdir(folder)).toEqual(['out']);
    });

    it.each([
      ['three bytes each', '獺'.repeat(300)],
      ['two code units each', `x${'𠮷'.repeat(300)}`],
      ['marks on marks', `o${'\u0308'.repeat(300)}`],
    ])('that fits a file system, of letters of %s', async (_what, name) => {
      const [file] = await saveImages(responseOf(RED), out, { name });
      const base = path.basename(file as string);
      expect(Buffer.byteLength(base)).toBeLessThanOrEqual(255);
      expect(await listOut()).toEqual([base]);
      expect(base).not.toContain('\ufffd');
    });
  });

  describe('that fails midway', () => {
    it('keeps the pictures before the connection broke, and nothing in half', async () => {
      const server = await startHttpServer(async (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const half = base64(BLUE).slice(0, 40);
        response.write(`{"created":1,"data":[${JSON.stringify({ b64_json: base64(RED) })},{"b64_json":"${half}`);
        await vi.waitFor(() => expect(existsSync(path.join(out, 'image-1.png'))).toBe(true), { timeout: 5_000 });
        response.destroy();
      });
      await errorOf(saveImages(testClient({ baseURL: server.url }).generate(PARAMS), out), APIConnectionError);
      expect(await listOut()).toEqual(['image-1.png']);
      expect(await readFile(path.join(out, 'image-1.png'))).toEqual(Buffer.from(RED));
      expect(server.requests).toHaveLength(1);
    });

    it('keeps the pictures before invalid base64', async () => {
      const body = JSON.stringify({ created: 1, data: [{ b64_json: base64(RED) }, { b64_json: 'no base64!' }] });
      await errorOf(
        saveImages(
          generate(() => inPieces(body, 20)),
          out,
        ),
        APIError,
      );
      expect(await listOut()).toEqual(['image-1.png']);
    });

    it('saves no preview of a stream that ends early', async () => {
      await errorOf(
        saveImages(
          generate(() => events(), { stream: true }),
          out,
        ),
        StreamTruncatedError,
      );
      expect(await listOut()).toEqual([]);
    });

    it('leaves a file alone that stands where the folder should', async () => {
      await writeFile(out, 'mine');
      await expect(saveImages(generate(json), out)).rejects.toThrow(/EEXIST|ENOTDIR/);
      expect(await readFile(out, 'utf8')).toBe('mine');
      expect(await readdir(folder)).toEqual(['out']);
    });

    it('lets go of its source where the disk fails', async () => {
      let ended = false;
      async function* source(): AsyncGenerator<Picture> {
        try {
          yield { index: 0, bytes: RED, mediaType: 'image/png' };
          await rm(out, { recursive: true });
          yield { index: 1, bytes: BLUE, mediaType: 'image/png' };
        } finally {
          ended = true;
        }
      }
      await expect(saveImages(source(), out)).rejects.toThrow('ENOENT');
      expect(ended).toBe(true);
      expect(await readdir(folder)).toEqual([]);
    });

    it('leaves nothing of a picture that the disk has no room for', async () => {
      const source = responseOf(RED);
      await saveImages(source, out);
      disk.isFull = true;
      await expect(saveImages(source, out)).rejects.toThrow('ENOSPC');
      await expect(saveImages(source, out, { overwrite: true })).rejects.toThrow('ENOSPC');
      expect(await listOut()).toEqual(['image-1.png']);
      expect(await readFile(path.join(out, 'image-1.png'))).toEqual(Buffer.from(RED));
    });

    it('leaves no temporary file where the name cannot be taken', async () => {
      await mkdir(path.join(out, 'image-1.png'), { recursive: true });
      await expect(saveImages(responseOf(RED), out, { overwrite: true })).rejects.toThrow(/EISDIR|EEXIST|EPERM/);
      expect(await listOut()).toEqual(['image-1.png']);
    });

    it.each<[string, () => SavableImages]>([
      ['a call that is refused', () => testClient().generate({ prompt: 'x', n: 99 })],
      [
        'a call that fails at once',
        () => testClient({ fetch: fakeFetch(new Error('gone')).fetch, maxRetries: 0 }).generate(PARAMS),
      ],
      ['a promise that is rejected', () => Promise.reject(new OpenAIError('No.'))],
    ])('leaves no rejection of %s unhandled', async (_what, makeSource) => {
      const unhandled: unknown[] = [];
      const keep = (reason: unknown) => unhandled.push(reason);
      process.on('unhandledRejection', keep);
      await errorOf(saveImages(makeSource(), path.join(out, 'deep', 'down')), OpenAIError);
      await new Promise((resolve) => setTimeout(resolve, 10));
      process.off('unhandledRejection', keep);
      expect(unhandled).toEqual([]);
    });
  });

  describe('from links', () => {
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
      const files = await saveImages(testClient({ baseURL: server.url }).generate(PARAMS), out);
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
      const error = await errorOf(saveImages(linksTo(link), out), OpenAIError);
      expect(error.message).toMatch(/^Picture 0 could not be downloaded from 127\.0\.0\.1:\d+: what is there is no /);
      expect(await listOut()).toEqual([]);
    });

    it('says that a link may have expired, and keeps what was saved before', async () => {
      const { link, downloads } = await startPictureServer((response) => response.writeHead(403).end('expired'));
      const source = { created: 1, data: [{ b64_json: base64(RED) }, { url: link }] };
      const error = await errorOf(saveImages(source, out), OpenAIError);
      expect(error.message).toMatch(
        /^Picture 1 could not be downloaded from 127\.0\.0\.1:\d+: status 403\. Links expire, usually within an hour\.$/,
      );
      expect(await listOut()).toEqual(['image-1.png']);
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
      const error = await errorOf(saveImages(linksTo(link), out, { maxDownloadBytes: 999_999 }), OpenAIError);
      expect(error.message).toMatch(/: it is larger than 999999 bytes \(maxDownloadBytes\)\.$/);
      await closed;
      expect(await listOut()).toEqual([]);
      const whole = await startPictureServer((response) => response.end(RED));
      expect(await saveImages(linksTo(whole.link), out, { maxDownloadBytes: RED.length })).toHaveLength(1);
    });

    it.each([
      ['that does not begin', () => {}],
      ['that stops midway', (response: ServerResponse) => response.write(RED.subarray(0, 20))],
    ])('ends a download %s in its time', async (_what, answer) => {
      const { link } = await startPictureServer(answer);
      const start = performance.now();
      const error = await errorOf(saveImages(linksTo(link), out, { downloadTimeout: 50 }), OpenAIError);
      expect(performance.now() - start).toBeLessThan(3_000);
      expect(error.message).toMatch(/^Picture 0 could not be downloaded from .*timeout/);
      expect(await listOut()).toEqual([]);
    });

    it('keeps nothing of a download that broke off', async () => {
      const { link } = await startPictureServer((response) => {
        response.writeHead(200, { 'content-length': 1_000 });
        response.write(RED, () => response.destroy());
      });
      await errorOf(saveImages(linksTo(link), out), OpenAIError);
      expect(await listOut()).toEqual([]);
    });

    it('does not repeat a link, which lets in whoever has it', async () => {
      for (const status of [200, 403]) {
        const { link } = await startPictureServer((response) => response.writeHead(status).end('no picture'));
        const error = await errorOf(saveImages(linksTo(link), out), OpenAIError);
        expect(inspect(error, { depth: 9 })).not.toContain('s3cret');
      }
      const error = await errorOf(saveImages(linksTo('http://127.0.0.1:9/otter.png?sig=s3cret'), out), OpenAIError);
      expect(inspect(error, { depth: 9 })).not.toContain('s3cret');
    });

    it.each(['file:///etc/passwd', 'ftp://example.com/otter.png', 'javascript:1', '/otter.png', 'http://', 'http://['])(
      'refuses the link %s',
      async (url) => {
        const fetched = vi.spyOn(globalThis, 'fetch');
        await errorOf(saveImages(linksTo(url), out), OpenAIError);
        expect(fetched).not.toHaveBeenCalled();
        expect(await listOut()).toEqual([]);
      },
    );

    it('refuses a picture that has neither bytes nor a link', async () => {
      const error = await errorOf(saveImages({ created: 1, data: [{}] }, out), OpenAIError);
      expect(error.message).toBe('Picture 0 came with neither bytes nor a link.');
    });
  });
});
