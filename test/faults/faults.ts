import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Fault, FaultyRequest } from './fault-server.js';

/** The one picture that every server here sends, where it sends one. */
export const PICTURE = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  Buffer.from(Uint8Array.from({ length: 900 }, (_, at) => (at * 7) % 256)),
]);

/** The most bytes of response that the faults named so stay below or exceed. */
export const MAX_RESPONSE_BYTES = 300_000;

const BASE64 = PICTURE.toString('base64');
const USAGE = '"usage":{"total_tokens":3,"input_tokens":1,"output_tokens":2}';
const HTML = '<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>';
const TOO_MUCH = Buffer.alloc(MAX_RESPONSE_BYTES * 2, ' ');

interface Answer {
  status?: number;
  type?: string;
  headers?: string[];
  body: string | Buffer;
}

/** A response with pictures of the JSON given, as JSON or as events, whichever is asked for. */
function answerOf({ wantsEvents, path }: FaultyRequest, picture = `"b64_json":"${BASE64}"`): Answer {
  if (!wantsEvents) return { body: `{"created":1,"data":[{${picture}}],${USAGE}}` };
  const name = path.endsWith('/edits') ? 'image_edit' : 'image_generation';
  const event = (type: string, members: string) =>
    `event: ${name}.${type}\ndata: {"type":"${name}.${type}",${members}}\n\n`;
  const preview = event('partial_image', '"partial_image_index":0,"b64_json":"cHJldmlldw=="');
  return { type: 'text/event-stream', body: preview + event('completed', `"created_at":1,${picture},${USAGE}`) };
}

/** The bytes of a response; its length is told truly unless the headers say otherwise. */
function bytesOf({ status = 200, type = 'application/json', headers, body }: Answer): Buffer {
  const length = headers ?? [`content-length: ${Buffer.byteLength(body)}`];
  const head = [`HTTP/1.1 ${status} Status`, `content-type: ${type}`, 'x-request-id: req_fault', ...length];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

/** A server that answers every request with the bytes given, then does as told. */
function sending(
  makeBytes: (request: FaultyRequest) => Buffer | string,
  then: (socket: Socket) => void = () => {},
): Fault {
  return { onRequest: (socket, request) => socket.write(makeBytes(request), () => then(socket)) };
}

const answering = (makeAnswer: (request: FaultyRequest) => Answer): Fault =>
  sending((request) => bytesOf(makeAnswer(request)));

const reporting = (status: number, error: object, headers: string[] = []): Fault =>
  answering(() => {
    const body = JSON.stringify({ error });
    return { status, body, headers: [...headers, `content-length: ${body.length}`] };
  });

const end = (socket: Socket) => void socket.end();
// A moment later, so that what was written before is not lost with the connection.
const reset = (socket: Socket) => void setTimeout(() => socket.resetAndDestroy(), 20);

/** A response up to somewhere amid the finished picture. */
const half = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.75));
const wholeOf = (request: FaultyRequest) => bytesOf(answerOf(request));
const headOf = (request: FaultyRequest) => wholeOf(request).subarray(0, wholeOf(request).indexOf('\r\n\r\n') + 4);

/** The same without any length: it ends with the connection. */
const unmeasured = (request: FaultyRequest) => bytesOf({ ...answerOf(request), headers: ['connection: close'] });

const CHUNKED = ['transfer-encoding: chunked'];
const asChunk = (body: string | Buffer) => `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`;
const chunked = (request: FaultyRequest, last: string) => {
  const { body, ...answer } = answerOf(request);
  return bytesOf({ ...answer, headers: CHUNKED, body: asChunk(body) + last });
};

/** Sends bytes one by one. */
function drip(socket: Socket, bytes: Buffer, at = 0): void {
  if (at === bytes.length || !socket.writable) return;
  socket.write(bytes.subarray(at, at + 1));
  setImmediate(() => drip(socket, bytes, at + 1));
}

