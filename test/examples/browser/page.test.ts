import { mkdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { decode } from 'fast-png';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { serveDemo } from '../../../examples/server/serve-demo.js';
import { imageModels } from '../../../generated/models.js';
import { readPictureHeader } from '../../../src/request/picture-header.js';
import { launchChromium } from '../../support/chromium.js';
import { completedEvent, eventText, partialEvent } from '../../support/event-stream.js';
import { type Answer, startHttpServer } from '../../support/http-server.js';
import { startSpecificationMock } from '../../support/mock.js';
import { parseMultipart } from '../../support/parse-multipart.js';
import { makePng } from '../../support/pictures.js';
import { within } from '../../support/within.js';

const KEY = 'sk-page-81c2';
const OUT = path.join(import.meta.dirname, '../../../out');
const PICTURE = Buffer.from(makePng(120, 80));
const base64 = (color: [number, number, number, number]) => Buffer.from(makePng(64, 64, color)).toString('base64');
const [RED, GREEN, BLUE] = [base64([200, 60, 60, 255]), base64([60, 160, 90, 255]), base64([60, 90, 200, 255])];

let browser: Browser;

beforeAll(async () => {
  mkdirSync(OUT, { recursive: true });
  browser = await launchChromium();
}, 300_000);
afterAll(() => browser?.close());

/** Opens the demo in a browser, in front of the API at a URL; it fails the test where the page logs an error. */
async function openPage(baseURL: string): Promise<{ page: Page; seen: string[]; url: string }> {
  const demo = await serveDemo({ apiKey: KEY, baseURL });
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const seen: string[] = [];
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // Of a call that the API refuses, Chromium says so by itself.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text());
  });
  page.on('request', (request) => seen.push(JSON.stringify(request.headers()), request.postData() ?? ''));
  page.on('response', async (response) => {
    seen.push(JSON.stringify(response.headers()), await response.text().catch(() => ''));
  });
  onTestFinished(async () => {
    await context.close();
    await demo.close();
    expect(errors).toEqual([]);
  });
  await page.goto(demo.url);
  return { page, seen, url: demo.url };
}

/** Opens the demo in front of a server that answers as told. */
async function openDemo(answer: Answer) {
  const { url, requests } = await startHttpServer(answer);
  return { ...(await openPage(url)), requests };
}

const finish: Answer = (response, { url }) => {
  const operation = url.endsWith('edits') ? 'image_edit' : 'image_generation';
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(eventText(completedEvent(BLUE, operation)));
};

const status = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
const shown = (page: Page) => page.locator('#shown');
const choose = (page: Page, name: string, mimeType: string, buffer: Buffer) =>
  page.getByLabel('Choose a picture').setInputFiles({ name, mimeType, buffer });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Drags the mouse over the mask, from one place to another, both as parts of its width and height. */
async function paint(page: Page, [fromX, fromY]: [number, number], [toX, toY]: [number, number]): Promise<void> {
  const box = await page.getByLabel('Mask').boundingBox();
  if (!box) throw new Error('The mask is not to be seen.');
  await page.mouse.move(box.x + fromX * box.width, box.y + fromY * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + toX * box.width, box.y + toY * box.height, { steps: 8 });
  await page.mouse.up();
}

/** How opaque a mask is at a place: 0 where it is transparent. */
function alphaAt({ width, channels, data }: ReturnType<typeof decode>, x: number, y: number): number | undefined {
  expect(channels).toBe(4);
  return data[(y * width + x) * 4 + 3];
}

