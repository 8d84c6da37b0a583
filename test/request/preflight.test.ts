import { inspect } from 'node:util';
import { type ClientOptions, InvalidRequestError, type RequestOptions } from 'openai-images';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limits as limitsOf } from '../../generated/limits.js';
import { imageModels } from '../../generated/models.js';
import type { OperationId } from '../../generated/operations.js';
import { errorOf } from '../support/error-of.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { exifSegment, gifOf, jpegOf, pngOf } from '../support/picture-headers.js';
import { makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

/** A picture that is known by what it is called alone. */
const AVIF = new Blob(['avif'], { type: 'image/avif' });

const METHODS = { createImage: 'generate', createImageEdit: 'edit', createImageVariation: 'createVariation' } as const;
type Method = (typeof METHODS)[OperationId];
type Call = (params: object, options?: RequestOptions) => Promise<unknown>;

const PNG = makePng(6, 4);
const [IMAGE, MASK] = [pngOf({ colour: 'rgb', width: 6, height: 4 }), pngOf({ colour: 'rgba', width: 6, height: 4 })];
const WEB_URL = 'https://example.com/otter.png';
const prompt = 'A secret otter';

function makeClient(options: ClientOptions = {}) {
  const { fetch, calls } = fakeFetch();
  const warnings: string[] = [];
  const images = testClient({ fetch, onWarning: (message) => warnings.push(message), ...options });
  const call = (method: Method, params: object, callOptions?: RequestOptions) =>
    (images[method] as Call)(params, callOptions);
  return { images, call, calls, warnings };
}

/** Performs a call that is refused, and gives the error; nothing was sent. */
async function refused(method: Method, params: object, options: ClientOptions = {}): Promise<InvalidRequestError> {
  const { call, calls, warnings } = makeClient(options);
  const error = await errorOf(call(method, params), InvalidRequestError);
  expect([calls, warnings]).toEqual([[], []]);
  return error;
}

/** Performs a call that is sent, and gives what was warned of. */
async function warned(method: Method, params: object, options: ClientOptions = {}): Promise<string[]> {
  const { call, calls, warnings } = makeClient(options);
  await call(method, params);
  expect(calls).toHaveLength(1);
  return warnings;
}

const setDate = (date: string) => vi.setSystemTime(new Date(date));

beforeEach(() => {
  // Models end; on this day most of them live.
  vi.useFakeTimers({ toFake: ['Date'] });
  setDate('2026-11-22');
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a call that cannot work', () => {
  const flare = { model: 'gpt-image-2.6-flare' };

  it.each<[string, object, string]>([
    ['no prompt', { model: 'gpt-image-2', prompt: undefined }, 'prompt is missing: expected a text.'],
    [
      'two pictures of DALL·E 3',
      { model: 'dall-e-3', n: 2 },
      'n is 2: this model draws one picture a call; make one call for each.',
    ],
    ['pictures without number', { model: 'gpt-image-2', n: Number.NaN }, 'n is NaN: expected 1 to 10.'],
    ['pictures without end', { model: 'gpt-image-2', n: -1 / 0 }, 'n is -Infinity: expected 1 to 10.'],
    ['eleven pictures', { model: 'gpt-image-2', n: 11 }, 'n is 11: expected 1 to 10.'],
    [
      'links from GPT Image',
      { model: 'gpt-image-2', response_format: 'url' },
      'response_format is "url": GPT Image models always answer base64; leave it out and read b64_json.',
    ],
    [
      'a quality of another model',
      { model: 'gpt-image-2', quality: 'max' },
      'quality is "max": expected "auto", "low", "medium" or "high".',
    ],
    [
      'a size of another model',
      { model: 'dall-e-3', size: '512x512' },
      'size is "512x512": expected "1024x1024", "1792x1024" or "1024x1792".',
    ],
    [
      'a size off the grid',
      { model: 'gpt-image-2', size: '1000x1024' },
      'size is "1000x1024": expected both edges multiples of 16.',
    ],
    [
      'a stream from DALL·E',
      { model: 'dall-e-3', stream: true },
      'stream is true: DALL·E answers once all images are ready; leave it out, or use a GPT Image model.',
    ],
    [
      'a prompt too long for the model',
      { model: 'dall-e-2', prompt: 'x'.repeat(1_001) },
      'prompt is a text of 1001 characters: expected at most 1000 characters.',
    ],
    [
      'transparency in a jpeg',
      { model: 'gpt-image-2.5-flare', background: 'transparent', output_format: 'jpeg' },
      'output_format is "jpeg": expected "png" or "webp".',
    ],
    [
      'compression of a png',
      { model: 'gpt-image-2', output_compression: 50 },
      'output_format is missing: expected "jpeg" or "webp".',
    ],
    ['previews without a stream', { model: 'gpt-image-2', partial_images: 2 }, 'stream is missing: expected true.'],
    [
      'previews against a stream',
      { model: 'gpt-image-2', partial_images: 2, stream: false },
      'stream is false: expected true.',
    ],
    ['frames of a png', { ...flare, frame_count: 4, output_format: 'png' }, 'output_format is "png": expected "gif".'],
    [
      'a stream of a gif',
      { ...flare, output_format: 'gif', stream: true },
      'stream is true: a gif comes only once finished; leave it out, or use another output_format.',
    ],
    [
      'two svgs',
      { ...flare, output_format: 'svg', n: 2 },
      'n is 2: an svg is drawn alone; make one call for each, or use another output_format.',
    ],
    [
      'an svg setting that does not exist',
      { ...flare, output_format: 'svg', svg: { model: 'm', reasoning: { effort: 'lots' } } },
      'svg.reasoning.effort is "lots": expected "none", "minimal", "low", "medium", "high", "xhigh" or "max".',
    ],
  ])('to generate is refused: %s', async (_what, params, message) => {
    expect((await refused('generate', { prompt, ...params })).message).toBe(message);
  });

  const large = (size: number, head: Uint8Array<ArrayBuffer>) => new Blob([head, new Uint8Array(size - head.length)]);
  const OPAQUE =
    'mask is opaque: expected transparent pixels, which mark the area meant; save it with an alpha channel.';

  it.each<[string, () => object, string]>([
    ['no picture', () => ({ image: undefined }), 'image is missing: expected a picture.'],
    ['17 pictures', () => ({ image: Array(17).fill(IMAGE) }), 'image is 17 pictures: expected at most 16.'],
    ['17 references', () => ({ image: Array(17).fill(WEB_URL) }), 'image is 17 pictures: expected at most 16.'],
    [
      'a gif',
      () => ({ image: gifOf(6, 4) }),
      'image is a GIF, which the API does not read. Convert it to PNG, JPEG or WebP.',
    ],
    [
      'a picture of 50 MB',
      () => ({ image: [IMAGE, large(52_428_800, IMAGE)] }),
      'image[1] is 52428800 bytes: expected at most 52428799 bytes; scale it down or compress it.',
    ],
    [
      'a mask of another size',
      () => ({ mask: makePng(4, 4) }),
      'mask is 4x4: expected 6x4 as image has; scale one to the other.',
    ],
    ['a mask without holes', () => ({ mask: IMAGE }), OPAQUE],
    [
      'a mask of jpeg',
      () => ({ mask: jpegOf({ width: 6, height: 4 }) }),
      `2 problems with this createImageEdit call:
- mask is image/jpeg: expected "image/png".
- ${OPAQUE}`,
    ],
    [
      'a mask of 4 MB',
      () => ({ mask: large(4_194_304, MASK) }),
      'mask is 4194304 bytes: expected at most 4194303 bytes; scale it down or compress it.',
    ],
    [
      'fidelity where there is no choice',
      () => ({ input_fidelity: 'high' }),
      'input_fidelity is "high": this model has no choice of fidelity; leave it out.',
    ],
    [
      'a markup where it is not read',
      () => ({ markup: MASK }),
      'markup is a picture: only GPT Image 2.5 reads it; mark the area to change with mask instead.',
    ],
    [
      'a markup beside a mask',
      () => ({ model: 'gpt-image-2.5-flare', markup: MASK, mask: MASK }),
      'mask is a picture: cannot be combined with markup; send one of the two.',
    ],
    [
      'a mask of a gif to be',
      () => ({ model: 'gpt-image-2.6-flare', output_format: 'gif', mask: MASK }),
      'mask is a picture: a gif is drawn without one; name the area in the prompt instead.',
    ],
    [
      'a picture for DALL·E 2 that is not square',
      () => ({ model: 'dall-e-2' }),
      'image is 6x4: expected a square picture; crop it or pad it.',
    ],
    [
      'several pictures for DALL·E 2',
      () => ({ model: 'dall-e-2', image: [makePng(), makePng()] }),
      'image is 2 pictures: expected at most 1.',
    ],
    [
      'a model that edits nothing',
      () => ({ model: 'dall-e-3' }),
      'model is dall-e-3: this model only makes new pictures; use a GPT Image model to change one.',
    ],
  ])('to edit is refused: %s', async (_what, params, message) => {
    const error = await refused('edit', { model: 'gpt-image-2', image: IMAGE, prompt, ...params() });
    expect(error.message).toBe(message);
  });

  it('to edit is not refused for a mask that goes with the turned picture', async () => {
    const image = jpegOf({ width: 6, height: 4, segments: [exifSegment(6, 'MM')] });
    for (const mask of [makePng(6, 4), makePng(4, 6)]) {
      expect(await warned('edit', { model: 'gpt-image-2', image, mask, prompt })).toEqual([]);
    }
  });

  it('to vary is refused: a model that varies nothing', async () => {
    const error = await refused('createVariation', { image: makePng(), model: 'gpt-image-2' });
    expect(error.message).toBe(
      'model is gpt-image-2: this model makes none; edit the picture with a prompt that asks for one.',
    );
  });

  it('to edit is refused by the name that the caller used', async () => {
    const error = await refused('edit', { model: 'dall-e-2', image: WEB_URL, prompt });
    expect(error.problems.map(({ path }) => path)).toEqual(['image']);
  });
});

describe('the error', () => {
  const params = {
    model: 'gpt-image-2',
    prompt: '',
    n: 11,
    size: '800x800',
    quality: 'hd',
    response_format: 'url',
    output_compression: 101,
    partial_images: 1,
    svg: { model: 1 },
  };

  it('lists every problem, each with its path, value and remedy', async () => {
    const { message, problems } = await refused('generate', params);
    expect(problems.map(({ path, value }) => `${path}: ${value}`).sort()).toEqual([
      'n: 11',
      'output_compression: 101',
      'output_format: missing',
      'output_format: missing',
      'prompt: a text of 0 characters',
      'quality: "hd"',
      'response_format: "url"',
      'size: "800x800"',
      'stream: missing',
      'svg.model: 1',
    ]);
    for (const problem of problems) {
      expect(Object.keys(problem)).toEqual(['path', 'value', 'remedy']);
      expect(problem.remedy.length).toBeGreaterThan(10);
    }
    expect(message.split('\n')).toEqual([
      '10 problems with this createImage call:',
      ...problems.map(({ path, value, remedy }) => `- ${path} is ${value}: ${remedy}.`),
    ]);
  });

  it('is one line for one problem', async () => {
    const { message, problems } = await refused('generate', { model: 'gpt-image-2', prompt, n: 11 });
    expect(message).toBe('n is 11: expected 1 to 10.');
    expect(problems).toEqual([{ path: 'n', value: '11', remedy: 'expected 1 to 10' }]);
  });

  it('holds no problem twice', async () => {
    const gif = { model: 'gpt-image-2.6-flare', output_format: 'gif', stream: true, partial_images: 1 };
    const { problems } = await refused('generate', { prompt, ...gif });
    expect(problems.map(({ path }) => path)).toEqual(['stream', 'partial_images']);
  });

  it('names pictures by their place', async () => {
    const image = [IMAGE, AVIF, jpegOf(), AVIF];
    const { problems } = await refused('edit', { model: 'gpt-image-2', image, prompt });
    expect(problems.map(({ path }) => path)).toEqual(['image[1]', 'image[3]']);
  });

  it('repeats neither prompt nor picture, whatever is wrong with them', async () => {
    const secret = 'My secret otter';
    const data = `data:image/png;base64,${Buffer.from(PNG).toString('base64')}`;
    const attempts: [Method, object][] = [
      ['generate', { model: 'dall-e-2', prompt: secret.repeat(100) }],
      ['generate', { model: 'gpt-image-2', prompt: secret, n: 99 }],
      ['generate', { model: 'gpt-image-2', prompt: [secret] }],
      ['generate', { model: 'gpt-image-2', prompt: { text: secret } }],
      ['edit', { model: 'dall-e-2', prompt: secret, image: data }],
      ['edit', { model: 'dall-e-2', prompt: secret, image: [data, data], mask: data }],
      ['edit', { model: 'dall-e-3', prompt: secret, image: PNG, mask: data, n: 99 }],
    ];
    for (const [method, wrong] of attempts) {
      const told = inspect(await refused(method, wrong), { depth: 9, showHidden: true });
      expect(told).not.toContain(secret);
      expect(told).not.toContain(data.slice(-24));
    }
  });
});

describe('a call that may not work', () => {
  it.each<[string, Method, object, string]>([
    [
      'a parameter that is not known',
      'generate',
      { model: 'gpt-image-2', prompt, seed: 7 },
      'gpt-image-2: seed is 7: no such parameter is known here, only prompt, n, ',
    ],
    [
      'a format that only newer models draw',
      'generate',
      { model: 'gpt-image-2.5-flare', prompt, output_format: 'gif' },
      'gpt-image-2.5-flare: output_format is "gif": expected "png", "jpeg" or "webp".',
    ],
    [
      'transparency in preview',
      'generate',
      { model: 'gpt-image-2', prompt, background: 'transparent' },
      'gpt-image-2: background is "transparent": expected "auto" or "opaque".',
    ],
    [
      'moderation beside an upload',
      'edit',
      { model: 'gpt-image-2', prompt, image: IMAGE, moderation: 'low' },
      'gpt-image-2: moderation is "low": ',
    ],
    [
      'a parameter that is not known, of no known model',
      'generate',
      { prompt, seed: 7 },
      'seed is 7: no such parameter is known here',
    ],
  ])('is sent with a warning: %s', async (_what, method, params, warning) => {
    const [first] = await warned(method, params);
    expect(first?.slice(0, warning.length)).toBe(warning);
  });

  it('is refused where validation is strict, with all that is certain and all that is not', async () => {
    const params = { model: 'gpt-image-2', prompt, n: 11, background: 'transparent', seed: 7 };
    const { problems } = await refused('generate', params, { validation: 'strict' });
    expect(problems.map(({ path }) => path).sort()).toEqual(['background', 'n', 'seed']);
    const certain = await refused('generate', params);
    expect(certain.problems.map(({ path }) => path)).toEqual(['n']);
  });

  it('warns of nothing where it is refused for something else', async () => {
    const { call, warnings } = makeClient();
    await errorOf(call('generate', { model: 'gpt-image-2', prompt, n: 11, seed: 7 }), InvalidRequestError);
    expect(warnings).toEqual([]);
    await call('generate', { model: 'gpt-image-2', prompt, seed: 7 });
    expect(warnings).toHaveLength(1);
  });
});

describe('the models that draw gif and svg', () => {
  it.each([
    ['gpt-image-2.6-sunburst', 'gif'],
    ['gpt-image-2.6-sunburst', 'svg'],
    ['gpt-image-2.6-flare', 'gif'],
    ['gpt-image-2.6-flare', 'svg'],
  ])('are not warned of: %s drawing %s, though validation be strict', async (model, output_format) => {
    const params = { model, prompt, output_format };
    expect(await warned('generate', params, { validation: 'strict' })).toEqual([]);
    expect(await warned('edit', { ...params, image: IMAGE }, { validation: 'strict' })).toEqual([]);
  });
});

describe('validation', () => {
  const wrong = { model: 'dall-e-3', prompt: '', n: 99, size: 'huge', quality: 7, seed: 7, stream: 'often' };

  it('that is off sends anything, and says nothing', async () => {
    const { call, calls, warnings } = makeClient({ validation: 'off' });
    await call('generate', wrong);
    await call('edit', { ...wrong, image: Array(17).fill(IMAGE), mask: jpegOf() });
    expect([calls.length, warnings]).toEqual([2, []]);
    expect(JSON.parse(String(calls[0]?.init.body))).toEqual(wrong);
  });

  it('that is off still needs pictures that can be read', async () => {
    const { call, calls } = makeClient({ validation: 'off' });
    await errorOf(call('edit', { prompt, image: 'otter.png' }), InvalidRequestError);
    expect(calls).toEqual([]);
  });

  it("of a call comes before the client's", async () => {
    const doubtful = { model: 'gpt-image-2', prompt, seed: 7 };
    const off = makeClient({ validation: 'off' });
    await errorOf(off.call('generate', doubtful, { validation: 'strict' }), InvalidRequestError);
    await off.call('generate', doubtful, { validation: 'warn' });
    expect(off.warnings).toHaveLength(1);
    const strict = makeClient({ validation: 'strict' });
    await strict.call('generate', wrong, { validation: 'off' });
    await errorOf(strict.call('generate', doubtful, { validation: undefined }), InvalidRequestError);
    expect([strict.calls.length, strict.warnings]).toEqual([1, []]);
  });
});

describe('a warning', () => {
  const doubtful = { model: 'gpt-image-2', prompt, seed: 7 };

  it('comes once, however often the call is made', async () => {
    const { call, calls, warnings } = makeClient();
    await call('generate', doubtful);
    await Promise.all([call('generate', doubtful), call('generate', { ...doubtful, prompt: 'Another', n: 2 })]);
    await call('generate', doubtful);
    expect([calls.length, warnings.length]).toEqual([4, 1]);
  });

  it('comes again for another model, another problem and another client', async () => {
    const { call, warnings } = makeClient();
    await call('generate', doubtful);
    await call('generate', { ...doubtful, model: 'gpt-image-2.5-flare' });
    await call('generate', { ...doubtful, seed: 8 });
    await call('generate', { ...doubtful, steps: 30 });
    expect(warnings.map((warning) => warning.split(': no such')[0])).toEqual([
      'gpt-image-2: seed is 7',
      'gpt-image-2.5-flare: seed is 7',
      'gpt-image-2: seed is 8',
      'gpt-image-2: steps is 30',
    ]);
    expect(await warned('generate', doubtful)).toHaveLength(1);
  });

  it('does not come again for a client made from another, but to who hears of it first', async () => {
    const { images, calls, warnings } = makeClient();
    const heard: string[] = [];
    await images.withOptions({ timeout: 9_000 }).generate(doubtful as never);
    await images
      .withOptions({})
      .withOptions({ maxRetries: 0 })
      .generate(doubtful as never);
    await images.generate(doubtful as never);
    await images.withOptions({ onWarning: (message) => heard.push(message) }).generate(doubtful as never);
    expect([calls.length, warnings.length, heard.length]).toEqual([4, 1, 1]);
  });

  it('goes to console.warn under the name of this package, unless told otherwise', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await testClient({ fetch: fakeFetch().fetch }).generate(doubtful as never);
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^openai-images: gpt-image-2: seed is 7: no such parameter/)],
    ]);
    await warned('generate', doubtful);
    expect(warn).toHaveBeenCalledTimes(1);
  });
});

