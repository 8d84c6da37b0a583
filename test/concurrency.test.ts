import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  APIUserAbortError,
  type ImagesClient,
  InternalServerError,
  imageBytes,
  ModerationError,
  OutcomeUnknownError,
  RateLimitError,
} from 'openai-images';
import { expect, it, vi } from 'vitest';
import { completedEvent, eventText, partialEvent } from './support/event-stream.js';
import { type Answer, startHttpServer } from './support/http-server.js';
import { makePng } from './support/pictures.js';
import { testClient } from './support/test-client.js';

const CALLS = 1_000;

/** A picture that is like no other call's. */
const pictureOf = (number: number) => Buffer.from(`picture ${number}`.padEnd(20_000, `.${number}`)).toString('base64');
const jsonOf = (number: number) => JSON.stringify({ created: number, data: [{ b64_json: pictureOf(number) }] });
const messageOf = (number: number) => JSON.stringify({ error: { message: `No, ${number}.` } });

/** A kind of call, what the server does to it, and what is to come of it, told as text. */
interface Kind {
  answer(number: number, attempt: number): Answer;
  call(images: ImagesClient, number: number): Promise<string>;
  expected(number: number): string;
}

const json =
  (number: number): Answer =>
  (response) => {
    response
      .writeHead(200, { 'content-type': 'application/json', 'x-request-id': `req_${number}` })
      .end(jsonOf(number));
  };
const failing =
  (status: number, number: number): Answer =>
  (response) => {
    response.writeHead(status, { 'retry-after-ms': '1', 'x-request-id': `req_${number}` }).end(messageOf(number));
  };
const promptOf = (number: number) => ({ prompt: `call ${number}` });
const textOf = (bytes: Uint8Array | undefined) =>
  Buffer.from(bytes ?? [])
    .toString()
    .slice(0, 14)
    .split('.')[0] ?? '';
const given = (number: number) => `picture ${number}`;

const KINDS: Kind[] = [
  {
    answer: json,
    async call(images, number) {
      const { data, requestId } = await images.generate(promptOf(number)).withResponse();
      expect(requestId).toBe(`req_${number}`);
      return textOf(imageBytes(data.data?.[0]));
    },
    expected: given,
  },
  {
    answer: (number) => (response, request, count) =>
      setTimeout(() => json(number)(response, request, count), number % 50),
    async call(images, number) {
      const { data } = await images.edit({ ...promptOf(number), image: makePng() });
      return textOf(imageBytes(data?.[0]));
    },
    expected: given,
  },
  {
    answer: (number) => (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(eventText(partialEvent()));
      setTimeout(() => response.end(eventText(completedEvent(pictureOf(number)))), number % 50);
    },
    async call(images, number) {
      const stream = await images.generate({ ...promptOf(number), stream: true, partial_images: 1 });
      return textOf(imageBytes(await stream.finalImage()));
    },
    expected: given,
  },
  {
    answer: json,
    async call(images, number) {
      const texts: string[] = [];
      for await (const { bytes } of images.generate(promptOf(number)).images()) texts.push(textOf(bytes));
      return texts.join();
    },
    expected: given,
  },
  {
    answer: (number, attempt) => (attempt < 3 ? failing(attempt === 1 ? 429 : 503, number) : json(number)),
    call: async (images, number) => textOf(imageBytes((await images.generate(promptOf(number))).data?.[0])),
    expected: given,
  },
  {
    answer: (number) => failing(429, number),
    call: (images, number) => failureOf(images.generate(promptOf(number)), RateLimitError),
    expected: (number) => `429 No, ${number}. req_${number}`,
  },
  {
    answer: (number) => failing(500, number),
    call: (images, number) => failureOf(images.generate(promptOf(number), { maxRetries: 0 }), InternalServerError),
    expected: (number) => `500 No, ${number}. req_${number}`,
  },
  {
    answer: (number) => (response) => {
      const error = { message: `No, ${number}.`, code: 'moderation_blocked' };
      response.writeHead(400, { 'x-request-id': `req_${number}` }).end(JSON.stringify({ error }));
    },
    call: (images, number) => failureOf(images.generate(promptOf(number)), ModerationError),
    expected: (number) => `400 No, ${number}. req_${number}`,
  },
  {
    answer: (number) => (response) => {
      response.writeHead(200, { 'content-length': 9_999, 'x-request-id': `req_${number}` });
      response.write('{"created":', () => response.destroy());
    },
    call: (images, number) =>
      failureOf(images.generate(promptOf(number)), OutcomeUnknownError).then((text) => text.split(' ').at(-1) ?? ''),
    expected: (number) => `req_${number}`,
  },
  {
    answer: () => () => {},
    call(images, number) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(number), number % 100);
      return images.generate(promptOf(number), { signal: controller.signal }).then(
        () => 'a picture',
        (error: unknown) => `${error instanceof APIUserAbortError} ${(error as Error).cause}`,
      );
    },
    expected: (number) => `true ${number}`,
  },
];

