// What has to work wherever the client runs.
import { equal, ok, rejection, until } from './expect.mjs';
import { hash, picture } from './pictures.mjs';

const MB = 1_000_000;

/** By their titles: `({ library, images, client, log, baseURL }) => Promise<void>`. */
export const cases = {
  async generate({ images, library, lastRequest }) {
    const { data, requestId } = await images.generate({ prompt: 'An otter', n: 1 }).withResponse();
    equal(requestId, 'req_runtimes');
    equal([data.created, data.usage.total_tokens], [1_700_000_000, 30]);
    equal(await hash(library.imageBytes(data.data[0])), await hash(picture(1_000)));
    equal(library.imageBlob(data.data[0]).type, 'image/png');
    const { path, method, headers, json } = await lastRequest();
    equal([method, path, json], ['POST', '/v1/images/generations', { prompt: 'An otter', n: 1 }]);
    equal([headers.authorization, headers['content-type']], ['Bearer sk-runtimes', 'application/json']);
  },

  async 'edit with a file and a mask'({ images, lastRequest }) {
    const image = new File([picture(2_000)], 'otter.png');
    const mask = new Blob([picture(500)], { type: 'image/png' });
    await images.edit({ image: [image, picture(3_000)], mask, prompt: 'A beret', n: 2 });
    const { path, parts } = await lastRequest();
    equal(path, '/v1/images/edits');
    equal(
      parts,
      [
        { name: 'image[]', type: 'image/png', filename: 'otter.png', size: 2_000, hash: await hash(picture(2_000)) },
        { name: 'image[]', type: 'image/png', filename: 'image1.png', size: 3_000, hash: await hash(picture(3_000)) },
        { name: 'mask', type: 'image/png', filename: 'mask.png', size: 500, hash: await hash(picture(500)) },
        { name: 'prompt', text: 'A beret' },
        { name: 'n', text: '2' },
      ],
      'parts',
    );
  },

  async 'edit from a stream, a Response and a picture that was made'({ images, lastRequest }) {
    const stream = new Blob([picture(800)]).stream();
    const response = new Response(picture(900));
    const { data } = await images.generate({ prompt: 'An otter' });
    await images.edit({ image: [stream, response, data[0]], prompt: 'A beret' });
    const { parts } = await lastRequest();
    const files = parts.filter(({ name }) => name === 'image[]');
    const hashes = await Promise.all([800, 900, 1_000].map((length) => hash(picture(length))));
    equal(
      files.map((file) => file.hash),
      hashes,
    );
  },

  async variation({ images, lastRequest }) {
    await images.createVariation({ image: picture(2_000), n: 2 });
    const { path, parts } = await lastRequest();
    equal(path, '/v1/images/variations');
    equal(
      parts.map(({ name, size, text }) => [name, size ?? text]),
      [
        ['image', 2_000],
        ['n', '2'],
      ],
    );
  },

  async references({ images, lastRequest }) {
    await images.edit({ image: ['https://example.com/otter.png', { file_id: 'file-1' }], prompt: 'A beret' });
    const { json } = await lastRequest();
    equal(json.images, [{ image_url: 'https://example.com/otter.png' }, { file_id: 'file-1' }]);
  },

  async '1 MB upload, byte for byte'({ images, lastRequest }) {
    const bytes = picture(MB);
    await images.edit({ image: bytes, prompt: 'A beret' });
    const [file] = (await lastRequest()).parts;
    equal([file.size, file.hash], [MB, await hash(bytes)]);
  },

  async stream({ images, library }) {
    const stream = await images.generate({ prompt: 'An otter', stream: true, partial_images: 2 });
    const types = [];
    for await (const event of stream) {
      types.push(event.type);
      equal(await hash(library.imageBytes(event)), await hash(picture(1_000)));
    }
    const preview = 'image_generation.partial_image';
    equal(types, [preview, preview, 'image_generation.completed']);
    const edit = await images.edit({ image: picture(500), prompt: 'A beret', stream: true });
    equal((await edit.finalImage()).type, 'image_edit.completed');
  },

  async 'abort of a stream'({ images, library, lastRequest }) {
    const stream = await images.generate({ prompt: 'stream without an end', stream: true });
    const error = await rejection(
      (async () => {
        for await (const _ of stream) stream.abort();
      })(),
    );
    ok(error instanceof library.APIUserAbortError, `APIUserAbortError: ${error}`);
    await until(async () => (await lastRequest()).closed, 'the connection of an aborted stream is closed');

    const controller = new AbortController();
    const call = { prompt: 'stream without an end', stream: true };
    for await (const _ of await images.generate(call, { signal: controller.signal })) break;
    await until(async () => (await lastRequest()).closed, 'the connection of a stream that was left is closed');
    setTimeout(() => controller.abort(), 50);
    const aborted = await rejection(images.generate({ prompt: 'nothing at all' }, { signal: controller.signal }));
    ok(aborted instanceof library.APIUserAbortError, `APIUserAbortError: ${aborted}`);
    await until(async () => (await lastRequest()).closed, 'the connection of an aborted call is closed');
  },

  async 'images()'({ images }) {
    const pictures = images.generate({ prompt: 'pictures in pieces', n: 3 }).images();
    const found = [];
    for await (const { index, bytes, mediaType } of pictures) found.push([index, mediaType, await hash(bytes)]);
    const hashes = await Promise.all([0, 1, 2].map((index) => hash(picture(30_000 + index))));
    equal(
      found,
      hashes.map((each, index) => [index, 'image/png', each]),
    );
    equal(pictures.meta.usage.total_tokens, 30);
  },

  async 'error classes'({ client, library }) {
    const images = client({ maxRetries: 0 });
    const classes = {
      400: library.BadRequestError,
      401: library.AuthenticationError,
      403: library.PermissionDeniedError,
      404: library.NotFoundError,
      409: library.ConflictError,
      422: library.UnprocessableEntityError,
      429: library.RateLimitError,
      500: library.InternalServerError,
    };
    for (const [status, expected] of Object.entries(classes)) {
      const error = await rejection(images.generate({ prompt: `status ${status}` }));
      ok(error instanceof expected, `status ${status} is ${expected.name}: ${error}`);
      const { code, type, param, requestId } = error;
      equal([error.status, code, type, param], [Number(status), `code_${status}`, 'test_error', 'prompt']);
      equal(requestId, 'req_runtimes');
    }
    const gateway = await rejection(images.generate({ prompt: 'a page in front' }));
    ok(gateway instanceof library.InternalServerError, `InternalServerError: ${gateway}`);
    const invalid = await rejection(images.edit({ image: new Uint8Array(), prompt: 'A beret' }));
    ok(invalid instanceof library.InvalidRequestError, `InvalidRequestError: ${invalid}`);
  },

  async 'connection errors'({ client, library }) {
    const half = await rejection(client().generate({ prompt: 'half an answer' }));
    ok(half instanceof library.APIConnectionError, `APIConnectionError: ${half}`);
    // Port 9 is closed nearly everywhere, and browsers do not even try it.
    const nobody = await rejection(client({ baseURL: 'http://127.0.0.1:9', maxRetries: 0 }).generate({ prompt: 'x' }));
    ok(nobody instanceof library.APIConnectionError, `APIConnectionError: ${nobody}`);
    ok(!(nobody instanceof library.APIConnectionTimeoutError), `no timeout: ${nobody}`);
  },

  async 'refused redirect'({ images, library, lastRequest }) {
    const error = await rejection(images.generate({ prompt: 'a redirect' }));
    ok(error instanceof library.APIConnectionError, `APIConnectionError: ${error}`);
    ok(/redirect|failed to fetch/i.test(error.message), `it says so: ${error.message}`);
    equal((await lastRequest()).path, '/v1/images/generations');
  },

  async timeout({ client, library, log, lastRequest }) {
    const before = (await log()).length;
    const error = await rejection(client({ timeout: 150 }).generate({ prompt: 'nothing at all' }));
    ok(error instanceof library.APIConnectionTimeoutError, `APIConnectionTimeoutError: ${error}`);
    await until(async () => (await lastRequest()).closed, 'the connection is closed');
    equal((await log()).length - before, 1, 'requests');
    const amid = await rejection(client({ timeout: 300 }).generate({ prompt: 'half an answer and no more' }));
    ok(amid instanceof library.APIConnectionTimeoutError, `APIConnectionTimeoutError: ${amid}`);
    await until(async () => (await lastRequest()).closed, 'the connection is closed amid the answer');
  },

  async 'retry after 429'({ images, log }) {
    const { created } = await images.generate({ prompt: 'busy once' });
    equal(created, 1_700_000_000);
    await images.edit({ image: picture(20_000), prompt: 'busy once' });
    const requests = (await log()).filter(({ prompt }) => prompt === 'busy once');
    equal(
      requests.map(({ path }) => path),
      ['generations', 'generations', 'edits', 'edits'].map((operation) => `/v1/images/${operation}`),
    );
    const hashes = requests.slice(2).map(({ parts }) => parts.find(({ name }) => name === 'image').hash);
    equal(hashes, Array(2).fill(await hash(picture(20_000))));
  },

  async 'download progress'({ images }) {
    let last;
    const onDownloadProgress = (progress) => {
      last = progress;
    };
    const response = await images.generate({ prompt: 'An otter' }, { onDownloadProgress }).asResponse();
    equal(last, undefined, 'before it is read');
    equal((await response.text()).length, last.receivedBytes);
  },

  async 'the openapi-fetch client beneath'({ images, lastRequest }) {
    const { data, response } = await images.api.POST('/images/generations', { body: { prompt: 'An otter' } });
    equal([response.status, data.created], [200, 1_700_000_000]);
    equal((await lastRequest()).json, { prompt: 'An otter' });
    const failed = await images.api.POST('/images/generations', { body: { prompt: 'status 400' } });
    equal(failed.error.error.code, 'code_400');
  },
};