describe('a model', () => {
  const models = Object.entries(imageModels.models as Record<string, { ends?: string; successor?: string }>);
  const ending = models.flatMap(([name, { ends, successor }]) => (ends && successor ? [[name, ends, successor]] : []));

  it('of the table may have an end', () => {
    expect(ending.length).toBeGreaterThan(3);
    expect(ending.length).toBeLessThan(models.length);
  });

  it.each(ending as [string, string, string][])('%s works without a warning until %s', async (model, ends) => {
    setDate(`${ends}T00:00:00Z`);
    vi.setSystemTime(Date.now() - 1);
    expect(await warned('generate', { model, prompt })).toEqual([]);
  });

  it.each(ending as [string, string, string][])(
    '%s is warned of from %s on, with its successor',
    async (model, ends, successor) => {
      setDate(`${ends}T00:00:00Z`);
      expect(await warned('generate', { model, prompt })).toEqual([
        `${model}: model is ${model}: this model ended on ${ends}; use ${successor} instead.`,
      ]);
      setDate('2031-01-01');
      expect((await refused('generate', { model, prompt }, { validation: 'strict' })).problems).toMatchObject([
        { path: 'model', value: model, remedy: expect.stringContaining(successor) },
      ]);
    },
  );

  it('without an end is never warned of', async () => {
    setDate('2099-01-01');
    for (const [model, { ends }] of models) {
      if (!ends) expect(await warned('generate', { model, prompt })).toEqual([]);
    }
  });

  it.each(models.map(([model]) => [model]))('%s takes nothing but nulls, whatever they stand for', async (model) => {
    setDate('2026-01-01');
    const { prompt: _prompt, model: _model, ...others } = limitsOf.createImage['application/json'].parameters;
    const nullable = Object.entries(others).filter(([, { types }]) => (types as readonly string[]).includes('null'));
    expect(nullable.length).toBeGreaterThan(10);
    const { call, calls, warnings } = makeClient();
    const nulls = Object.fromEntries(nullable.map(([name]) => [name, null]));
    await call('generate', { model, prompt, ...nulls, user: undefined });
    expect(JSON.parse(String(calls[0]?.init.body))).toEqual({ model, prompt, ...nulls });
    const unset = Object.fromEntries(Object.keys(nulls).map((name) => [name, undefined]));
    await call('generate', { model, prompt, ...unset });
    expect(calls[1]?.init.body).toBe(JSON.stringify({ model, prompt }));
    expect(warnings).toEqual([]);
  });
});