describe('a picture made from a prompt', () => {
  it('is shown when it is finished, and its previews as they arrive', async () => {
    let stream: ServerResponse | undefined;
    const { page, requests, seen } = await openDemo((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      stream = response;
    });
    const send = (event: object) => stream?.write(eventText(event));
    await page.getByLabel('Prompt').fill('A cute baby sea otter');
    await press(page, 'Generate');
    await status(page, 'Sent.');
    await expect.poll(() => requests.length).toBe(1);

    for (const [index, picture] of [RED, GREEN].entries()) {
      send({ ...partialEvent(index), b64_json: picture });
      await status(page, `Preview ${index + 1} is here`);
      expect(await shown(page).getAttribute('alt')).toBe(`Preview ${index + 1}: not the finished picture`);
      expect(await page.getByRole('list', { name: 'Previews' }).getByRole('img').count()).toBe(index + 1);
      expect(await page.getByRole('button', { name: 'Download' }).isVisible()).toBe(false);
    }
    await page.screenshot({ path: path.join(OUT, 'browser-preview.png'), fullPage: true });

    send(completedEvent(BLUE));
    stream?.end();
    await status(page, 'Finished.');
    expect(await shown(page).evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(
      64,
    );
    const download = page.waitForEvent('download');
    await press(page, 'Download');
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('picture.png');
    expect((await readFile(await saved.path())).toString('base64')).toBe(BLUE);

    expect(JSON.parse(requests[0]?.body.toString() ?? '')).toEqual({
      prompt: 'A cute baby sea otter',
      model: 'gpt-image-2',
      size: 'auto',
      quality: 'auto',
      partial_images: 2,
      stream: true,
    });
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(seen.length).toBeGreaterThan(6);
    expect(seen.filter((text) => text.includes(KEY))).toEqual([]);
  });

  it('has the model that the table names for calls without one', async () => {
    const html = readFileSync('examples/browser/index.html', 'utf8');
    expect(/id="model"[^>]* value="([^"]*)"/.exec(html)?.[1]).toBe(imageModels.defaults.createImage);
  });

  it('is asked for with the options chosen', async () => {
    const { page, requests } = await openDemo(finish);
    await page.getByLabel('Prompt').fill('An otter');
    await page.getByText('Options').click();
    await page.getByLabel('Model').fill('a-model-of-tomorrow');
    await page.getByLabel('Size').selectOption('1536x1024');
    await page.getByLabel('Quality').selectOption('low');
    await page.getByRole('combobox', { name: 'Previews' }).selectOption('none');
    await press(page, 'Generate');
    await status(page, 'Finished.');
    expect(JSON.parse(requests[0]?.body.toString() ?? '')).toMatchObject({
      model: 'a-model-of-tomorrow',
      size: '1536x1024',
      quality: 'low',
      partial_images: 0,
    });
  });
});

