import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { close, createReadStream, openAsBlob, openSync, read, readFileSync, statSync } from 'node:fs';
import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InvalidRequestError } from 'openai-images';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toImageFile } from '../../src/request/image-file.js';
import { errorOf } from '../support/error-of.js';
import { makePng } from '../support/pictures.js';

const PNG = makePng();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sources-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function write(...parts: (string | Uint8Array)[]): Promise<string> {
  const file = path.join(folder, 'otter.png');
  await writeFile(file, Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));
  return file;
}

async function bytesIn(file: File): Promise<Buffer> {
  return Buffer.from(await file.arrayBuffer());
}

describe('a stream of a whole file', () => {
  it.each([
    ['', {}],
    [' that says where it starts and ends', { start: 0, end: Number.POSITIVE_INFINITY }],
    [' that keeps its descriptor', { autoClose: false, highWaterMark: 7 }],
  ])('is not read%s: the file itself is sent, and the stream is closed', async (_what, options) => {
    const stream = createReadStream(await write(PNG), options);
    const file = await toImageFile(stream, 'image');
    expect([stream.bytesRead, stream.destroyed]).toEqual([0, true]);
    expect(await bytesIn(file)).toEqual(Buffer.from(PNG));
    // A retry sends it once more.
    expect(await bytesIn(file)).toEqual(Buffer.from(PNG));
  });

  it('of 300 MB takes no memory', async () => {
    const file = await write(PNG.subarray(0, 33));
    await truncate(file, 300_000_000);
    const handle = await open(file, 'a');
    await handle.write(PNG.subarray(-12));
    await handle.close();
    const before = process.memoryUsage.rss();
    const { size } = await toImageFile(createReadStream(file), 'image');
    expect(size).toBe(300_000_012);
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000);
  });

  it('that is gone right after does no harm', async () => {
    const name = await write(PNG);
    const stream = createReadStream(name);
    const file = await toImageFile(stream, 'image');
    await rm(name);
    await new Promise(setImmediate);
    await expect(file.arrayBuffer()).rejects.toThrow();
  });

  it.each(['EACCES', 'EPERM'])('that may not be read is refused with its path and the reason: %s', async (code) => {
    const file = await write(PNG);
    const cause = Object.assign(new Error(`${code}: permission denied, open '${file}'`), { code });
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue({
      statSync,
      openAsBlob,
      openSync: () => {
        throw cause;
      },
    } as never);
    const stream = createReadStream(file, {
      fs: { open: (...args: unknown[]) => (args.at(-1) as (e: Error) => void)(cause), read, close } as never,
    });
    const error = await errorOf(toImageFile(stream, 'image'), InvalidRequestError);
    expect(error.message).toBe(`image (${file}) could not be read: ${cause.message}`);
  });

  it('is read where the runtime cannot open a file as a Blob', async () => {
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
    const stream = createReadStream(await write(PNG));
    expect(await bytesIn(await toImageFile(stream, 'image'))).toEqual(Buffer.from(PNG));
    expect(stream.bytesRead).toBe(PNG.length);
  });
});

describe('a stream of part of a file gives that part alone', () => {
  it.each([
    ['its beginning', ['', 'after'], { start: 0, end: PNG.length - 1 }],
    ['its beginning, by its end alone', ['', 'after'], { end: PNG.length - 1 }],
    ['its middle', ['before', 'after'], { start: 6, end: 6 + PNG.length - 1 }],
    ['its rest', ['before', ''], { start: 6 }],
  ])('from %s', async (_what, [before = '', after = ''], options) => {
    const stream = createReadStream(await write(before, PNG, after), options);
    expect(await bytesIn(await toImageFile(stream, 'image'))).toEqual(Buffer.from(PNG));
  });

  it('and not the file where the part is no picture', async () => {
    const stream = createReadStream(await write(PNG), { start: 4 });
    await expect(toImageFile(stream, 'image')).rejects.toThrow(`image (${stream.path}) does not begin like`);
  });
});

describe('a stream of a file that was begun', () => {
  it('gives its rest', async () => {
    const stream = createReadStream(await write('before', PNG));
    await once(stream, 'readable');
    expect(String(stream.read(6))).toBe('before');
    expect(await bytesIn(await toImageFile(stream, 'image'))).toEqual(Buffer.from(PNG));
  });

  it('is refused where the rest is no picture', async () => {
    const stream = createReadStream(await write(PNG));
    await once(stream, 'readable');
    stream.read(6);
    await expect(toImageFile(stream, 'image')).rejects.toThrow(`image (${stream.path}) does not begin like`);
  });

  it('gives all of it where nothing was taken yet', async () => {
    const stream = createReadStream(await write(PNG));
    await once(stream, 'readable');
    expect(await bytesIn(await toImageFile(stream, 'image'))).toEqual(Buffer.from(PNG));
  });

  it('and was read to its end is refused as empty', async () => {
    const stream = createReadStream(await write(PNG));
    for await (const _chunk of stream);
    const error = await errorOf(toImageFile(stream, 'image'), InvalidRequestError);
    expect(error.message).toMatch(/^image \(\S+\) (is empty|could not be read)/);
  });
});

it.each([
  ['when it was opened', (file: string) => createReadStream(file, { encoding: 'utf8' })],
  ['later', (file: string) => createReadStream(file).setEncoding('utf8')],
])('refuses a stream of a file that was given an encoding %s', async (_when, openStream) => {
  const stream = openStream(await write(PNG));
  await expect(toImageFile(stream, 'image')).rejects.toThrow(
    `image (${stream.path}) is a stream of strings; expected bytes. Open it without an encoding.`,
  );
});

it('reads a stream that was opened from a descriptor', async () => {
  const fd = openSync(await write(PNG), 'r');
  const other = path.join(folder, 'other.png');
  const byNumber = createReadStream(other, { fd });
  expect(await bytesIn(await toImageFile(byNumber, 'image'))).toEqual(Buffer.from(PNG));
  const handle = await open(await write(PNG));
  expect(await bytesIn(await toImageFile(handle.createReadStream(), 'image'))).toEqual(Buffer.from(PNG));
});

it.skipIf(process.platform === 'win32')('reads a stream of a pipe, such as of standard input', async () => {
  const pipe = path.join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const source = await write(PNG);
  const writer = spawn('sh', ['-c', 'cat "$1" > "$2"', 'sh', source, pipe]);
  try {
    const file = await toImageFile(createReadStream(pipe), 'image');
    expect(await bytesIn(file)).toEqual(readFileSync(source));
  } finally {
    writer.kill();
  }
});
