import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { APIConnectionError, InternalServerError } from 'openai-images';
import { describe, expect, it } from 'vitest';
import { makePictures } from '../../scripts/demo/make-pictures.js';
import { errorOf } from '../support/error-of.js';
import { completedEvent, eventText, partialEvent, streamResponse } from '../support/event-stream.js';
import { fakeFetch } from '../support/fake-fetch.js';
import { useOutFolder } from '../support/out-folder.js';
import { makePng } from '../support/pictures.js';
import { testClient } from '../support/test-client.js';

const b64_json = Buffer.from(makePng(64, 64)).toString('base64');
describe('the demo', () => {
  const place = useOutFolder();
  const answer = () => Response.json({ created: 1, data: [{ b64_json }] });
  const streamed = [partialEvent(0), partialEvent(1), completedEvent(b64_json)].map((event) => eventText(event));

  it.each([
    ['the second step', [answer, new Error('gone')], ['generate-1.png', 'mask-1.png'], APIConnectionError],
    [
      'its last stream',
      [
        answer,
        answer,
        answer,
        answer,
        () =>
          streamResponse(streamed[0] as string, eventText({ error: { message: 'Too hot.', type: 'server_error' } })),
      ],
      ['edit-1.png', 'generate-1.png', 'mask-1.png', 'reference-1.png', 'stream-1.png', 'variation-1.png'],
      InternalServerError,
    ],
  ] as const)('keeps what was made where %s fails, and shows it', async (_step, answers, files, ErrorClass) => {
    const images = testClient({ fetch: fakeFetch(...answers).fetch, maxRetries: 0 });
    await errorOf(makePictures(images, place.folder), ErrorClass);
    expect((await readdir(place.folder)).sort()).toEqual([...files, 'index.html'].sort());
    const page = await readFile(path.join(place.folder, 'index.html'), 'utf8');
    for (const file of files) expect(page).toContain(`src="${file}"`);
  });

  it('numbers the pictures of a stream, each with its caption', async () => {
    const answers = [answer, answer, answer, answer, () => streamResponse(...streamed)];
    expect(await makePictures(testClient({ fetch: fakeFetch(...answers).fetch }), place.folder)).toBe(8);
    const page = await readFile(path.join(place.folder, 'index.html'), 'utf8');
    const captions = ['preview 1', 'preview 2', 'the finished picture'];
    for (const [index, caption] of captions.entries()) {
      expect(page).toMatch(new RegExp(`stream-${index + 1}\\.png".*stream: ${caption}<`));
    }
  });
});

describe('npm start', () => {
  it.concurrent.each([
    ['a wrong flag', ['--lively'], {}, /^Unknown option '--lively'\. Expected: npm start, .*\n$/],
    ['no key', ['--live'], {}, /^The API key is missing\. .*\n$/],
    [
      'a server that is not there',
      ['--live'],
      { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' },
      /^The connection failed: .*\n$/,
    ],
  ])('tells of %s in one line, and fails', async (_what, flags, env, line) => {
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/demo.ts', ...flags], {
      env: { PATH: process.env.PATH, ...env },
    });
    const failure: { code: number; stderr: string; stdout: string } = await run.then(
      () => expect.fail('the demo succeeded'),
      (error) => error,
    );
    expect(failure).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(line) });
  });
});