describe('a model in extraBody', () => {
  const call = async (extraBody: object, params: object = {}, options: ClientOptions = {}) => {
    const client = makeClient({ baseURL: 'https://api.openai.com/v1', ...options });
    await client.call('generate', { prompt, ...params }, { extraBody: { ...extraBody } });
    return JSON.parse(String(client.calls[0]?.init.body));
  };

  it('is what a call without one is checked by, and no other is filled in', async () => {
    const extraBody = { model: 'gpt-image-2.5-flare' };
    expect(await call(extraBody, { quality: 'max' })).toEqual({ prompt, quality: 'max', ...extraBody });
    await expect(call({ model: 'dall-e-3' }, { n: 2 })).rejects.toThrow('n is 2: this model draws one picture a call');
    expect(await call({ model: null })).toEqual({ prompt, model: null });
  });
});

describe('a number or flag that is given as text', () => {
  it('is as good in a form as it is by its kind', async () => {
    const svg = { model: 'gpt-image-2.6-flare', output_format: 'svg', stream: 'false', n: '1' };
    expect(await warned('edit', { prompt, image: IMAGE, ...svg })).toEqual([]);
    expect((await refused('edit', { prompt, image: IMAGE, ...svg, n: '2' })).problems).toMatchObject([{ path: 'n' }]);
  });
});

