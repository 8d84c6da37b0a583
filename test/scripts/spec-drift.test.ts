import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { DriftRecord } from '../../scripts/spec/record-drift.js';
import { copyProject, type ProjectCopy } from '../support/copy-project.js';
import { completedEvent, eventText, partialEvent } from '../support/event-stream.js';
import { type Answer, startHttpServer } from '../support/http-server.js';
import { parseMultipart } from '../support/parse-multipart.js';

const KEY = 'sk-drift-0f3a9c';
const PICTURE = 'iVBORw0KGgo'.padEnd(4000, 'A');
const DETAILS = { text_tokens: 1, image_tokens: 0 };
const USAGE = { total_tokens: 3, input_tokens: 1, output_tokens: 2, input_tokens_details: DETAILS };
const FRAME = { created_at: 1, size: '1024x1024', quality: 'high', background: 'opaque', output_format: 'png' };
const EXACT = { created: 1, data: [{ b64_json: PICTURE }], usage: USAGE };

/** Answers each call with JSON, or with the events given where a stream was asked for. */
function answerWith(bodyOf: (url: string) => object, events: object[]): Answer {
  return (response, { url, body }) => {
    const isStream = body.includes('"stream":true');
    response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
    response.end(isStream ? events.map((event) => eventText(event)).join('') : JSON.stringify(bodyOf(url)));
  };
}

const answerExactly = answerWith(
  () => EXACT,
  [
    { ...partialEvent(), ...FRAME },
    { ...completedEvent(PICTURE), ...FRAME, usage: USAGE },
  ],
);

/** Everything that can differ, at every depth: more, less, other types, other values, another event. */
const answerWithDrift = answerWith(
  (url) => ({
    created: '1',
    data: [
      { b64_json: PICTURE, seed: 7, 'a-b': [] },
      {
        b64_json: null,
        url: 'https://files.example.com/otter.png',
        seed: 'x',
        mask: { labels: ['a', null], 'is-on': true },
      },
    ],
    output_format: 'avif',
    model: 'otter-1',
    usage: url.endsWith('edits') ? { total_tokens: 1, input_tokens_details: DETAILS } : null,
    ...(url.endsWith('edits') ? { size: { width: 1, height: 2 } } : {}),
  }),
  [
    { type: 'image_generation.queued', position: { index: 3, of: null } },
    { ...partialEvent(), ...FRAME, background: null, quality: 'ultra' },
    {
      ...completedEvent(PICTURE),
      ...FRAME,
      created_at: undefined,
      usage: { ...USAGE, output_tokens: 1.5, 'cost-usd': 0.1 },
    },
  ],
);

const FINDINGS = `
createImage response: /created is of type string; the specification says integer.
createImage response: /data/*/seed (integer or string) is not in the specification.
createImage response: /data/*/a-b (array) is not in the specification.
createImage response: /data/*/b64_json is of type null; the specification says string.
createImage response: /data/*/mask (object) is not in the specification.
createImage response: /output_format is "avif"; the specification lists "png", "jpeg", "webp", "gif" or "svg".
createImage response: /model (string) is not in the specification.
createImage response: /usage is of type null; the specification says object.
createImage event image_generation.queued is not in the specification.
createImage event image_generation.partial_image: /quality is "ultra"; the specification lists "auto", "low", "medium", "high", "xhigh" or "max".
createImage event image_generation.partial_image: /background is of type null; the specification says string.
createImage event image_generation.completed: /created_at is missing; the specification requires it.
createImage event image_generation.completed: /usage/output_tokens is of type number; the specification says integer.
createImage event image_generation.completed: /usage/cost-usd (number) is not in the specification.
createImageEdit response: /created is of type string; the specification says integer.
createImageEdit response: /data/*/seed (integer or string) is not in the specification.
createImageEdit response: /data/*/a-b (array) is not in the specification.
createImageEdit response: /data/*/b64_json is of type null; the specification says string.
createImageEdit response: /data/*/mask (object) is not in the specification.
createImageEdit response: /output_format is "avif"; the specification lists "png", "jpeg", "webp", "gif" or "svg".
createImageEdit response: /model (string) is not in the specification.
createImageEdit response: /usage/input_tokens is missing; the specification requires it.
createImageEdit response: /usage/output_tokens is missing; the specification requires it.
createImageEdit response: /size is of type object; the specification says string.
`
  .trim()
  .split('\n');

/** The findings that a run printed. */
const findingsIn = (printed: string) =>
  printed.split('\n').flatMap((line) => (line.startsWith('- createImage') ? [line.slice(2)] : []));

const NOTHING_FOUND = /^Everything that came is as the specification says\.$/m;

async function startDrift(answer: Answer) {
  const [project, server] = [await copyProject(onTestFinished), await startHttpServer(answer)];
  const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url };
  return { project, server, drift: (...options: string[]) => project.run('spec-drift', options, env) };
}

