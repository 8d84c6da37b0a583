// Answers as the Images API would, at once, and tells its parent the port. A generation's prompt names the answer.
import { randomBytes } from 'node:crypto';
import http from 'node:http';

const PICTURE_BYTES = 4 * 2 ** 20;
const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

function randomPicture() {
  return Buffer.concat([PNG_SIGNATURE, randomBytes(PICTURE_BYTES - PNG_SIGNATURE.length)]).toString('base64');
}

function makeEvent(type, members = {}) {
  const event = { type, b64_json: randomPicture(), created_at: 1_700_000_000, output_format: 'png', ...members };
  return `event: ${type}\ndata: ${JSON.stringify(event)}\n\n`;
}

const tokens = { input_tokens: 10, output_tokens: 20, total_tokens: 30 };
const json = (value) => ({ type: 'application/json', body: Buffer.from(JSON.stringify(value)) });
const small = json({ created: 1_700_000_000, data: [{ b64_json: `iVBORw0KGgo${'A'.repeat(85)}` }], usage: tokens });
const answers = {
  small,
  pictures: json({
    created: 1_700_000_000,
    data: Array.from({ length: 10 }, () => ({ b64_json: randomPicture() })),
    usage: tokens,
  }),
  events: {
    type: 'text/event-stream',
    body: Buffer.from(
      [
        ...[0, 1, 2].map((index) => makeEvent('image_generation.partial_image', { partial_image_index: index })),
        makeEvent('image_generation.completed', { usage: tokens }),
      ].join(''),
    ),
  },
};

/** How long the body of the latest edit was. */
let editLength = 0;

const server = http.createServer({ requestTimeout: 0 }, async (request, response) => {
  let answer = small;
  if (request.url.endsWith('/edits')) {
    editLength = 0;
    for await (const chunk of request) editLength += chunk.length;
  } else if (request.url.endsWith('/edit-length')) {
    answer = json(editLength);
  } else {
    const chunks = await request.toArray();
    answer = answers[JSON.parse(Buffer.concat(chunks)).prompt];
  }
  response.writeHead(200, { 'content-type': answer.type, 'content-length': answer.body.length });
  response.end(answer.body);
});

server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
