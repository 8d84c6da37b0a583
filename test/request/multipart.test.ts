import { Readable } from 'node:stream';
import { InvalidRequestError } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { buildMultipart } from '../../src/request/multipart.js';
import { errorOf } from '../support/error-of.js';
import { startHttpServer } from '../support/http-server.js';
import { parseMultipart } from '../support/parse-multipart.js';
import { HEADS, makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

/** Sends an edit and gives its parts as they stood on the wire. */
async function sendEdit(params: object) {
  const server = await startHttpServer();
  await testClient({ baseURL: server.url, onWarning: () => {} }).edit(params as never);
  return parseMultipart(server.requests[0] as never);
}

describe('the parts of a form', () => {
  it("stand in the caller's order under the names of the specification", async () => {
    const image = new File([makePng(8, 8)], 'otter.png');
    const mask = new File([makePng(8, 8, [0, 0, 0, 0])], 'mask.png');
    const parts = await sendEdit({ prompt: 'Add a beret', mask, n: 2, image, size: '256x256' });
    expect(parts.map(({ name, filename }) => [name, filename])).toEqual([
      ['prompt', undefined],
      ['mask', 'mask.png'],
      ['n', undefined],
      ['image', 'otter.png'],
      ['size', undefined],
    ]);
    expect(parts[1]?.bytes).toEqual(Buffer.from(await mask.arrayBuffer()));
    expect(parts[3]?.bytes).toEqual(Buffer.from(await image.arrayBuffer()));
  });

  it('are two lines of headers for a file and one for a text', async () => {
    const parts = await sendEdit({ image: makePng(), prompt: 'Add a beret' });
    expect(parts.map(({ headers }) => headers)).toEqual([
      { 'content-disposition': 'form-data; name="image"; filename="image.png"', 'content-type': 'image/png' },
      { 'content-disposition': 'form-data; name="prompt"' },
    ]);
  });

  it('hold numbers and booleans as their text, and what is unknown too', async () => {
    const parts = await sendEdit({
      image: makePng(),
      prompt: '0',
      n: 2,
      half: 0.5,
      off: false,
      on: true,
      brand_new: 'x',
    });
    expect(parts.slice(1).map(({ name, bytes }) => [name, bytes.toString()])).toEqual([
      ['prompt', '0'],
      ['n', '2'],
      ['half', '0.5'],
      ['off', 'false'],
      ['on', 'true'],
      ['brand_new', 'x'],
    ]);
  });

  it('leave null and undefined out', async () => {
    const parts = await sendEdit({
      image: makePng(),
      prompt: 'x',
      mask: undefined,
      n: null,
      user: undefined,
      size: null,
    });
    expect(parts.map(({ name }) => name)).toEqual(['image', 'prompt']);
  });

  it('hold a text of any letters to the byte, its line breaks as the form standard has them', async () => {
    const prompt = 'Ein Ötter 🦦, "so"; --boundary\r\nContent-Disposition: form-data; name="n"\r\n\r\n9';
    const parts = await sendEdit({ image: makePng(), prompt });
    expect(parts.map(({ name }) => name)).toEqual(['image', 'prompt']);
    expect(parts[1]?.bytes.toString()).toBe(prompt);
  });

  it('keep a hostile field name within its header', async () => {
    const parts = await sendEdit({ image: makePng(), prompt: 'x', 'a"\r\nX-Evil: 1': 'x' });
    expect(parts[2]?.headers).toEqual({ 'content-disposition': 'form-data; name="a%22%0D%0AX-Evil: 1"' });
  });

  it('hold a Blob for a field that is unknown', async () => {
    const parts = await sendEdit({ image: makePng(), prompt: 'x', brand_new: new Blob(['bytes']) });
    expect(parts[2]).toMatchObject({ name: 'brand_new' });
    expect(parts[2]?.bytes.toString()).toBe('bytes');
  });
});

describe('several pictures', () => {
  it("go one part each under a list's name, in order, whatever takes longest to read", async () => {
    const slow = Readable.from(
      (async function* () {
        await new Promise((resolve) => setTimeout(resolve, 10));
        yield HEADS['image/png'];
      })(),
    );
    const image = [slow, HEADS['image/jpeg'], new File([HEADS['image/webp']], 'c.webp')];
    const parts = await sendEdit({ image, prompt: 'x' });
    expect(parts.map(({ name, filename, mediaType }) => [name, filename, mediaType])).toEqual([
      ['image[]', 'image0.png', 'image/png'],
      ['image[]', 'image1.jpg', 'image/jpeg'],
      ['image[]', 'c.webp', 'image/webp'],
      ['prompt', undefined, undefined],
    ]);
  });

  it('go under the plain name where they are one', async () => {
    const parts = await sendEdit({ image: [makePng()], prompt: 'x' });
    expect(parts.map(({ name }) => name)).toEqual(['image', 'prompt']);
  });

  it('name the one that is at fault', async () => {
    const call = testClient().edit({ image: [makePng(), new Uint8Array()], prompt: 'x' });
    expect((await errorOf(call, InvalidRequestError)).message).toMatch(/^image\[1\] is empty/);
  });

  it('are refused where the operation takes one', async () => {
    const edit = testClient().edit({ image: makePng(), mask: [makePng()] as never, prompt: 'x' });
    expect((await errorOf(edit, InvalidRequestError)).message).toBe(
      'mask is an array; expected one picture. For several, make one call each.',
    );
    const variation = testClient().createVariation({ image: [makePng(), makePng()] as never });
    expect((await errorOf(variation, InvalidRequestError)).message).toMatch(/^image is an array/);
  });
});

it('sends the members of an object and the items of a list under bracketed names', () => {
  const form = buildMultipart({ svg: { model: 'm', reasoning: { effort: 'low', no: null } }, tags: ['a', 'b'] }, {});
  expect([...form]).toEqual([
    ['svg[model]', 'm'],
    ['svg[reasoning][effort]', 'low'],
    ['tags[]', 'a'],
    ['tags[]', 'b'],
  ]);
});
