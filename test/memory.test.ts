import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { open, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makePng } from './support/pictures.js';
import { makeUserFolder, type UserFolder } from './support/user-folder.js';

const PNG = makePng();
const MB = 1_000_000;

/** What a process may take at its peak, itself included: about 60 MB before it does anything. */
const MOST_MEMORY = 220 * MB;

/**
 * What a script has in front of its own lines. Linux hands a process its parent's peak on, so there
 * the kernel's own count of it is read.
 */
const PRELUDE = `
  import { readFileSync } from 'node:fs';
  import { createImagesClient } from 'openai-images';
  import { imageFile, saveImages } from 'openai-images/node';

  const images = createImagesClient({ onWarning() {} });
  const report = (result) => {
    let peak = process.resourceUsage().maxRSS * 1024;
    try {
      peak = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
    } catch {}
    console.log(JSON.stringify({ peak, result }));
  };
`;

describe('memory stays flat', { timeout: 60_000 }, () => {
  let folder: UserFolder;

  beforeAll(async () => {
    folder = await makeUserFolder();
  });
  afterAll(() => folder?.remove());

  /** Runs a script with a small heap against a server of this process. */
  async function run(source: string, listener: RequestListener): Promise<{ peak: number; result: unknown }> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    await writeFile(path.join(folder.path, 'script.mjs'), PRELUDE + source);
    const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=64', 'script.mjs'], {
      cwd: folder.path,
      env: {
        PATH: process.env.PATH,
        OPENAI_API_KEY: 'sk-test',
        OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      },
    });
    return JSON.parse(stdout);
  }

  describe('while pictures from disk are sent, 16 of 12.5 MB', () => {
    const SIZE = 12.5 * MB;
    const names = Array.from({ length: 16 }, (_, index) => `big-${index}.png`);

    beforeAll(async () => {
      for (const name of names) {
        const file = path.join(folder.path, name);
        await writeFile(file, PNG.subarray(0, -12));
        await truncate(file, SIZE - 12);
        const handle = await open(file, 'a');
        await handle.write(PNG.subarray(-12));
        await handle.close();
      }
    });

    it.each([
      ['imageFile', 'Promise.all(names.map((name) => imageFile(name)))'],
      ['streams of whole files', 'names.map((name) => createReadStream(name))'],
      ['files opened as Blobs', 'Promise.all(names.map((name) => openAsBlob(name)))'],
    ])('by %s', async (_how, expression) => {
      let received = 0;
      let announced: string | undefined;
      const { peak, result } = await run(
        `
          import { createReadStream, openAsBlob } from 'node:fs';
          const names = ${JSON.stringify(names)};
          let told = 0;
          const image = await ${expression};
          const { created } = await images.edit(
            { image, prompt: 'x' },
            { onUploadProgress: ({ sentBytes }) => { told = sentBytes; } },
          );
          report({ created, told });
        `,
        async (request, response) => {
          announced = request.headers['content-length'];
          for await (const chunk of request) received += chunk.length;
          response.end(JSON.stringify({ created: 5, data: [{ b64_json: 'AAAA' }] }));
        },
      );
      expect(result).toEqual({ created: 5, told: 16 * SIZE });
      expect(String(received)).toBe(announced);
      expect(received).toBeGreaterThan(16 * SIZE);
      expect(peak).toBeLessThan(MOST_MEMORY);
    });
  });

  describe('while a response of 200 MB is read, 16 pictures of 9.4 MB', () => {
    const picture = Buffer.concat([PNG, Buffer.alloc(9.4 * MB, 'sea otter')]);
    const hash = createHash('sha256').update(picture).digest('hex');
    const item = JSON.stringify({ b64_json: picture.toString('base64') });

    const answer: RequestListener = async (request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      for (let count = 0; count < 16; count++) {
        if (!response.write(`${count === 0 ? '{"created":5,"data":[' : ','}${item}`)) await once(response, 'drain');
      }
      response.end('],"usage":{"total_tokens":7}}');
    };

    it('by saveImages', async () => {
      const { peak, result } = await run(
        `report(await saveImages(images.generate({ prompt: 'x', n: 10 }), 'out', { name: 'otter' }));`,
        answer,
      );
      const out = path.join(folder.path, 'out');
      expect(result).toEqual(Array.from({ length: 16 }, (_, index) => path.join('out', `otter-${index + 1}.png`)));
      expect(await readdir(out)).toHaveLength(16);
      expect((await stat(path.join(out, 'otter-16.png'))).size).toBe(picture.length);
      expect(peak).toBeLessThan(MOST_MEMORY);
    });

    it('by images()', async () => {
      const { peak, result } = await run(
        `
          import { createHash } from 'node:crypto';
          const pictures = images.generate({ prompt: 'x', n: 10 }).images();
          const hashes = [];
          for await (const { bytes } of pictures) hashes.push(createHash('sha256').update(bytes).digest('hex'));
          report({ hashes, usage: pictures.meta.usage });
        `,
        answer,
      );
      expect(result).toEqual({ hashes: Array(16).fill(hash), usage: { total_tokens: 7 } });
      expect(peak).toBeLessThan(MOST_MEMORY);
    });

    it('by images(), and is checked on the way', async () => {
      const { peak, result } = await run(
        `
          import { createImagesClient as createCheckedClient } from 'openai-images/check';
          const warnings = [];
          const checked = createCheckedClient({ maxResponseBytes: 300_000_000, onWarning: (message) => warnings.push(message) });
          let bytes = 0;
          for await (const picture of checked.generate({ prompt: 'x' }).images()) bytes += picture.bytes.length;
          report({ bytes, warnings });
        `,
        answer,
      );
      expect(result).toEqual({
        bytes: 16 * picture.length,
        warnings: ['input_tokens', 'output_tokens', 'input_tokens_details'].map(
          (name) => `createImage response: /usage/${name} is missing; the specification requires it.`,
        ),
      });
      expect(peak).toBeLessThan(MOST_MEMORY);
    });
  });
});