/** Sends a text again and again, a byte every so often. */
function dripForever(socket: Socket, text: string): void {
  let at = 0;
  const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ''), 20);
  socket.on('close', () => clearInterval(timer));
}

const gzip = (makeBody: (body: Buffer) => Buffer): Fault =>
  answering((request) => {
    const answer = answerOf(request);
    const body = makeBody(Buffer.from(answer.body));
    return { ...answer, body, headers: ['content-encoding: gzip', `content-length: ${body.length}`] };
  });

/** Every fault, by what the server does. */
export const faults = {
  'answers as it should': answering((request) => answerOf(request)),

  'refuses the connection': { refuses: true },
  'never finishes the TLS handshake': { https: true, hangs: true },
  'answers a TLS handshake in plain text': {
    https: true,
    onConnect: (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  },

  'says nothing': { hangs: true },
  'resets before the headers': { onRequest: reset },
  'resets amid the headers': sending(() => 'HTTP/1.1 200 OK\r\ncontent-ty', reset),
  'resets after the headers': sending(headOf, reset),
  'resets amid the body': sending((request) => half(wholeOf(request)), reset),
  'resets amid a chunk': sending((request) => half(Buffer.from(chunked(request, ''))), reset),
  'closes before the headers': { onRequest: end },
  'closes amid the headers': sending(() => 'HTTP/1.1 200 OK\r\ncontent-ty', end),
  'closes after the headers': sending(headOf, end),
  'closes amid the body': sending((request) => half(wholeOf(request)), end),
  'closes amid a body without a length': sending((request) => half(unmeasured(request)), end),
  'closes instead of the last chunk': sending((request) => chunked(request, ''), end),

  'stops amid the headers': { ...sending(() => 'HTTP/1.1 200 OK\r\ncontent-ty'), hangs: true },
  'stops after the headers': { ...sending(headOf), hangs: true },
  'stops amid the body': { ...sending((request) => half(wholeOf(request))), hangs: true },
  'drips the whole answer, byte by byte': {
    onRequest: (socket, request) => drip(socket.setNoDelay(), wholeOf(request)),
  },
  'drips headers without end': {
    onRequest: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      dripForever(socket, 'x-a: 1\r\n');
    },
    hangs: true,
  },
  'drips a body without end': {
    onRequest: (socket, request) => {
      socket.write(bytesOf({ ...answerOf(request), body: '', headers: ['connection: close'] }));
      dripForever(socket, '\n');
    },
    hangs: true,
  },

  'answers twice': sending((request) => Buffer.concat([wholeOf(request), wholeOf(request)])),
  'announces more than it sends, and closes': sending((request) => {
    const { body, ...answer } = answerOf(request);
    return bytesOf({ ...answer, body, headers: [`content-length: ${body.length + 1}`] });
  }, end),
  'announces more than it sends, and waits': {
    ...sending((request) => {
      const { body, ...answer } = answerOf(request);
      return bytesOf({ ...answer, body, headers: [`content-length: ${body.length + 1}`] });
    }),
    hangs: true,
  },
  'announces less than it sends': answering((request) => {
    const { body, ...answer } = answerOf(request);
    return { ...answer, body, headers: [`content-length: ${body.length - 200}`] };
  }),
  'never sends the last chunk': { ...sending((request) => chunked(request, '')), hangs: true },
  'sends a chunk of no size': sending((request) => chunked(request, 'otter\r\n')),
  'sends 100 Continue first': sending((request) => `HTTP/1.1 100 Continue\r\n\r\n${wholeOf(request)}`),
  'sends 103 Early Hints first': sending(
    (request) => `HTTP/1.1 103 Early Hints\r\nlink: </otter.css>; rel=preload\r\n\r\n${wholeOf(request)}`,
  ),
  'sends no HTTP': sending(() => 'An otter, as you asked.\r\n\r\n', end),
  'sends headers of 1 MB': sending(() => `HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(1e6)}\r\n\r\n`),

  'sends gzip that ends early': gzip((body) => half(gzipSync(body))),
  'says gzip, and sends none': gzip((body) => body),
  'sends gzip of more than was allowed': gzip((body) => gzipSync(Buffer.concat([TOO_MUCH, body]))),
  'announces more than was allowed': answering((request) => {
    const answer = answerOf(request);
    return { ...answer, body: Buffer.concat([TOO_MUCH, Buffer.from(answer.body)]) };
  }),
  'sends more than was allowed, without end': {
    floods: true,
    onRequest: (socket, request) => {
      socket.write(bytesOf({ ...answerOf(request), headers: ['connection: close'] }));
      const more = () => {
        while (socket.writable && socket.write(TOO_MUCH));
      };
      socket.on('drain', more);
      more();
    },
  },

  'sends HTML under 200': answering(() => ({ type: 'text/html', body: HTML })),
  'sends HTML under 502': answering(() => ({ status: 502, type: 'text/html', body: HTML })),
  'sends HTML under 503': answering(() => ({ status: 503, type: 'text/html', body: HTML })),
  'sends a redirect': answering(() => ({
    status: 307,
    body: '',
    headers: ['location: /elsewhere', 'content-length: 0'],
  })),
  'sends 204': sending(() => 'HTTP/1.1 204 No Content\r\n\r\n'),
  'sends nothing under 200': answering(() => ({ body: '' })),
  'sends no pictures': answering(() => ({ body: '{"created":1,"data":[]}' })),
  'sends an error under 200': answering(() => ({ body: '{"error":{"message":"No.","type":"server_error"}}' })),
  'sends an empty b64_json': answering((request) => answerOf(request, '"b64_json":""')),
  'sends invalid base64': answering((request) => answerOf(request, `"b64_json":"${BASE64.replace('C', '!')}"`)),
  'sends base64 that was cut': answering((request) => answerOf(request, `"b64_json":"${BASE64.slice(0, 1_001)}"`)),
  'sends invalid UTF-8': answering((request) => {
    const { body, ...answer } = answerOf(request);
    const bytes = Buffer.from(body);
    bytes[bytes.indexOf(BASE64) + 100] = 0xff;
    return { ...answer, body: bytes };
  }),
  'sends b64_json twice': answering((request) => answerOf(request, `"b64_json":"AAAA","b64_json":"${BASE64}"`)),

  'sends 400 of moderation': reporting(400, { message: 'Your request was rejected.', code: 'moderation_blocked' }),
  'sends 401': reporting(401, { message: 'Incorrect API key provided.', code: 'invalid_api_key' }),
  'sends 408': reporting(408, { message: 'Too slow.' }, ['retry-after-ms: 1']),
  'sends 409': reporting(409, { message: 'Locked.' }, ['retry-after-ms: 1']),
  'sends 429 of a rate': reporting(429, { message: 'Slow down.', code: 'rate_limit_exceeded' }, ['retry-after-ms: 1']),
  'sends 429 of a quota': reporting(429, { message: 'Pay.', code: 'insufficient_quota' }, ['retry-after-ms: 1']),
  'sends 500': reporting(500, { message: 'Oops.', type: 'server_error' }, ['retry-after-ms: 1']),
  'sends 500 not to be retried': reporting(500, { message: 'Oops.' }, ['retry-after-ms: 1', 'x-should-retry: false']),
  'sends 502': reporting(502, { message: 'Bad gateway.' }, ['retry-after-ms: 1']),
  'sends 503': reporting(503, { message: 'Overloaded.' }, ['retry-after-ms: 1']),
  'sends 504': reporting(504, { message: 'Gateway timeout.' }, ['retry-after-ms: 1']),
  'sends 524': reporting(524, { message: 'A timeout occurred.' }, ['retry-after-ms: 1']),
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
