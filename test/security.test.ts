import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import {
  APIConnectionError,
  APIError,
  createImagesClient,
  type ImagesClient,
  InvalidRequestError,
  InvalidResponseError,
  OpenAIError,
} from 'openai-images';
import { saveImages } from 'openai-images/node';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { collect } from './support/collect.js';
import { errorOf } from './support/error-of.js';
import { completedEvent, eventText, streamResponse } from './support/event-stream.js';
import { fakeFetch } from './support/fake-fetch.js';
import { type Answer, startHttpServer } from './support/http-server.js';
import { parseMultipart } from './support/parse-multipart.js';
import { makePng } from './support/pictures.js';
import { API_KEY, testClient } from './support/test-client.js';

const PARAMS = { prompt: 'An otter' };
const STREAM = { ...PARAMS, stream: true } as const;

/** Every way to call and to read. */
const WAYS: Record<string, (images: ImagesClient) => PromiseLike<unknown>> = {
  generate: (images) => images.generate(PARAMS),
  'generate as a stream': async (images) => collect(await images.generate(STREAM)),
  'generate by images()': (images) => collect(images.generate(PARAMS).images()),
  'generate as a long call': (images) => images.generate(PARAMS, { longCalls: 'stream' }),
  'generate by asResponse()': (images) => images.generate(PARAMS).asResponse(),
  edit: (images) => images.edit({ ...PARAMS, image: makePng() }),
  'edit as a stream': async (images) => collect(await images.edit({ ...STREAM, image: makePng() })),
  createVariation: (images) => images.createVariation({ image: makePng() }),
  saveImages: (images) => saveImages(images.generate(PARAMS), path.join(tmpdir(), 'openai-images-never')),
};

const HOSTILE = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
const hostile = () => JSON.parse(HOSTILE);