async function failureOf(
  call: PromiseLike<unknown>,
  // biome-ignore lint/suspicious/noExplicitAny: any constructor of such an error will do.
  ErrorClass: new (...args: any[]) => Error & { requestId: string | undefined },
): Promise<string> {
  return call.then(
    () => 'a picture',
    (error: unknown) =>
      error instanceof ErrorClass ? `${error.message} ${error.requestId}` : `another error: ${error}`,
  );
}

it('gives each of a thousand calls at once what is its own, and keeps nothing of them', {
  timeout: 60_000,
}, async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const warnings: Error[] = [];
  const keep = (warning: Error) => warnings.push(warning);
  process.on('warning', keep);
  const attempts = new Map<number, number>();
  const server = await startHttpServer((response, request, count) => {
    const number = Number(/call (\d+)/.exec(request.body.toString('latin1'))?.[1]);
    const attempt = (attempts.get(number) ?? 0) + 1;
    attempts.set(number, attempt);
    // Connections that are kept are memory too.
    response.shouldKeepAlive = false;
    kindOf(number).answer(number, attempt)(response, request, count);
  });
  const images = testClient({ baseURL: server.url, onWarning: () => {} });

  const round = async (calls: number) => {
    attempts.clear();
    const numbers = Array.from({ length: calls }, (_, index) => index);
    const results = await Promise.all(numbers.map((number) => kindOf(number).call(images, number)));
    expect(results).toEqual(numbers.map((number) => kindOf(number).expected(number)));
    const expectedAttempts = (number: number) => [1, 1, 1, 1, 3, 3, 1, 1, 1][number % KINDS.length];
    // A call that is aborted may not have been sent.
    const sent = numbers.filter((number) => number % KINDS.length < 9);
    expect(sent.map((number) => attempts.get(number))).toEqual(sent.map(expectedAttempts));
    server.requests.length = 0;
  };
  const used = () => {
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  await round(CALLS);
  await round(250);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const before = used();
  for (let count = 0; count < 4; count++) await round(250);
  process.off('warning', keep);
  expect(warnings).toEqual([]);
  // The pictures of the calls between are 27 MB as text. Connections take a moment to close.
  await vi.waitFor(() => expect(used() - before).toBeLessThan(2_000_000), { timeout: 5_000, interval: 100 });
});

it('ends a thousand calls at once that share a signal, and nobody is warned of a leak', async () => {
  const warnings: Error[] = [];
  const keep = (warning: Error) => warnings.push(warning);
  process.on('warning', keep);
  const controller = new AbortController();
  const server = await startHttpServer((_response, _request, count) => {
    if (count === CALLS / 2) controller.abort(new Error('the page was left'));
  });
  const images = testClient({ baseURL: server.url });
  const calls = Array.from({ length: CALLS }, (_, number) =>
    images.generate(promptOf(number), { signal: controller.signal }).then(
      () => 'a picture',
      (error: unknown) => error instanceof APIUserAbortError && error.cause === controller.signal.reason,
    ),
  );
  expect(await Promise.all(calls)).toEqual(calls.map(() => true));
  await new Promise(setImmediate);
  process.off('warning', keep);
  expect(warnings).toEqual([]);
});

function kindOf(number: number): Kind {
  return KINDS[number % KINDS.length] as Kind;
}
