import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  APIConnectionError,
  APIError,
  type ImagesResponse,
  InternalServerError,
  OpenAIError,
  type Picture,
  StreamTruncatedError,
} from 'openai-images';
import { type SavableImages, type SaveFailure, saveImages } from 'openai-images/node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { errorOf } from '../support/error-of.js';
import { eventText, streamResponse } from '../support/event-stream.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { startHttpServer } from '../support/http-server.js';
import { inPieces } from '../support/in-pieces.js';
import { useOutFolder } from '../support/out-folder.js';
import { HEADS, makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

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

const pathsOf = (error: unknown) => (error as SaveFailure).paths;

const place = useOutFolder();

afterEach(() => {
  Object.assign(disk, { isFull: false, hasLinks: true });
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
    ['a call', () => saveImages(generate(json), place.out)],
    ['a call that was awaited', async () => saveImages(await generate(json), place.out)],
    ['a call whose data is on its way already', () => saveImages(askForData(generate(json)), place.out)],
    ['a promise', () => saveImages(Promise.resolve(responseOf(RED, BLUE)), place.out)],
    [
      'a streamed call',
      () =>
        saveImages(
          generate(() => events(RED, BLUE), { stream: true }),
          place.out,
        ),
    ],
    ['an ImageStream', async () => saveImages(await stream(), place.out)],
    ['a promise of an ImageStream', () => saveImages(Promise.resolve(stream()), place.out)],
    ['images()', () => saveImages(generate(json).images(), place.out)],
    ['any pictures', () => saveImages(pictures(RED, BLUE), place.out)],
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
    expect(files).toEqual([path.join(place.out, 'image-1.png'), path.join(place.out, 'image-2.png')]);
    expect(await Promise.all(files.map((file) => readFile(file)))).toEqual([Buffer.from(RED), Buffer.from(BLUE)]);
    expect(await place.list()).toEqual(['image-1.png', 'image-2.png']);
  });

  it('returns no paths for a response without pictures, and makes the folder', async () => {
    expect(await saveImages({ created: 1 }, path.join(place.out, 'deep', 'down'))).toEqual([]);
    expect(existsSync(path.join(place.out, 'deep', 'down'))).toBe(true);
  });

  it('has the first picture on disk before the response has ended', async () => {
    const saved = path.join(place.out, 'image-1.png');
    let foundAt: 'before the end' | undefined;
    const server = await startHttpServer(async (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const [first, second] = [RED, BLUE].map((bytes) => JSON.stringify({ b64_json: base64(bytes) }));
      response.write(`{"created":1,"data":[${first}`);
      await vi.waitFor(() => expect(existsSync(saved)).toBe(true), { timeout: 5_000 });
      foundAt = 'before the end';
      response.end(`,${second}]}`);
    });
    const files = await saveImages(testClient({ baseURL: server.url }).generate(PARAMS), place.out);
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
    const [file] = await saveImages({ ...responseOf(bytes), output_format: 'webp' }, place.out);
    expect(file).toBe(path.join(place.out, `image-1.${extension}`));
    expect(await readFile(file as string)).toEqual(Buffer.from(bytes));
  });

  describe('where files are there already', () => {
    beforeEach(async () => {
      await mkdir(place.out);
      await writeFile(path.join(place.out, 'image-1.png'), 'mine');
      await writeFile(path.join(place.out, 'image-3.png'), 'mine too');
    });

    it('replaces none, and takes the next free number', async () => {
      const files = await saveImages(responseOf(RED, BLUE, PNG), place.out);
      expect(files.map((file) => path.basename(file))).toEqual(['image-2.png', 'image-4.png', 'image-5.png']);
      expect(await readFile(path.join(place.out, 'image-1.png'), 'utf8')).toBe('mine');
      expect(await readFile(path.join(place.out, 'image-3.png'), 'utf8')).toBe('mine too');
    });

    it('replaces those of the same name with overwrite', async () => {
      const files = await saveImages(responseOf(RED, BLUE), place.out, { overwrite: true });
      expect(files.map((file) => path.basename(file))).toEqual(['image-1.png', 'image-2.png']);
      expect(await readFile(path.join(place.out, 'image-1.png'))).toEqual(Buffer.from(RED));
      expect(await readFile(path.join(place.out, 'image-3.png'), 'utf8')).toBe('mine too');
      expect(await place.list()).toEqual(['image-1.png', 'image-2.png', 'image-3.png']);
    });

    it('replaces none on a file system without links either', async () => {
      disk.hasLinks = false;
      const files = await saveImages(responseOf(RED, BLUE), place.out);
      expect(files.map((file) => path.basename(file))).toEqual(['image-2.png', 'image-4.png']);
      expect(await readFile(files[1] as string)).toEqual(Buffer.from(BLUE));
      expect(await readFile(path.join(place.out, 'image-1.png'), 'utf8')).toBe('mine');
      expect(await place.list()).toEqual(['image-1.png', 'image-2.png', 'image-3.png', 'image-4.png']);
    });

    it('minds a folder of that name too', async () => {
      await mkdir(path.join(place.out, 'image-2.png'));
      expect(await saveImages(responseOf(RED), place.out)).toEqual([path.join(place.out, 'image-4.png')]);
    });
  });

  it('loses no picture of many saved at once into one folder', async () => {
    const saved = await Promise.all(Array.from({ length: 8 }, () => saveImages(responseOf(RED, BLUE, PNG), place.out)));
    expect(new Set(saved.flat()).size).toBe(24);
    expect(await place.list()).toHaveLength(24);
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
      const files = await saveImages(responseOf(RED), place.out, { name });
      expect(files).toEqual([path.join(place.out, `${stem}-1.png`)]);
      expect(await place.list()).toEqual([`${stem}-1.png`]);
      expect(await readdir(place.folder)).toEqual(['out']);
    });

    it.each([
      ['three bytes each', '獺'.repeat(300)],
      ['two code units each', `x${'𠮷'.repeat(300)}`],
      ['marks on marks', `o${'\u0308'.repeat(300)}`],
    ])('that fits a file system, of letters of %s', async (_what, name) => {
      const [file] = await saveImages(responseOf(RED), place.out, { name });
      const base = path.basename(file as string);
      expect(Buffer.byteLength(base)).toBeLessThanOrEqual(255);
      expect(await place.list()).toEqual([base]);
      expect(base).not.toContain('\ufffd');
    });
  });

  describe('that fails before it begins', () => {
    const HEAD = '{"created":1,"data":[';

    /** A server that never ends its answer, and the response once it has the request. */
    async function startEndless(type: string | undefined) {
      let begin = (_response: ServerResponse) => {};
      const begun = new Promise<ServerResponse>((resolve) => {
        begin = resolve;
      });
      const { url } = await startHttpServer((response) => {
        begin(response);
        if (type) response.writeHead(200, { 'content-type': type }).write(type.endsWith('json') ? HEAD : ': hello\n\n');
      });
      return { images: testClient({ baseURL: url }), begun };
    }

    type Images = ReturnType<typeof testClient>;
    const events = 'text/event-stream';
    const sources: [string, string | undefined, (images: Images) => SavableImages][] = [
      ['a call that is not answered yet', undefined, (images) => images.generate(PARAMS)],
      ['a call whose answer is arriving', 'application/json', (images) => images.generate(PARAMS)],
      ['images() of a call that is not answered yet', undefined, (images) => images.generate(PARAMS).images()],
      ['images() of a call whose answer is arriving', 'application/json', (images) => images.generate(PARAMS).images()],
      ['a streamed call', events, (images) => images.generate({ ...PARAMS, stream: true })],
      [
        'a promise of an ImageStream',
        events,
        (images) => images.generate({ ...PARAMS, stream: true }).then((stream) => stream),
      ],
    ];

    it.each(sources)('closes the connection of %s', async (_what, type, makeSource) => {
      await writeFile(place.out, 'mine');
      const { images, begun } = await startEndless(type);
      const source = makeSource(images);
      const closed = once(await begun, 'close');
      await expect(saveImages(source, place.out)).rejects.toThrow(/EEXIST|ENOTDIR/);
      await closed;
      expect(await readFile(place.out, 'utf8')).toBe('mine');
    });

    it('closes the connection of an ImageStream', async () => {
      await writeFile(place.out, 'mine');
      const { images, begun } = await startEndless(events);
      const stream = await images.generate({ ...PARAMS, stream: true });
      const closed = begun.then((response) => once(response, 'close'));
      await expect(saveImages(stream, place.out)).rejects.toThrow(/EEXIST|ENOTDIR/);
      await closed;
    });

    it('lets go of pictures of any other kind', async () => {
      await writeFile(place.out, 'mine');
      const { readable, writable } = new TransformStream<Picture, Picture>();
      const cancelled = writable.getWriter().closed;
      await expect(saveImages(readable as never, place.out)).rejects.toThrow(/EEXIST|ENOTDIR/);
      await expect(cancelled).rejects.toBeUndefined();
    });

    it('leaves a call to those who have asked for its data', async () => {
      await writeFile(place.out, 'mine');
      let answer = () => {};
      const { url } = await startHttpServer((response) => {
        answer = () => response.end(JSON.stringify(responseOf(RED)));
        response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
      });
      const call = askForData(testClient({ baseURL: url }).generate(PARAMS));
      await call.asResponse();
      await expect(saveImages(call, place.out)).rejects.toThrow(/EEXIST|ENOTDIR/);
      answer();
      expect(await call).toEqual(responseOf(RED));
    });

    it.each<[string, unknown, object, string]>([
      ['no folder', undefined, {}, 'to is undefined; expected a folder, as its path or file: URL.'],
      ['a folder of no name', '', {}, 'to is ""; expected a folder, as its path or file: URL.'],
      [
        'a folder on the web',
        new URL('https://example.com/a'),
        {},
        'to is "https://example.com/a"; expected a folder, ',
      ],
      ['a name that is no text', 'out', { name: 5 }, 'name is 5; expected text.'],
      ['no time to download', 'out', { downloadTimeout: 0 }, 'downloadTimeout is 0; expected a number of at least 1.'],
      [
        'a time that is no number',
        'out',
        { downloadTimeout: Number.NaN },
        'downloadTimeout is NaN; expected a number ',
      ],
      [
        'a size that is no number',
        'out',
        { maxDownloadBytes: Number.NaN },
        'maxDownloadBytes is NaN; expected a number ',
      ],
      ['a size that is a text', 'out', { maxDownloadBytes: '10' }, 'maxDownloadBytes is 10; expected a number '],
    ])('for %s says so, makes no folder, and closes the connection', async (_what, to, options, message) => {
      const { images, begun } = await startEndless('application/json');
      const call = images.generate(PARAMS);
      const closed = once(await begun, 'close');
      const target = to === 'out' ? place.out : (to as string);
      const error = await errorOf(saveImages(call, target, options), OpenAIError);
      expect(error.message).toContain(message);
      await closed;
      expect(await readdir(place.folder)).toEqual([]);
    });
  });

  describe('of what is none of these', () => {
    const image = { b64_json: base64(RED) };
    it.each<[string, unknown, string]>([
      ['nothing', undefined, 'undefined'],
      ['null', null, 'null'],
      ['a text', 'otter', 'a string'],
      ['a list of images', [image], 'an array'],
      ['a list of pictures', [{ index: 0, bytes: RED }], 'an array'],
      ['one image', image, 'an object with b64_json'],
      ['a response whose data is no list', { created: 1, data: image }, 'an object with created, data'],
      ['what withResponse gives', { data: responseOf(RED), requestId: null }, 'an object with data, requestId'],
      ['a promise of null', Promise.resolve(null), 'null'],
      ['a promise of a list', Promise.resolve([image]), 'an array'],
    ])('such as %s, says what was expected', async (_what, source, received) => {
      const error = await errorOf(saveImages(source as never, place.out), OpenAIError);
      expect(error.message).toBe(
        `Received ${received} to save; expected a call, its response, a stream of its events, or an async iterable of pictures.`,
      );
    });

    it('makes no folder', async () => {
      await errorOf(saveImages([image] as never, place.out), OpenAIError);
      expect(existsSync(place.out)).toBe(false);
    });

    it.each([
      ['is null', null],
      ['is empty', {}],
    ])('saves what comes before an image that %s', async (_what, item) => {
      const source = { created: 1, data: [image, item] } as ImagesResponse;
      const error = await errorOf(saveImages(source, place.out), OpenAIError);
      expect(error.message).toBe('Picture 1 came with neither bytes nor a link.');
      expect(pathsOf(error)).toEqual([path.join(place.out, 'image-1.png')]);
    });

    it('refuses bytes that are none', async () => {
      for (const bytes of ['otter', new ArrayBuffer(8)]) {
        async function* source() {
          yield { index: 0, bytes };
        }
        const error = await errorOf(saveImages(source() as never, place.out), OpenAIError);
        expect(error.message).toBe('Picture 0 has bytes that are no Uint8Array.');
        expect(await place.list()).toEqual([]);
      }
    });
  });

  it('takes a response in which a server has put members of its own', async () => {
    const source = { ...responseOf(RED), images: [], finalImage: null };
    expect(await saveImages(source as ImagesResponse, place.out)).toEqual([path.join(place.out, 'image-1.png')]);
  });

  it('takes the folder as a file URL', async () => {
    const files = await saveImages(responseOf(RED), pathToFileURL(path.join(place.out, 'a b')));
    expect(files).toEqual([path.join(place.out, 'a b', 'image-1.png')]);
    expect(await readFile(files[0] as string)).toEqual(Buffer.from(RED));
  });

  describe('that fails midway', () => {
    it('keeps the pictures before the connection broke, and nothing in half', async () => {
      const server = await startHttpServer(async (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const half = base64(BLUE).slice(0, 40);
        response.write(`{"created":1,"data":[${JSON.stringify({ b64_json: base64(RED) })},{"b64_json":"${half}`);
        await vi.waitFor(() => expect(existsSync(path.join(place.out, 'image-1.png'))).toBe(true), { timeout: 5_000 });
        response.destroy();
      });
      await errorOf(saveImages(testClient({ baseURL: server.url }).generate(PARAMS), place.out), APIConnectionError);
      expect(await place.list()).toEqual(['image-1.png']);
      expect(await readFile(path.join(place.out, 'image-1.png'))).toEqual(Buffer.from(RED));
      expect(server.requests).toHaveLength(1);
    });

    it('keeps the pictures before invalid base64', async () => {
      const body = JSON.stringify({ created: 1, data: [{ b64_json: base64(RED) }, { b64_json: 'no base64!' }] });
      await errorOf(
        saveImages(
          generate(() => inPieces(body, 20)),
          place.out,
        ),
        APIError,
      );
      expect(await place.list()).toEqual(['image-1.png']);
    });

    it('keeps the picture that an error follows in a stream, and tells where it is', async () => {
      const frames = [
        { type: 'image_generation.completed', b64_json: base64(RED) },
        { type: 'error', error: { message: 'Too hot.', type: 'server_error', code: null } },
      ].map((event) => eventText(event));
      const call = generate(() => streamResponse(...frames), { stream: true });
      const error = await errorOf(saveImages(call, place.out), InternalServerError);
      expect(error.message).toContain('Too hot.');
      expect(pathsOf(error)).toEqual([path.join(place.out, 'image-1.png')]);
      expect(await readFile(path.join(place.out, 'image-1.png'))).toEqual(Buffer.from(RED));
    });

    it('tells what was written whatever failed', async () => {
      const failures: [unknown, unknown][] = [
        [new TypeError('no'), [path.join(place.out, 'image-1.png')]],
        [Object.freeze(new Error('frozen')), undefined],
        ['a text', undefined],
      ];
      for (const [failure, paths] of failures) {
        async function* source(): AsyncGenerator<Picture> {
          yield { index: 0, bytes: RED, mediaType: 'image/png' };
          throw failure;
        }
        const thrown = await saveImages(source(), place.out, { overwrite: true }).catch((error) => error);
        expect(thrown).toBe(failure);
        expect(pathsOf(thrown)).toEqual(paths);
      }
    });

    it('saves no preview of a stream that ends early', async () => {
      await errorOf(
        saveImages(
          generate(() => events(), { stream: true }),
          place.out,
        ),
        StreamTruncatedError,
      );
      expect(await place.list()).toEqual([]);
    });

    it('leaves a file alone that stands where the folder should', async () => {
      await writeFile(place.out, 'mine');
      await expect(saveImages(generate(json), place.out)).rejects.toThrow(/EEXIST|ENOTDIR/);
      expect(await readFile(place.out, 'utf8')).toBe('mine');
      expect(await readdir(place.folder)).toEqual(['out']);
    });

    it('lets go of its source where the disk fails', async () => {
      let ended = false;
      async function* source(): AsyncGenerator<Picture> {
        try {
          yield { index: 0, bytes: RED, mediaType: 'image/png' };
          await rm(place.out, { recursive: true });
          yield { index: 1, bytes: BLUE, mediaType: 'image/png' };
        } finally {
          ended = true;
        }
      }
      await expect(saveImages(source(), place.out)).rejects.toThrow('ENOENT');
      expect(ended).toBe(true);
      expect(await readdir(place.folder)).toEqual([]);
    });

    it('leaves nothing of a picture that the disk has no room for', async () => {
      const source = responseOf(RED);
      await saveImages(source, place.out);
      disk.isFull = true;
      await expect(saveImages(source, place.out)).rejects.toThrow('ENOSPC');
      await expect(saveImages(source, place.out, { overwrite: true })).rejects.toThrow('ENOSPC');
      expect(await place.list()).toEqual(['image-1.png']);
      expect(await readFile(path.join(place.out, 'image-1.png'))).toEqual(Buffer.from(RED));
    });

    it('leaves no temporary file where the name cannot be taken', async () => {
      await mkdir(path.join(place.out, 'image-1.png'), { recursive: true });
      await expect(saveImages(responseOf(RED), place.out, { overwrite: true })).rejects.toThrow(/EISDIR|EEXIST|EPERM/);
      expect(await place.list()).toEqual(['image-1.png']);
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
      await errorOf(saveImages(makeSource(), path.join(place.out, 'deep', 'down')), OpenAIError);
      await new Promise((resolve) => setTimeout(resolve, 10));
      process.off('unhandledRejection', keep);
      expect(unhandled).toEqual([]);
    });
  });
});