describe('a picture edited', () => {
  it('is sent as it was chosen, with a mask of its size that is transparent where it was painted', async () => {
    const { page, requests } = await openDemo(finish);
    await page.getByLabel('Prompt').fill('Add a beret');
    await choose(page, 'otter.png', 'image/png', PICTURE);
    await paint(page, [0.25, 0.5], [0.75, 0.5]);
    await press(page, 'Edit the picture');
    await status(page, 'Finished.');

    expect(requests[0]?.url).toBe('/v1/images/edits');
    const parts = requests[0] ? parseMultipart(requests[0]) : [];
    const part = (name: string) => parts.find((each) => each.name === name);
    expect(part('prompt')?.bytes.toString()).toBe('Add a beret');
    expect(part('image')).toMatchObject({ filename: 'otter.png', mediaType: 'image/png' });
    expect(part('image')?.bytes.equals(PICTURE)).toBe(true);
    expect(part('mask')?.mediaType).toBe('image/png');
    const mask = decode(part('mask')?.bytes ?? Buffer.of());
    expect([mask.width, mask.height]).toEqual([120, 80]);
    for (const x of [30, 60, 90]) expect(alphaAt(mask, x, 40)).toBe(0);
    for (const [x, y] of [
      [0, 0],
      [119, 79],
      [60, 10],
      [10, 40],
      [110, 40],
    ] as const)
      expect(alphaAt(mask, x, y)).toBe(255);
  });

  it('can be masked with the keyboard alone', async () => {
    const { page, requests } = await openDemo(finish);
    await page.getByLabel('Prompt').fill('Add a beret');
    await choose(page, 'otter.png', 'image/png', PICTURE);
    await page.locator('#mask:focus').waitFor();
    await page.keyboard.press('Space');
    for (let count = 0; count < 4; count++) await page.keyboard.press('Shift+ArrowRight');
    for (let count = 0; count < 4; count++) await page.keyboard.press('ArrowDown');
    await page.getByLabel('Prompt').press('Tab');
    await press(page, 'Edit the picture');
    await status(page, 'Finished.');
    const mask = decode(
      (requests[0] ? parseMultipart(requests[0]) : []).find(({ name }) => name === 'mask')?.bytes ?? Buffer.of(),
    );
    // The brush is 12 % of 80 pixels wide, and moves by half of that.
    for (const x of [60, 70, 78]) expect(alphaAt(mask, x, 40)).toBe(0);
    expect(alphaAt(mask, 50, 40)).toBe(255);
    expect(alphaAt(mask, 79, 60)).toBe(255);
  });

  it('is sent without a mask where its paint is taken back', async () => {
    const { page, requests } = await openDemo(finish);
    await page.getByLabel('Prompt').fill('Add a beret');
    await choose(page, 'otter.png', 'image/png', PICTURE);
    await paint(page, [0.2, 0.2], [0.3, 0.3]);
    await paint(page, [0.6, 0.6], [0.7, 0.7]);
    await press(page, 'Undo');
    await page.getByLabel('Mask').press('Control+z');
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
    await paint(page, [0.2, 0.2], [0.3, 0.3]);
    await press(page, 'Clear');
    await press(page, 'Edit the picture');
    await status(page, 'Finished.');
    const names = requests[0] ? parseMultipart(requests[0]).map(({ name }) => name) : [];
    expect(names).toContain('image');
    expect(names).not.toContain('mask');
  });

  it('is upright where a camera stored it on its side, and so is its mask', async () => {
    const { page, requests } = await openDemo(finish);
    await page.getByLabel('Prompt').fill('Add a beret');
    const url = await page.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 120, height: 80 });
      canvas.getContext('2d')?.fillRect(0, 0, 120, 80);
      return canvas.toDataURL('image/jpeg');
    });
    const stored = Buffer.from(url.split(',')[1] ?? '', 'base64');
    await choose(page, 'camera.jpg', 'image/jpeg', turnedJpeg(stored));
    await paint(page, [0.5, 0.1], [0.5, 0.2]);
    await press(page, 'Edit the picture');
    await status(page, 'Finished.');
    const parts = requests[0] ? parseMultipart(requests[0]) : [];
    for (const name of ['image', 'mask']) {
      const { bytes = Buffer.of() } = parts.find((each) => each.name === name) ?? {};
      const header = await readPictureHeader(new Blob([Uint8Array.from(bytes)]));
      expect(header, name).toMatchObject({ width: 80, height: 120 });
      expect(header.orientation ?? 1).toBe(1);
    }
  });

  it('is no longer to be edited once it is removed', async () => {
    const { page, requests } = await openDemo(finish);
    await page.getByLabel('Prompt').fill('An otter');
    await choose(page, 'otter.png', 'image/png', PICTURE);
    await paint(page, [0.2, 0.2], [0.3, 0.3]);
    await press(page, 'Remove picture');
    await press(page, 'Generate');
    await status(page, 'Finished.');
    expect(requests.map(({ url }) => url)).toEqual(['/v1/images/generations']);
  });
});

