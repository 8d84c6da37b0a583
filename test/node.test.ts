import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { APIConnectionError, InvalidRequestError } from 'openai-images';
import { imageFile } from 'openai-images/node';
import { describe, expect, it } from 'vitest';
import { errorOf } from './support/error-of.js';
import { ANSWER_IMAGE, startHttpServer } from './support/http-server.js';
import { useOutFolder } from './support/out-folder.js';
import { parseMultipart } from './support/parse-multipart.js';
import { HEADS, makePng } from './support/pictures.js';
import { testClient } from './support/test-client.js';

const PNG = makePng();

const place = useOutFolder();

async function write(name: string, bytes: Uint8Array = PNG): Promise<string> {
  await writeFile(path.join(place.folder, name), bytes);
  return path.join(place.folder, name);
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
    ['is not there', () => path.join(place.folder, 'nowhere.png'), /nowhere\.png cannot be opened: ENOENT/],
    ['is a folder', () => place.folder, /saved-\w+ is no file; expected the path of a picture\.$/],
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