function expectNoPollution(...values: unknown[]): void {
  for (const value of [{}, [], () => {}, '', ...values]) {
    expect((value as { polluted?: unknown } | undefined)?.polluted).toBeUndefined();
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
}

/** Every way in which a log might print an error. */
const print = (error: Error) =>
  [
    inspect(error, { depth: 20, showHidden: true, getters: true }),
    JSON.stringify(error),
    error.stack,
    String(error.cause),
  ].join();

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const tests: Record<string, () => void> = {
  'The key goes to the configured origin alone.': () => {
    it.each(Object.entries(WAYS))('when it is %s', async (_way, call) => {
      const elsewhere = await startHttpServer();
      for (const status of [301, 302, 303, 307, 308]) {
        const server = await startHttpServer((response) => {
          response.writeHead(status, { location: `${elsewhere.url}/images/generations` }).end();
        });
        const error = await errorOf(call(testClient({ baseURL: server.url })), APIConnectionError);
        expect(error.message).toMatch(/redirect, which is not followed/);
        expect(server.requests).toHaveLength(1);
      }
      expect(elsewhere.requests).toHaveLength(0);
    });

    it('when the client beneath is asked', async () => {
      const elsewhere = await startHttpServer();
      const server = await startHttpServer((response) => response.writeHead(307, { location: elsewhere.url }).end());
      const { api } = testClient({ baseURL: server.url });
      await expect(api.POST('/images/generations', { body: PARAMS })).rejects.toThrow();
      expect([server.requests.length, elsewhere.requests.length]).toEqual([1, 0]);
    });
  },

  'The key does not go out over plain http.': () => {
    it.each([
      'http://api.test/v1',
      'http://10.0.0.1/v1',
      'http://localhost.test/v1',
      'http://127.0.0.1.test/v1',
      'http://[::2]/v1',
    ])('to %s, unless that is allowed', (baseURL) => {
      expect(() => testClient({ baseURL })).toThrow(OpenAIError);
      expect(() => testClient({ baseURL })).toThrow(/plain http .* pass allowInsecure: true/);
      expect(() => testClient({ baseURL, allowInsecure: true })).not.toThrow();
      vi.stubEnv('OPENAI_BASE_URL', baseURL);
      expect(() => createImagesClient({ apiKey: API_KEY })).toThrow(/plain http/);
      vi.unstubAllEnvs();
    });

    it.each([
      'http://127.0.0.1:80/v1',
      'http://127.9.9.9/v1',
      'http://localhost:8080',
      'http://a.localhost/v1',
      'http://[::1]:80/v1',
      'https://api.test/v1',
    ])('but may go to %s', (baseURL) => {
      expect(() => testClient({ baseURL })).not.toThrow();
    });

    it.each(['ftp://127.0.0.1/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:,x'])('nor to %s', (baseURL) => {
      expect(() => testClient({ baseURL, allowInsecure: true })).toThrow(/expected an https: URL/);
    });
  },

  'No client is made in a browser by mistake.': () => {
    it('but only where the risk is taken', () => {
      vi.stubGlobal('window', { document: {} });
      vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0' });
      expect(() => testClient()).toThrow(/dangerouslyAllowBrowser: true/);
      expect(() => testClient({ dangerouslyAllowBrowser: true })).not.toThrow();
      expect(() =>
        testClient({ dangerouslyAllowBrowser: true }).withOptions({ dangerouslyAllowBrowser: false }),
      ).toThrow();
    });
  },

  'A key that cannot be sent as it is gets refused.': () => {
    it.each([
      'sk-secret\n',
      'sk-secret\r\nx-evil: 1',
      'sk secret',
      '\tsk-secret',
      'sk-sécret',
      'sk-secret\0',
      'sk-secret\u200b',
    ])('such as %j', (apiKey) => {
      const make = () => createImagesClient({ apiKey });
      expect(make).toThrow(/holds a blank, a line break or a character outside ASCII/);
      expect(make).not.toThrow(/cret/);
    });
  },

  'No header is injected.': () => {
    it.each([
      ['a value', { 'x-a': 'secret\r\nx-evil: 1' }],
      ['a value with a lone line feed', { 'x-a': 'secret\nx-evil: 1' }],
      ['a value with a zero byte', { 'x-a': 'secret\0' }],
      ['a name', { 'x-a: secret\r\nx-evil': '1' }],
      ['a name with a colon', { 'x-evil:': 'secret' }],
    ])('by %s', async (_what, headers) => {
      const server = await startHttpServer();
      expect(() => testClient({ defaultHeaders: headers as never })).toThrow(/cannot be sent: its name or value/);
      const call = testClient({ baseURL: server.url }).generate(PARAMS, { headers: headers as never });
      expect((await errorOf(call, OpenAIError)).message).toMatch(/cannot be sent/);
      expect(server.requests).toHaveLength(0);
    });

    it.each(['organization', 'project'])('by the %s', async (option) => {
      const server = await startHttpServer();
      const call = async () => testClient({ baseURL: server.url, [option]: 'org\r\nx-evil: 1' }).generate(PARAMS);
      await errorOf(call(), OpenAIError);
      expect(server.requests).toHaveLength(0);
    });
  },

  'No part of a form is injected.': () => {
    it('by file names, field names or prompts', async () => {
      const server = await startHttpServer();
      const evil = 'a"; name="n"\r\nX-Evil: 1\r\n\r\n9\r\n--boundary--.png';
      await testClient({ baseURL: server.url, onWarning: () => {} }).edit({
        image: new File([makePng()], evil),
        mask: new File([makePng(8, 8, [0, 0, 0, 0])], '../../etc/passwd\0.png'),
        prompt: evil,
        [`field"\r\n${evil}`]: evil,
      } as never);
      const parts = parseMultipart(server.requests[0] as never);
      expect(parts.map(({ name }) => name?.slice(0, 5))).toEqual(['image', 'mask', 'promp', 'field']);
      for (const { headers } of parts) {
        expect(Object.keys(headers).filter((name) => !/^content-(disposition|type)$/.test(name))).toEqual([]);
      }
      expect(parts[0]?.bytes).toEqual(Buffer.from(makePng()));
      expect(parts[1]?.filename).not.toMatch(/[\\/]/);
      expect(parts[2]?.bytes.toString()).toBe(evil);
    });
  },

  'No prototype is polluted.': () => {
    it('by parameters, options or extraBody', async () => {
      const { fetch, calls } = fakeFetch();
      const images = testClient({ fetch, validation: 'off', defaults: { generate: hostile(), edit: hostile() } });
      const data = await images.generate({ ...PARAMS, ...hostile() }, { extraBody: hostile(), headers: {} });
      await images.edit({ ...PARAMS, image: makePng(), svg: hostile(), ...hostile() } as never, {
        extraBody: hostile(),
      });
      await testClient({ fetch, onWarning: () => {} }).generate(Object.assign(hostile(), PARAMS));
      const withHeaders = testClient({ fetch, defaultHeaders: JSON.parse('{"__proto__":"a","constructor":"b"}') });
      await withHeaders.generate(PARAMS).catch(() => {});
      expect(calls.length).toBeGreaterThanOrEqual(3);
      expectNoPollution(data, new Headers(calls[0]?.init.headers));
    });

    it('by responses, in every mode', async () => {
      const body = `{"created":1,"data":[{"b64_json":"AAAA",${HOSTILE.slice(1)}],"usage":${HOSTILE},${HOSTILE.slice(1)}`;
      const images = testClient({ fetch: fakeFetch(() => new Response(body)).fetch });
      const data = await images.generate(PARAMS);
      const pictures = images.generate(PARAMS).images();
      const [picture] = await collect(pictures);
      const events = await collect(await images.generate(STREAM));
      expectNoPollution(data, data.data?.[0], picture, pictures.meta, pictures.meta?.usage, ...events);
    });

    it('by events, and the response that is made of them', async () => {
      const event = eventText(
        `{"type":"image_generation.completed","b64_json":"AAAA","usage":${HOSTILE},${HOSTILE.slice(1)}`,
      );
      const headers = { 'x-ratelimit-limit-__proto__': '1', 'x-ratelimit-limit-constructor': '1' };
      const answer = () => {
        const { body, headers: usual } = streamResponse(event, event);
        return new Response(body, { headers: { ...Object.fromEntries(usual), ...headers } });
      };
      const images = testClient({ fetch: fakeFetch(answer).fetch });
      const call = images.generate({ ...PARAMS, n: 2 }, { longCalls: 'stream' });
      const { data, rateLimit } = await call.withResponse();
      expect(data.data).toHaveLength(2);
      expect((rateLimit as { limit?: number }).limit).toBeUndefined();
      expect(Object.getPrototypeOf(data.usage)).toBe(Object.prototype);
      expectNoPollution(
        data,
        data.usage,
        rateLimit,
        ...(await collect(images.generate(PARAMS, { longCalls: 'stream' }).images())),
      );
    });

    it('by errors', async () => {
      for (const text of [
        HOSTILE,
        `{"error":${HOSTILE}}`,
        `{"error":{"message":"No.","inner_error":${HOSTILE}}}`,
        `{"detail":[${HOSTILE}]}`,
      ]) {
        for (const status of [400, 200]) {
          const call = testClient({ fetch: fakeFetch(new Response(text, { status })).fetch }).generate(PARAMS);
          const error = await errorOf(call, APIError);
          expectNoPollution(error, error.body, error.toJSON());
        }
      }
    });
  },

  'A text is never opened.': () => {
    it.each(['SECURITY.md', '/etc/passwd', 'file:///etc/passwd', 'C:\\otter.png'])('such as %s', async (image) => {
      const server = await startHttpServer();
      await errorOf(
        testClient({ baseURL: server.url }).edit({ ...PARAMS, image: image as never }),
        InvalidRequestError,
      );
      expect(server.requests).toHaveLength(0);
    });

    it('nor a link, which the API gets as it is', async () => {
      const elsewhere = await startHttpServer();
      const server = await startHttpServer();
      const image = `${elsewhere.url.replace('http:', 'https:')}/otter.png`;
      await testClient({ baseURL: server.url, onWarning: () => {} }).edit({ ...PARAMS, image });
      expect(server.requests[0]?.body.toString()).toContain(image);
      expect(elsewhere.requests).toHaveLength(0);
    });
  },

  "A picture's link is followed without the key.": () => {
    const link = async (answer: Answer) => {
      const elsewhere = await startHttpServer(answer);
      const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-security-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      const server = await startHttpServer((response) => {
        response.end(JSON.stringify({ created: 1, data: [{ url: `${elsewhere.url}/otter.png` }] }));
      });
      const images = testClient({ baseURL: server.url, defaultHeaders: { 'api-key': 'secret', cookie: 'secret' } });
      return { elsewhere, folder, save: (options = {}) => saveImages(images.generate(PARAMS), folder, options) };
    };

    it('nor any other header of the call', async () => {
      const { elsewhere, save } = await link((response) => response.end(makePng()));
      expect(await save()).toHaveLength(1);
      const sent = JSON.stringify(elsewhere.requests[0]?.headers);
      expect(sent).not.toMatch(new RegExp(`${API_KEY}|secret|authorization`));
    });

    it('nor past its limit, and leaves no file', async () => {
      const { folder, save } = await link((response) => response.end(Buffer.concat([makePng(), Buffer.alloc(10_000)])));
      expect((await errorOf(save({ maxDownloadBytes: 5_000 }), OpenAIError)).message).toMatch(/larger than 5000 bytes/);
      expect(await readdir(folder)).toEqual([]);
    });
  },

  'Errors hold no key.': () => {
    const echoes: [string, Answer][] = [
      [
        'a body of JSON',
        (response, { headers }) =>
          response.writeHead(401).end(JSON.stringify({ error: { message: headers.authorization } })),
      ],
      ['a page', (response, { headers }) => response.writeHead(502).end(`<html>${headers.authorization}</html>`)],
      ['a header', (response, { headers }) => response.writeHead(400, { 'x-echo': headers.authorization }).end()],
      [
        'a page under 200',
        (response, { headers }) =>
          response.writeHead(200, { 'x-echo': headers.authorization }).end(`<html>${headers.authorization}`),
      ],
      [
        'a body that is cut',
        (response, { headers }) => {
          response.writeHead(200, { 'x-echo': headers.authorization, 'content-length': 1_000 });
          response.write(`{"${headers.authorization}`, () => response.destroy());
        },
      ],
      [
        'a stream that ends',
        (response, { headers }) => {
          response
            .writeHead(200, { 'x-echo': headers.authorization, 'content-type': 'text/event-stream' })
            .end(`: ${headers.authorization}\n\n`);
        },
      ],
      [
        'an event',
        (response, { headers }) => {
          response
            .writeHead(200, { 'content-type': 'text/event-stream' })
            .end(eventText({ error: { code: headers.authorization, message: headers.authorization } }));
        },
      ],
      ['nothing at all', (response) => response.socket?.resetAndDestroy()],
    ];

    it.each(echoes)('where it is echoed by %s', async (_what, answer) => {
      const server = await startHttpServer(answer);
      const images = testClient({ baseURL: server.url, maxRetries: 0 });
      for (const call of Object.values(WAYS)) {
        const outcome = await Promise.resolve(call(images)).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(print(outcome)).not.toContain(API_KEY);
        else expect(outcome).toBeInstanceOf(Response);
      }
      expect(server.requests.length).toBe(Object.keys(WAYS).length);
      expect(server.requests[0]?.headers.authorization).toContain(API_KEY);
    });
  },

  'What is logged of an error holds no prompt and no picture.': () => {
    const secret = 'secret otter';
    const base64 = Buffer.from(secret).toString('base64');

    it.each<[string, () => Response]>([
      [
        'of a failure that repeats them',
        () => Response.json({ error: { message: 'No.' }, prompt: secret, b64_json: base64 }, { status: 400 }),
      ],
      [
        'of a failure that says nothing else',
        () => Response.json({ prompt: secret, image: { b64_json: base64 } }, { status: 400 }),
      ],
      ['of broken JSON', () => new Response(`{"data":[{"revised_prompt":"${secret}","b64_json":"${base64}`)],
      ['of an invalid picture', () => Response.json({ data: [{ revised_prompt: secret, b64_json: `${base64}!` }] })],
      [
        'of an invalid event',
        () => streamResponse(eventText({ ...completedEvent(`${base64}!`), revised_prompt: secret })),
      ],
      ['of a header', () => new Response('', { status: 400, headers: { 'x-prompt': secret } })],
    ])('%s', async (_what, answer) => {
      const images = testClient({ fetch: fakeFetch(answer).fetch });
      for (const read of [
        images.generate({ prompt: secret }),
        collect(images.generate({ prompt: secret }).images()),
        images.generate({ prompt: secret }, { longCalls: 'stream' }),
      ]) {
        const text = JSON.stringify(await errorOf(read, APIError));
        expect(text).not.toContain(secret);
        expect(text).not.toContain(base64);
      }
    });
  },

  'Nothing is logged but warnings.': () => {
    it('through onWarning, or else console.warn, and without the key', async () => {
      const methods = ['log', 'info', 'debug', 'error', 'warn', 'trace'] as const;
      const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
      const write = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
      const logged = () => [...spies.slice(0, 4), ...spies.slice(5), ...write].flatMap(({ mock }) => mock.calls.length);
      const before = logged();
      const images = testClient({ fetch: fakeFetch(new Response('', { status: 400 })).fetch });
      for (const call of Object.values(WAYS)) await Promise.resolve(call(images)).catch(() => {});
      const warn = spies[4] as (typeof spies)[0];
      const params = { ...PARAMS, model: 'gpt-image-2', seed: API_KEY };
      await images.generate(params as never).catch(() => {});
      expect(warn).toHaveBeenCalled();
      expect(logged()).toEqual(before);
      for (const [message] of warn.mock.calls) expect(message).toMatch(/^openai-images: /);
      const onWarning = vi.fn();
      warn.mockClear();
      await testClient({ fetch: fakeFetch().fetch, onWarning }).generate(params as never);
      expect(onWarning).toHaveBeenCalled();
      expect(JSON.stringify(onWarning.mock.calls)).not.toContain(API_KEY);
      expect(warn).not.toHaveBeenCalled();
    });
  },

  'No response takes up all memory.': () => {
    it.each<[string, Answer]>([
      [
        'that has no end',
        (response) => {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          const more = () => {
            while (!response.destroyed && response.write(' '.repeat(65_536)));
          };
          response.on('drain', more);
          more();
        },
      ],
      [
        'that is packed',
        (response) => {
          response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000, ' ')));
        },
      ],
    ])('%s', async (_what, answer) => {
      const server = await startHttpServer(answer);
      const images = testClient({ baseURL: server.url, maxResponseBytes: 100_000 });
      await errorOf(images.generate({ ...PARAMS, n: 2 }), InvalidResponseError);
      await errorOf(collect(images.generate(PARAMS).images()), InvalidResponseError);
      await errorOf(
        images.generate(STREAM).then((stream) => collect(stream)),
        InvalidResponseError,
      );
    });

    it('but is as long as the pictures asked for, and their previews', async () => {
      const { fetch } = fakeFetch(() => new Response(`{"data":[{"b64_json":"AAAA"}]}${' '.repeat(250_000)}`));
      const images = testClient({ fetch, maxResponseBytes: 100_000 });
      expect((await images.generate({ ...PARAMS, n: 3 })).data).toHaveLength(1);
      expect(await collect(await images.generate({ ...STREAM, partial_images: 2 }))).toHaveLength(1);
      await errorOf(images.generate({ ...PARAMS, n: 2 }), InvalidResponseError);
    });
  },
};

const promises = [...readFileSync('SECURITY.md', 'utf8').matchAll(/^- \*\*(.+?)\*\*/gm)].map(
  ([, promise]) => promise ?? '',
);

it('has a test for each promise of SECURITY.md, and no other', () => {
  expect(promises).toEqual(Object.keys(tests));
});

for (const promise of promises) describe(promise, () => tests[promise]?.());
