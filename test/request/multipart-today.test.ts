import type { RequestOptions } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { startHttpServer } from '../support/http-server.js';
import { parseMultipart } from '../support/parse-multipart.js';
import { makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

const PNG = makePng();
const MODEL = 'gpt-image-2.6-sunburst';

/** Sends an edit and gives its parts as they stood on the wire, files by their name. */
async function sendEdit(params: object, options: RequestOptions = {}) {
  const server = await startHttpServer();
  const images = testClient({ baseURL: server.url, onWarning: () => {} });
  await images.edit(params as never, options);
  expect(server.requests).toHaveLength(1);
  return parseMultipart(server.requests[0] as never).map(({ name, filename, bytes }) => [
    name,
    filename ?? bytes.toString(),
  ]);
}

describe('the parts of a form', () => {
  it('hold the members of an object, one part each', async () => {
    const svg = { model: 'gpt-5', reasoning: { effort: 'low' } };
    expect(await sendEdit({ image: PNG, prompt: 'x', model: MODEL, output_format: 'svg', svg })).toEqual([
      ['image', 'image.png'],
      ['prompt', 'x'],
      ['model', MODEL],
      ['output_format', 'svg'],
      ['svg[model]', 'gpt-5'],
      ['svg[reasoning][effort]', 'low'],
    ]);
  });

  it('leave out what an object has of null and undefined', async () => {
    const svg = { model: undefined, reasoning: { effort: null, other: 0 } };
    const parts = await sendEdit({ image: PNG, prompt: 'x', svg }, { validation: 'off' });
    expect(parts.slice(2)).toEqual([['svg[reasoning][other]', '0']]);
    expect(await sendEdit({ image: PNG, prompt: 'x', svg: null })).toHaveLength(2);
    expect(await sendEdit({ image: PNG, prompt: 'x', svg: {} }, { validation: 'off' })).toHaveLength(2);
  });

  it('hold the items of a list, one part each under one name', async () => {
    const tags = ['a', 2, false, null, { deep: 'b' }];
    const parts = await sendEdit({ image: PNG, prompt: 'x', tags }, { validation: 'off' });
    expect(parts.slice(2)).toEqual([
      ['tags[]', 'a'],
      ['tags[]', '2'],
      ['tags[]', 'false'],
      ['tags[][deep]', 'b'],
    ]);
  });

  it('hold the flags and numbers of a stream as text', async () => {
    const parts = await sendEdit({ image: PNG, prompt: 'x', stream: false, partial_images: 0, n: 10 });
    expect(parts.slice(2)).toEqual([
      ['stream', 'false'],
      ['partial_images', '0'],
      ['n', '10'],
    ]);
  });

  it.each([1, 2, 16])('hold %i of a list of pictures under the name that goes with the number', async (count) => {
    const image = Array.from({ length: count }, (_, index) => new File([PNG], `${index}.png`));
    const parts = await sendEdit({ prompt: 'x', image, model: MODEL });
    const name = count === 1 ? 'image' : 'image[]';
    expect(parts.slice(1, -1)).toEqual(image.map((file) => [name, file.name]));
  });

  it('hold picture, mask and other parameters as the caller ordered them', async () => {
    const mask = makePng(8, 8, [0, 0, 0, 0]);
    const parts = await sendEdit({ mask, n: 1, image: [PNG, PNG], prompt: 'x' });
    expect(parts.map(([name]) => name)).toEqual(['mask', 'n', 'image[]', 'image[]', 'prompt']);
  });
});

describe('extraBody', () => {
  it('adds parts unchecked, and puts others in their place', async () => {
    const extraBody = { seed: 7, n: 99, quality: 'divine', prompt: 'y', nested: { a: { b: [true] } } };
    const parts = await sendEdit({ image: PNG, prompt: 'x', n: 2 }, { extraBody, validation: 'strict' });
    expect(parts).toEqual([
      ['image', 'image.png'],
      ['prompt', 'y'],
      ['n', '99'],
      ['seed', '7'],
      ['quality', 'divine'],
      ['nested[a][b][]', 'true'],
    ]);
  });

  it('takes a part away with null', async () => {
    const parts = await sendEdit({ image: PNG, prompt: 'x', n: 2 }, { extraBody: { n: null } });
    expect(parts.map(([name]) => name)).toEqual(['image', 'prompt']);
  });

  it('may hold a file', async () => {
    const parts = await sendEdit({ image: PNG, prompt: 'x' }, { extraBody: { style_image: new File([PNG], 's.png') } });
    expect(parts[2]).toEqual(['style_image', 's.png']);
  });

  it('puts a file in the place of a picture too', async () => {
    const parts = await sendEdit({ image: PNG, prompt: 'x' }, { extraBody: { image: new File([PNG], 'other.png') } });
    expect(parts[0]).toEqual(['image', 'other.png']);
  });
});