describe('what goes wrong', () => {
  it.each([
    [
      'of another kind',
      'otter.gif',
      'image/gif',
      Buffer.from('GIF89a'),
      'otter.gif is of the type image/gif. Choose a PNG, JPEG or WebP picture.',
    ],
    [
      'cut off',
      'otter.png',
      'image/png',
      PICTURE.subarray(0, 20),
      'otter.png cannot be read as a picture. Is it complete?',
    ],
  ])('with a file that is %s is said when it is chosen', async (_what, name, type, bytes, message) => {
    const { page, requests } = await openDemo(finish);
    await choose(page, name, type, bytes);
    const alert = page.getByRole('alert').filter({ hasText: message });
    await alert.waitFor();
    expect(await page.getByLabel('Mask').isVisible()).toBe(false);
    // The next file is not held against the last.
    await choose(page, 'otter.png', 'image/png', PICTURE);
    await page.getByLabel('Mask').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('');
    expect(requests).toEqual([]);
  });

  it('at the API is told in its words, with the number of the request', async () => {
    const { page } = await openDemo((response) => {
      response.writeHead(400, { 'content-type': 'application/json', 'x-request-id': 'req_77' });
      response.end('{"error":{"message":"The safety system refused the prompt.","code":"moderation_blocked"}}');
    });
    await page.getByLabel('Prompt').fill('An otter');
    await press(page, 'Generate');
    const alert = page.getByRole('alert').filter({ hasText: 'The safety system refused the prompt.' });
    expect(await alert.textContent()).toContain('(request req_77)');
    await page.screenshot({ path: path.join(OUT, 'browser-error.png'), fullPage: true });
    expect(await page.getByRole('button', { name: 'Generate' }).isEnabled()).toBe(true);
  });

  it('amid a stream leaves the preview marked as one', async () => {
    const { page } = await openDemo((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(eventText({ ...partialEvent(), b64_json: RED }));
    });
    await page.getByLabel('Prompt').fill('An otter');
    await press(page, 'Generate');
    await page.getByRole('alert').filter({ hasText: 'ended without its completed event' }).waitFor();
    expect(await page.getByText('Preview 1: not the finished picture').isVisible()).toBe(true);
    for (const name of ['Download', 'Edit this picture']) {
      expect(await page.getByRole('button', { name }).isVisible()).toBe(false);
    }
  });

  it('can be stopped, which closes the connection to the API', async () => {
    let noteLoss = () => {};
    const lost = new Promise<void>((resolve) => {
      noteLoss = resolve;
    });
    const { page } = await openDemo((response) => {
      response.once('close', noteLoss);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(eventText({ ...partialEvent(), b64_json: RED }));
    });
    await page.getByLabel('Prompt').fill('An otter');
    await press(page, 'Generate');
    await status(page, 'Preview 1');
    await press(page, 'Stop');
    await status(page, 'Stopped.');
    await within(5_000, lost);
    expect(await page.getByRole('alert').textContent()).toBe('');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('submit');
  });
});

describe('the page', () => {
  it('makes a picture, edits it within a mask and shows the result, on the mock of the specification', async () => {
    const mock = await startSpecificationMock();
    onTestFinished(() => mock.close());
    const { page } = await openPage(mock.url);
    await page.getByLabel('Prompt').fill('A cute baby sea otter');
    await press(page, 'Generate');
    await status(page, 'Finished.');
    await press(page, 'Edit this picture');
    await paint(page, [0.25, 0.12], [0.75, 0.12]);
    await page.getByLabel('Prompt').fill('A cute baby sea otter wearing a beret');
    await press(page, 'Edit the picture');
    await page.getByText('A cute baby sea otter wearing a beret (').waitFor();
    expect(await page.getByRole('list', { name: 'Previews' }).getByRole('img').count()).toBe(2);
    await page.screenshot({ path: path.join(OUT, 'browser-light.png'), fullPage: true });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: path.join(OUT, 'browser-dark.png'), fullPage: true });
    await page.setViewportSize({ width: 360, height: 780 });
    await page.screenshot({ path: path.join(OUT, 'browser-narrow.png'), fullPage: true });
    const [needed, given] = await page.evaluate(() => [document.body.scrollWidth, window.innerWidth]);
    expect(needed).toBeLessThanOrEqual(given ?? 0);
  });

  it('is gone through with the Tab key, from the prompt to the button', async () => {
    const { page } = await openDemo(finish);
    const visited: string[] = [];
    for (let count = 0; count < 4; count++) {
      await page.keyboard.press('Tab');
      visited.push(await page.evaluate(() => document.activeElement?.id || (document.activeElement?.tagName ?? '')));
    }
    expect(visited).toEqual(['prompt', 'file', 'SUMMARY', 'submit']);
  });

  it('moves to the address that its server serves it under', async () => {
    const { page, url } = await openDemo(finish);
    await page.goto(url.replace('127.0.0.1', 'localhost'));
    expect(new URL(page.url()).origin).toBe(url);
  });
});

/** A JPEG with an Exif note that it lies on its side (orientation 6). */
function turnedJpeg(jpeg: Buffer): Buffer {
  const tiff = Buffer.from('4d4d002a00000008' + '0001' + '011200030000000100060000' + '00000000', 'hex');
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
  const marker = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), marker, exif, jpeg.subarray(2)]);
}
