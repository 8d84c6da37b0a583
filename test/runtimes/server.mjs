// Answers as the Images API would, as a request's prompt asks, and keeps a log of what it received, for each runtime its
// own: the first part of a path names it.
import { createHash } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { picture } from './suite/pictures.mjs';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST',
  'access-control-expose-headers': 'x-request-id, retry-after, retry-after-ms, x-should-retry',
};

/** Behaviours by the prompt that asks for them; the others answer with one picture. */
const ANSWERS = {
  async 'stream without an end'({ response }) {
    startEvents(response);
    sendEvent(response, 'partial_image', { partial_image_index: 0 });
  },
  async 'pictures in pieces'({ response }) {
    const data = [0, 1, 2].map((index) => ({ b64_json: base64(picture(30_000 + index)) }));
    const text = JSON.stringify({ created: 1_700_000_000, data, usage: { total_tokens: 30 } });
    response.writeHead(200, { ...CORS, 'content-type': 'application/json' });
    for (let start = 0; start < text.length; start += 50_000) {
      response.write(text.slice(start, start + 50_000));
      await sleep(5);
    }
    response.end();
  },
  'nothing at all'() {},
  'half an answer'({ response }) {
    response.writeHead(200, { ...CORS, 'content-type': 'application/json', 'content-length': 1_000 });
    response.write('{"created":1');
    setTimeout(() => response.destroy(), 50);
  },
  'half an answer and no more'({ response }) {
    response.writeHead(200, { ...CORS, 'content-type': 'application/json' });
    response.write('{"created":1');
  },
  'a redirect'({ response }) {
    response.writeHead(307, { ...CORS, location: 'elsewhere' });
    response.end();
  },
  'busy once'({ response, seen }) {
    if (seen > 1) return answerPicture(response);
    answerError(response, 429, { 'retry-after-ms': '20' });
  },
  'a page in front'({ response }) {
    response.writeHead(502, { ...CORS, 'content-type': 'text/html' });
    response.end('<html><title>Bad gateway</title></html>');
  },
};

/** Starts the server on a port of 127.0.0.1 that is free. */
export async function startServer() {
  /** @type {Map<string, object[]>} */
  const logs = new Map();
  const server = http.createServer(async (request, response) => {
    const [, runtime, ...rest] = request.url.split('/');
    const path = `/${rest.join('/')}`;
    if (!logs.has(runtime)) logs.set(runtime, []);
    const log = logs.get(runtime);
    if (request.method === 'OPTIONS') {
      response.writeHead(204, {
        ...CORS,
        'access-control-allow-headers': request.headers['access-control-request-headers'],
      });
      response.end();
    } else if (path === '/log') {
      sendJSON(response, 200, log);
    } else {
      const entry = { path, method: request.method, headers: request.headers, closed: false };
      log.push(entry);
      response.on('close', () => {
        entry.closed = !response.writableFinished;
      });
      const body = await readBody(request).catch(() => undefined);
      if (body) await answer(entry, body, response, log);
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(entry, body, response, log) {
  const [mediaType] = (entry.headers['content-type'] ?? '').split(';');
  if (mediaType === 'application/json') entry.json = JSON.parse(body.toString());
  if (mediaType === 'multipart/form-data') entry.parts = readParts(entry.headers['content-type'], body);
  const prompt = entry.json?.prompt ?? entry.parts?.find(({ name }) => name === 'prompt')?.text;
  entry.prompt = prompt;
  const status = /^status (\d+)$/.exec(prompt)?.[1];
  if (status) return answerError(response, Number(status));
  const behave = Object.hasOwn(ANSWERS, prompt ?? '') && ANSWERS[prompt];
  if (behave)
    return behave({ response, seen: log.filter((each) => each.prompt === prompt && each.path === entry.path).length });
  const isStream = entry.json?.stream ?? entry.parts?.some(({ name, text }) => name === 'stream' && text === 'true');
  return isStream ? answerEvents(response, entry) : answerPicture(response);
}

function answerPicture(response) {
  const usage = { input_tokens: 10, output_tokens: 20, total_tokens: 30 };
  sendJSON(response, 200, { created: 1_700_000_000, data: [{ b64_json: base64(picture(1_000)) }], usage });
}

async function answerEvents(response, { path }) {
  startEvents(response);
  const operation = path.endsWith('/edits') ? 'image_edit' : 'image_generation';
  for (const index of [0, 1]) {
    sendEvent(response, 'partial_image', { partial_image_index: index }, operation);
    await sleep(5);
  }
  sendEvent(response, 'completed', { usage: { input_tokens: 10, output_tokens: 20, total_tokens: 30 } }, operation);
  response.end();
}

function startEvents(response) {
  response.writeHead(200, { ...CORS, 'content-type': 'text/event-stream', 'x-request-id': 'req_runtimes' });
}

function sendEvent(response, kind, members, operation = 'image_generation') {
  const type = `${operation}.${kind}`;
  const event = { type, b64_json: base64(picture(1_000)), created_at: 1_700_000_000, ...members };
  response.write(`event: ${type}\ndata: ${JSON.stringify(event)}\n\n`);
}

function answerError(response, status, headers = {}) {
  const error = { message: `It is ${status}.`, type: 'test_error', param: 'prompt', code: `code_${status}` };
  sendJSON(response, status, { error }, headers);
}

function sendJSON(response, status, value, headers = {}) {
  response.writeHead(status, {
    ...CORS,
    'content-type': 'application/json',
    'x-request-id': 'req_runtimes',
    ...headers,
  });
  response.end(JSON.stringify(value));
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The parts of a form by the letter of RFC 7578: no runtime's encoder is judged by a runtime's decoder. */
function readParts(contentType, body) {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)[1];
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const parts = [];
  let position = whole.indexOf(delimiter) + delimiter.length;
  while (whole.subarray(position, position + 2).toString() === '\r\n') {
    const end = whole.indexOf(delimiter, position);
    parts.push(readPart(whole.subarray(position + 2, end)));
    position = end + delimiter.length;
  }
  if (whole.subarray(position, position + 2).toString() !== '--') throw new Error('a form without its end');
  return parts;
}

function readPart(part) {
  const border = part.indexOf('\r\n\r\n');
  const head = part.subarray(0, border).toString();
  const bytes = part.subarray(border + 4);
  const filename = /; filename="([^"]*)"/i.exec(head)?.[1];
  const content =
    filename === undefined ? { text: bytes.toString() } : { filename, size: bytes.length, hash: hash(bytes) };
  return {
    name: /; name="([^"]*)"/i.exec(head)?.[1],
    type: /^content-type: *(.*)$/im.exec(head)?.[1]?.trim(),
    ...content,
  };
}

function base64(bytes) {
  return Buffer.from(bytes).toString('base64');
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