describe('a model that is not known', () => {
  const model = 'a-model-of-tomorrow';

  it.each<[string, Method, object]>([
    [
      'what DALL·E has',
      'generate',
      { response_format: 'url', style: 'vivid', quality: 'hd', size: '1792x1024', n: 10 },
    ],
    ['what GPT Image has', 'generate', { background: 'opaque', quality: 'max', complexity: 'high', moderation: 'low' }],
    ['a size of any shape', 'generate', { size: '33x9999' }],
    ['any picture', 'edit', { image: Array.from({ length: 16 }, () => AVIF), mask: jpegOf(), input_fidelity: 'low' }],
    ['a markup', 'edit', { image: IMAGE, markup: jpegOf() }],
    ['a variation', 'createVariation', { image: AVIF }],
  ])('takes %s without a warning', async (_what, method, params) => {
    const required = method === 'createVariation' ? {} : { prompt };
    expect(await warned(method, { model, ...required, ...params })).toEqual([]);
  });

  it.each<[string, Method, object, string]>([
    ['generate', 'generate', { background: 'transparent', output_format: 'jpeg' }, 'output_format is "jpeg": '],
    ['generate', 'generate', { output_compression: 5 }, 'output_format is missing: '],
    ['generate', 'generate', { partial_images: 1 }, 'stream is missing: '],
    ['generate', 'generate', { output_format: 'svg', n: 3 }, 'n is 3: '],
    ['edit', 'edit', { image: IMAGE, output_format: 'gif', mask: MASK }, 'mask is a picture: '],
    ['edit', 'edit', { image: IMAGE, markup: MASK, mask: MASK }, 'mask is a picture: '],
  ])('is only warned of combinations: %s with %o', async (_name, method, params, start) => {
    expect(await warned(method, { model, prompt, ...params })).toEqual([
      expect.stringMatching(new RegExp(`^${model}: ${start}`)),
    ]);
  });
});