// Each test starts several processes, slowly on a busy machine.
describe('npm run spec:drift', { timeout: 120_000 }, () => {
  it('records what a server sends, and suggests what makes the specification say all of it', async () => {
    const { project, server, drift } = await startDrift(answerWithDrift);
    const overlay = 'spec/overlays/9-drift.yaml';
    const first = await drift('--record', 'drift.json', '--out', overlay);
    expect(first.exitCode).toBe(0);
    expect(findingsIn(first.printed).sort()).toEqual([...FINDINGS].sort());
    expect(first.printed).not.toContain('No action is suggested');

    const record = await readFile(path.join(project.folder, 'drift.json'), 'utf8');
    const suggested = await readFile(path.join(project.folder, overlay), 'utf8');
    const { calls, server: origin, findings } = JSON.parse(record) as DriftRecord;
    expect(calls.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered']);
    expect(origin).toBe(new URL(server.url).origin);
    expect(findings).toHaveLength(FINDINGS.length);
    for (const secret of [KEY, PICTURE.slice(0, 30), 'otter-1', 'sea otter']) {
      expect(record + suggested + first.printed).not.toContain(secret);
    }
    expect(parse(suggested)).toMatchObject({ overlay: '1.0.0', extends: '../images-openapi-original.yml' });

    const generated = await project.generate();
    expect(generated).toEqual({ exitCode: 0, printed: expect.stringContaining('generated/responses.ts') });
    const second = await drift('--record', 'drift.json');
    expect(second.printed).toMatch(NOTHING_FOUND);
    expect(findingsIn(second.printed)).toEqual([]);
  });

  it('calls for a picture, a stream and an edit, with the model given, and finds nothing where all is as it says', async () => {
    const { project, server, drift } = await startDrift(answerExactly);
    const { exitCode, printed } = await drift('--record', '--model', 'otter-1');
    expect(printed).toMatch(NOTHING_FOUND);
    expect(exitCode).toBe(0);
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/v1/images/generations',
      '/v1/images/generations',
      '/v1/images/edits',
    ]);
    const [plain, streamed, edit] = server.requests;
    expect(JSON.parse(String(plain?.body))).toEqual({ model: 'otter-1', prompt: 'A cute baby sea otter' });
    expect(JSON.parse(String(streamed?.body))).toMatchObject({ model: 'otter-1', stream: true, partial_images: 1 });
    expect(parseMultipart(edit as never).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['image', 'model', 'prompt']),
    );
    expect(existsSync(path.join(project.folder, 'out/drift.json'))).toBe(true);
  });

  it('goes on after a call that fails, and says so; of a record it suggests again without a call', async () => {
    const { project, server, drift } = await startDrift((response, request, count) => {
      if (request.url.endsWith('edits')) {
        response.writeHead(404, { 'content-type': 'application/json' });
        return response.end('{"error":{"message":"No such path"}}');
      }
      answerWithDrift(response, request, count);
    });
    const first = await drift('--record', 'drift.json', '--out', 'first.yaml');
    expect(first.exitCode).toBe(0);
    expect(first.printed).toMatch(/^edit: 404 No such path$/m);
    const requests = server.requests.length;
    const again = await drift('drift.json', '--out', 'deeper/again.yaml');
    expect(server.requests).toHaveLength(requests);
    expect(findingsIn(again.printed)).toEqual(FINDINGS.filter((finding) => !finding.startsWith('createImageEdit')));
    const read = (file: string) => readFile(path.join(project.folder, file), 'utf8');
    const suggested = await read('first.yaml');
    expect(await read('deeper/again.yaml')).toBe(suggested);
    expect((await drift('drift.json')).printed).toContain(suggested);
  });

  it('records what it finds in responses that the client refuses, and nothing of their pictures', async () => {
    const { project, drift } = await startDrift(answerWith(() => ({ created: '1', data: [{ picture: PICTURE }] }), []));
    const { exitCode, printed } = await drift('--record', 'drift.json');
    expect(exitCode).toBe(0);
    expect(printed).toMatch(/^generate: 200, but no picture that the client takes$/m);
    expect(findingsIn(printed)).toContain(
      'createImage response: /data/*/picture (string) is not in the specification.',
    );
    const record = await readFile(path.join(project.folder, 'drift.json'), 'utf8');
    expect(printed + record).not.toContain(PICTURE.slice(0, 30));
  });

  it('leaves an earlier record as it was where no call is answered', async () => {
    const { project, drift } = await startDrift((response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"error":{"message":"Who are you?"}}');
    });
    const file = path.join(project.folder, 'drift.json');
    await writeFile(file, 'an earlier record');
    const { exitCode, printed } = await drift('--record', 'drift.json');
    expect(exitCode).toBe(1);
    expect(printed).toMatch(/^generate: 401 Who are you\?$/m);
    expect(printed).toMatch(/Nothing was recorded\.$/m);
    expect(await readFile(file, 'utf8')).toBe('an earlier record');
  });
});

describe('npm run spec:drift refuses in one line', { timeout: 60_000 }, () => {
  let project: ProjectCopy;
  let removeLater: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    project = await copyProject((remove) => {
      removeLater = remove;
    });
    return () => removeLater?.();
  });

  const KEYED = { OPENAI_API_KEY: KEY };
  it.concurrent.each<[string, string[], Record<string, string>, RegExp]>([
    [
      'to spend money unasked',
      ['--record'],
      KEYED,
      /^This makes three pictures at https:\/\/api\.openai\.com, .* costs money\. Pass --yes .*\n$/,
    ],
    ['to call without a key', ['--record'], {}, /^The API key is missing\..*\n$/],
    ['nothing to do', [], KEYED, /^Usage: .*\n$/],
    ['an option it does not know', ['--recrod'], KEYED, /^Unknown option '--recrod'\. Usage: .*\n$/],
    ['a record that is not there', ['missing.json'], KEYED, /^missing\.json cannot be read: .*\n$/],
    ['a record that is none', ['package.json'], KEYED, /^package\.json is no record of drift; .*\n$/],
  ])('%s', async (_what, options, env, message) => {
    const { exitCode, printed } = await project.run('spec-drift', options, env);
    expect(printed).toMatch(message);
    expect(exitCode).toBe(1);
  });
});
