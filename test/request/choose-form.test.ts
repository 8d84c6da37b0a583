import { InvalidRequestError, type RequestOptions } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { operations } from '../../generated/operations.js';
import { referenceField } from '../../src/request/reference-field.js';
import { errorOf } from '../support/error-of.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { gifOf, jpegOf, pngOf } from '../support/picture-headers.js';
import { makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

const PNG = makePng(6, 4);
const MASK = makePng(6, 4, [0, 0, 0, 0]);
const toURL = (bytes: Uint8Array) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
const [DATA_URL, MASK_URL] = [toURL(PNG), toURL(MASK)];
const WEB_URL = 'https://example.com/otter.png';
const FILE = { file_id: 'file-7f3c' };
const prompt = 'Add a beret';

/** A call with whatever a caller who does not use types may pass. */
type Call = (params: object, options?: RequestOptions) => PromiseLike<unknown>;

/** Performs a call and gives what was sent, in the one call of fetch that there was. */
async function sent(operation: 'edit' | 'createVariation', params: object, options: RequestOptions = {}) {
  const { fetch, calls } = fakeFetch();
  const images = testClient({ fetch, onWarning: () => {} });
  await (images[operation] as Call)(params, options);
  expect(calls).toHaveLength(1);
  const body = calls[0]?.init.body;
  if (typeof body === 'string') return JSON.parse(body);
  const parts = [...(body as FormData).entries()].map(async ([name, value]) =>
    typeof value === 'string' ? [name, value] : [name, value.name, new Uint8Array(await value.arrayBuffer())],
  );
  return Promise.all(parts);
}

/** Performs a call that is refused and gives its message; fetch is not called at all. */
async function refusal(
  operation: 'edit' | 'createVariation',
  params: object,
  options?: RequestOptions,
): Promise<string> {
  const { fetch, calls } = fakeFetch();
  const error = await errorOf((testClient({ fetch })[operation] as Call)(params, options), InvalidRequestError);
  expect(calls).toEqual([]);
  return error.message;
}

const url = (image_url: string) => ({ image_url });

describe('an edit goes as JSON', () => {
  it.each([
    ['a URL', WEB_URL, url(WEB_URL)],
    ['a URL object', new URL(WEB_URL), url(WEB_URL)],
    ['an http: URL', 'http://example.com/a.png', url('http://example.com/a.png')],
    ['a data URL', DATA_URL, url(DATA_URL)],
    ['a file ID', FILE, FILE],
    ['an object with a URL', url(WEB_URL), url(WEB_URL)],
  ])('with its picture as %s', async (_how, image, reference) => {
    expect(await sent('edit', { image, prompt })).toEqual({ images: [reference], prompt });
  });

  it('with its pictures in their order', async () => {
    const image = [FILE, WEB_URL, new URL(DATA_URL), url('https://example.com/b.png')];
    expect(await sent('edit', { image, prompt })).toEqual({
      images: [FILE, url(WEB_URL), url(DATA_URL), url('https://example.com/b.png')],
      prompt,
    });
  });

  it('with bytes beside a reference turned into a data URL', async () => {
    expect(await sent('edit', { image: [PNG, WEB_URL, new Blob([MASK])], prompt })).toEqual({
      images: [url(DATA_URL), url(WEB_URL), url(MASK_URL)],
      prompt,
    });
  });

  it.each([
    ['both by reference', WEB_URL, FILE, url(WEB_URL), FILE],
    ['a mask of bytes', WEB_URL, MASK, url(WEB_URL), url(MASK_URL)],
    ['a picture of bytes', PNG, WEB_URL, url(DATA_URL), url(WEB_URL)],
    ['both as data URLs', DATA_URL, MASK_URL, url(DATA_URL), url(MASK_URL)],
  ])('with a mask: %s', async (_how, image, mask, first, second) => {
    expect(await sent('edit', { image, mask, prompt })).toEqual({ images: [first], mask: second, prompt });
  });

  it('with its other parameters as they are, in their order', async () => {
    const rest = { n: 2, model: 'a-model-of-tomorrow', user: null, size: undefined, stream: false, moderation: 'low' };
    const { fetch, calls } = fakeFetch();
    await testClient({ fetch, validation: 'off' }).edit({ ...rest, image: FILE, prompt } as never);
    expect(calls[0]?.init.body).toBe(
      '{"n":2,"model":"a-model-of-tomorrow","user":null,"stream":false,"moderation":"low",' +
        '"images":[{"file_id":"file-7f3c"}],"prompt":"Add a beret"}',
    );
    expect(new Headers(calls[0]?.init.headers).get('content-type')).toBe('application/json');
  });

  it('with what extraBody adds to it or puts in place of it', async () => {
    const extraBody = { prompt: 'Add two berets', seed: { deep: [1] } };
    expect(await sent('edit', { image: FILE, prompt }, { extraBody })).toEqual({ images: [FILE], ...extraBody });
  });

  it('without a mask where that is null', async () => {
    expect(await sent('edit', { image: WEB_URL, mask: null, prompt })).toEqual({ images: [url(WEB_URL)], prompt });
  });

  it('without a markup where that is null', async () => {
    expect(await sent('edit', { image: WEB_URL, markup: null, prompt })).toEqual({ images: [url(WEB_URL)], prompt });
  });
});

describe('an edit goes as a form', () => {
  const model = 'gpt-image-2.5-sunburst';

  it('with bytes alone', async () => {
    expect(await sent('edit', { image: PNG, mask: MASK, prompt })).toEqual([
      ['image', 'image.png', PNG],
      ['mask', 'mask.png', MASK],
      ['prompt', prompt],
    ]);
  });

  it('with a data URL beside bytes turned into a file', async () => {
    expect(await sent('edit', { image: [DATA_URL, new File([MASK], 'b.png'), new URL(MASK_URL)], prompt })).toEqual([
      ['image[]', 'image0.png', PNG],
      ['image[]', 'b.png', MASK],
      ['image[]', 'image2.png', MASK],
      ['prompt', prompt],
    ]);
  });

  it.each([
    ['a mask of a data URL', PNG, MASK_URL],
    ['a picture of a data URL', DATA_URL, MASK],
  ])('with %s', async (_what, image, mask) => {
    expect(await sent('edit', { image, mask, prompt })).toEqual([
      ['image', 'image.png', PNG],
      ['mask', 'mask.png', MASK],
      ['prompt', prompt],
    ]);
  });

  it.each([
    ['bytes', PNG, MASK],
    ['a data URL beside bytes', PNG, MASK_URL],
    ['bytes beside a data URL', DATA_URL, MASK],
    ['a data URL beside another', DATA_URL, MASK_URL],
  ])('with a markup of %s, because it goes in none else', async (_what, image, markup) => {
    expect(await sent('edit', { image, markup, prompt, model })).toEqual([
      ['image', 'image.png', PNG],
      ['markup', 'markup.png', MASK],
      ['prompt', prompt],
      ['model', model],
    ]);
  });
});

describe('a variation', () => {
  it.each([
    ['bytes', makePng()],
    ['a data URL', toURL(makePng())],
  ])('goes as a form with %s', async (_what, image) => {
    expect(await sent('createVariation', { image })).toEqual([['image', 'image.png', makePng()]]);
  });

  it.each([WEB_URL, new URL(WEB_URL), FILE, url(WEB_URL)])('refuses %o', async (image) => {
    expect(await refusal('createVariation', { image })).toBe(
      'image can only be uploaded, and an upload cannot be combined with a URL or file_id. ' +
        'Give every picture of this call as a file or its bytes.',
    );
  });

  it.each([[[PNG]], [[DATA_URL]], [[FILE]]])('refuses a list', async (image) => {
    expect(await refusal('createVariation', { image })).toBe(
      'image is an array; expected one picture. For several, make one call each.',
    );
  });
});

describe('an edit is refused', () => {
  const UPLOAD_ONLY =
    'markup can only be uploaded, and an upload cannot be combined with a URL or file_id. ' +
    'Give every picture of this call as a file or its bytes.';

  it.each([
    ['a markup by reference', PNG, WEB_URL],
    ['a markup beside a picture by reference', WEB_URL, PNG],
    ['both by reference', FILE, FILE],
    ['one of several by reference', [PNG, FILE], PNG],
  ])('with %s', async (_what, image, markup) => {
    expect(await refusal('edit', { image, markup, prompt, model: 'gpt-image-2.5-sunburst' })).toBe(UPLOAD_ONLY);
  });

  it('with a list of masks', async () => {
    expect(await refusal('edit', { image: PNG, mask: [MASK], prompt })).toMatch(/^mask is an array; /);
  });

  it.each([
    [{ image: 'otter.png' }, /^image is a string of 9 characters; expected a Blob/],
    // biome-ignore lint/suspicious/noSparseArray: such a list is what is refused.
    [{ image: [, PNG] }, /^image\[0\] is undefined; expected a Blob/],
    [{ image: [PNG, 'otter.png'] }, /^image\[1\] is a string of 9 characters; expected a Blob/],
    [{ image: PNG, mask: 'file:///mask.png' }, /^mask is a file: URL, which the API cannot read/],
    [{ image: [PNG, 'data:image/png,x'] }, /^image\[1\] is a data URL without ";base64,"/],
    [{ image: PNG, mask: 'data:image/png;base64,*' }, /^mask is a data URL that holds no valid base64/],
    [{ image: [] }, /^image is missing: expected a picture\.$/],
    [{ image: null }, /^image is missing: expected a picture\.$/],
    [{}, /^image is missing: expected a picture\.$/],
  ])('with pictures like %o', async (pictures, message) => {
    expect(await refusal('edit', { ...pictures, prompt })).toMatch(message);
  });
});

describe('a picture that would be too long as a data URL', () => {
  const LIMIT = 20_971_520;
  // What is left for base64 after the prefix, in whole groups of three bytes.
  const most = Math.floor((LIMIT - 'data:image/png;base64,'.length) / 4) * 3;

  it('goes as one at the limit of the specification, and is refused a byte past it', async () => {
    expect(operations.createImageEdit.references.maxLength).toBe(LIMIT);
    const picture = (size: number) => new Blob([PNG, new Uint8Array(size - PNG.length)]);
    const { images } = await sent('edit', { image: [WEB_URL, picture(most)], prompt });
    expect(images[1].image_url.length).toBe(LIMIT - 2);
    expect(await refusal('edit', { image: [WEB_URL, picture(most + 1)], prompt })).toBe(
      `image[1] is a picture of ${most + 1} bytes beside one given by reference, so it would have to go as a data ` +
        `URL of ${LIMIT + 2} characters; the limit is ${LIMIT}. Give all pictures as files, or all by reference.`,
    );
  });

  const long = toURL(Buffer.concat([PNG, Buffer.alloc(most)]));

  it("is uploaded where it is the caller's own data URL", async () => {
    const [[name, filename, bytes]] = await sent('edit', { image: long, prompt });
    expect([name, filename, bytes.length]).toEqual(['image', 'image.png', PNG.length + most]);
    expect(await sent('edit', { image: [DATA_URL, long], prompt })).toHaveLength(3);
  });

  it('is refused as such beside a reference, unless nothing is to be checked', async () => {
    expect(await refusal('edit', { image: [WEB_URL, long], prompt })).toContain(`${long.length} characters`);
    const { images } = await sent('edit', { image: [WEB_URL, long], prompt }, { validation: 'off' });
    expect(images[1].image_url === long).toBe(true);
  });
});

describe('a model that reads uploads only', () => {
  const model = 'dall-e-2';
  const square = makePng();
  const parts = [
    ['image', 'image.png', square],
    ['prompt', prompt],
  ];

  it('gets a data URL as an upload', async () => {
    expect(await sent('edit', { image: toURL(square), prompt, model })).toEqual([...parts, ['model', model]]);
    const masked = { image: toURL(square), mask: toURL(makePng(8, 8, [0, 0, 0, 0])), prompt, model };
    expect((await sent('edit', masked)).map(([name]: string[]) => name)).toEqual(['image', 'mask', 'prompt', 'model']);
  });

  it('gets it so where extraBody names the model', async () => {
    const options = { extraBody: { model } };
    expect(await sent('edit', { image: toURL(square), prompt }, options)).toEqual([...parts, ['model', model]]);
  });

  it('gets no URL: the file is asked for', async () => {
    for (const image of [WEB_URL, FILE]) {
      expect(await refusal('edit', { image, prompt, model })).toContain(
        'image is a picture: DALL·E reads uploads only; upload the file, or use a GPT Image model.',
      );
    }
  });
});

describe('pictures that go as JSON are checked as those of a form are', () => {
  const JPEG = jpegOf({ width: 6, height: 4 });
  const small = makePng(4, 4, [0, 0, 0, 0]);
  const large = new Blob([MASK, new Uint8Array(5_000_000)]);

  it.each<[string, object, RegExp]>([
    ['a mask of another size', { image: [PNG, WEB_URL], mask: small }, /^mask is 4x4: expected 6x4 as image has/],
    ['two data URLs of two sizes', { image: DATA_URL, mask: toURL(small) }, /^mask is 4x4: expected 6x4 as image has/],
    ['a mask of JPEG', { image: WEB_URL, mask: JPEG }, /- mask is image\/jpeg: expected "image\/png"\./],
    ['a mask that lies', { image: DATA_URL, mask: toURL(JPEG) }, /- mask is image\/jpeg: expected "image\/png"\./],
    ['a mask of 5 MB', { image: WEB_URL, mask: large }, /^mask is 50\d+ bytes: expected at most 4194303 bytes/],
    ['an opaque mask', { image: FILE, mask: pngOf({ colour: 'rgb' }) }, /^mask is opaque: expected transparent/],
    ['a GIF', { image: `data:image/gif;base64,${gifOf(6, 4).toString('base64')}` }, /^image is a GIF, which/],
    ['a file cut off', { image: [WEB_URL, toURL(PNG.subarray(0, 40))] }, /^image\[1\] is cut off: /],
  ])('such as %s', async (_what, pictures, message) => {
    expect(await refusal('edit', { ...pictures, prompt, model: 'gpt-image-2' })).toMatch(message);
  });
});

describe('referenceField', () => {
  it.each([
    ['createImageEdit', 'image', 'images'],
    ['createImageEdit', 'mask', 'mask'],
    ['createImageEdit', 'markup', undefined],
    ['createImageVariation', 'image', undefined],
    ['createImage', 'image', undefined],
  ] as const)('of %s has for %s %o', (operationId, field, expected) => {
    expect(referenceField(operations[operationId], field)).toBe(expected);
  });
});