describe('a call without a model', () => {
  const bodyOf = async (options: ClientOptions, params: object = {}) => {
    const { call, calls } = makeClient(options);
    await call('generate', { prompt, ...params });
    return JSON.parse(String(calls[0]?.init.body));
  };

  it.each([undefined, 'https://api.openai.com/v1', 'https://api.openai.com/v1/', 'https://API.openai.com/v2'])(
    "names the table's own where the server is the specification's (%s)",
    async (baseURL) => {
      expect(await bodyOf({ baseURL })).toEqual({ prompt, model: imageModels.defaults.createImage });
      expect(await bodyOf({ baseURL }, { model: null })).toEqual({ prompt, model: imageModels.defaults.createImage });
      expect(await bodyOf({ baseURL }, { model: 'mine' })).toEqual({ prompt, model: 'mine' });
      expect(await bodyOf({ baseURL, defaults: { generate: { model: 'mine' } } })).toEqual({ prompt, model: 'mine' });
    },
  );

  it.each(['http://localhost:8080/v1', 'https://api.openai.com.example.net/v1', 'https://api.openai.com:8443/v1'])(
    'names none where it is another (%s)',
    async (baseURL) => {
      expect(await bodyOf({ baseURL })).toEqual({ prompt });
      expect(await bodyOf({ baseURL }, { model: null })).toEqual({ prompt, model: null });
    },
  );

  it("is held to that model at the specification's server", async () => {
    const error = await refused('generate', { prompt, quality: 'max' }, { baseURL: undefined });
    expect(error.problems).toMatchObject([{ path: 'quality' }]);
    const edit = await refused('edit', { prompt, image: IMAGE, mask: IMAGE }, { baseURL: undefined });
    expect(edit.problems).toMatchObject([{ path: 'mask', value: 'opaque' }]);
  });

  it('is held to no model at another, and only warned of combinations', async () => {
    const baseURL = 'http://localhost:8080/v1';
    expect(await warned('generate', { prompt, quality: 'max', response_format: 'url' }, { baseURL })).toEqual([]);
    expect(await warned('edit', { prompt, image: IMAGE, mask: IMAGE }, { baseURL })).toEqual([]);
    expect(await warned('generate', { prompt, partial_images: 1 }, { baseURL })).toEqual([
      'stream is missing: expected true.',
    ]);
  });

  it('names its model in a form too, and warns of one that has ended', async () => {
    const { call, calls, warnings } = makeClient({ baseURL: undefined });
    await call('edit', { prompt, image: IMAGE });
    await call('createVariation', { image: makePng() });
    expect(calls.map(({ init }) => (init.body as FormData).get('model'))).toEqual(['gpt-image-2', 'dall-e-2']);
    expect(warnings).toEqual([expect.stringMatching(/^dall-e-2: model is dall-e-2: this model ended on 2026-05-12; /)]);
  });
});

describe('extraBody', () => {
  it('is merged into JSON unchecked, and wins', async () => {
    const { call, calls, warnings } = makeClient({ validation: 'strict' });
    const extraBody = { n: 99, seed: 7, prompt: '', model: 'dall-e-3', nested: { deep: [null] }, size: null };
    await call('generate', { model: 'gpt-image-2', prompt, n: 1, size: 'auto' }, { extraBody });
    expect(JSON.parse(String(calls[0]?.init.body))).toEqual(extraBody);
    expect(warnings).toEqual([]);
  });

  it('takes a parameter away with undefined, in JSON', async () => {
    const { call, calls } = makeClient();
    await call('generate', { prompt, n: 2 }, { extraBody: { n: undefined } });
    expect(calls[0]?.init.body).toBe(JSON.stringify({ prompt }));
  });

  it("does not mend what is wrong with the call's own parameters", async () => {
    const { call, calls } = makeClient();
    const outcome = call('generate', { model: 'gpt-image-2', prompt, n: 11 }, { extraBody: { n: 1 } });
    await errorOf(outcome, InvalidRequestError);
    expect(calls).toEqual([]);
  });
});
