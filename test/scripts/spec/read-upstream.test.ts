import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GenerateError } from '../../../scripts/spec/generate-error.js';
import { readUpstream } from '../../../scripts/spec/read-upstream.js';
import { writeDocument } from '../../support/adopt.js';
import { errorOf } from '../../support/error-of.js';
import { type Answer, startHttpServer } from '../../support/http-server.js';

const MINIMAL = 'openapi: 3.1.0\ninfo: { title: Small, version: 2024-01-01 }\npaths: {}\n';

/** Ten lists in a row, each of ten times the one before: 10,000,000,000 values in 400 bytes. */
const BOMB = Array.from({ length: 10 }, (_, level) => {
  const items = Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*a${level - 1}`));
  return `a${level}: &a${level} [${items.join(', ')}]`;
}).join('\n');

const DEEP = Array.from(
  { length: 300 },
  (_, level) => `a${level}: &a${level} ${level === 0 ? 'x' : `[*a${level - 1}]`}`,
).join('\n');

describe('readUpstream', () => {
  it('reads YAML and JSON, and keeps what looks like a date a text', async () => {
    const info = { title: 'Small', version: '2024-01-01' };
    expect((await readUpstream(await writeDocument(MINIMAL))).parsed.info).toEqual(info);
    const json = JSON.stringify({ openapi: '3.0.3', info, paths: {} });
    expect((await readUpstream(await writeDocument(json, 'api.json'))).parsed.info).toEqual(info);
  });

  it("tells a file's name, not where it lay, and the hash of its bytes", async () => {
    const { source, sha256 } = await readUpstream(await writeDocument(MINIMAL, 'their-api.yaml'));
    expect(source).toBe('their-api.yaml');
    expect(sha256).toBe(createHash('sha256').update(MINIMAL).digest('hex'));
  });

  it('reads UTF-16 and a byte order mark', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(MINIMAL, 'utf16le')]);
    expect((await readUpstream(await writeDocument(utf16))).parsed.openapi).toBe('3.1.0');
    expect((await readUpstream(await writeDocument(`\uFEFF${MINIMAL}`))).parsed.openapi).toBe('3.1.0');
  });

  it('reads from an address, and leaves out of the record what may be secret in it', async () => {
    const { url } = await startHttpServer((response) => response.end(MINIMAL));
    const secret = `${url.replace('http://', 'http://user:pass@')}/api.yaml?token=t0p#x`;
    // fetch refuses credentials in an address, and says so.
    await expect(readUpstream(secret)).rejects.toThrow(GenerateError);
    expect(await readUpstream(`${url}/api.yaml?token=t0p#x`)).toMatchObject({ source: `${url}/api.yaml` });
  });

  for (const { what, document, message } of [
    { what: 'an empty file', document: ' \n\n', message: 'is empty.' },
    { what: 'what is no YAML', document: 'a: [', message: 'is neither YAML nor JSON: ' },
    { what: 'what is no JSON', document: '{"openapi": "3.1.0", ', message: 'is neither YAML nor JSON: ' },
    { what: 'two documents in one', document: `${MINIMAL}---\n${MINIMAL}`, message: 'is neither YAML nor JSON: ' },
    { what: 'a key that is there twice', document: `${MINIMAL}paths: {}\n`, message: 'is neither YAML nor JSON: ' },
    { what: 'nothing but prose', document: 'See our website.', message: 'is no OpenAPI document: it has no' },
    { what: 'a list', document: '- openapi: 3.1.0', message: 'is no OpenAPI document: it has no' },
    { what: 'another kind of document', document: 'asyncapi: 3.0.0', message: 'is no OpenAPI document: it has no' },
    {
      what: 'Swagger 2',
      document: 'swagger: "2.0"',
      message: 'is a Swagger document ("2.0"). Convert it to OpenAPI 3',
    },
    { what: 'OpenAPI 4', document: 'openapi: 4.0.0', message: 'is in OpenAPI "4.0.0"; 3.0.x, 3.1.x and 3.2.x' },
    { what: 'a version that is a number', document: 'openapi: 3.1', message: 'is in OpenAPI "3.1"; 3.0.x, 3.1.x' },
    { what: 'a web page', document: '\n<!DOCTYPE html><html></html>', message: 'is a web page, no OpenAPI document.' },
    { what: 'aliases that explode', document: BOMB, message: 'has aliases that unfold to more than 5,000,000 values.' },
    { what: 'aliases that nest', document: DEEP, message: 'is nested more than 200 levels deep.' },
    { what: 'an alias within its anchor', document: 'a: &a { b: *a }', message: 'has an alias within its own anchor' },
    { what: 'brackets without end', document: '['.repeat(100_000), message: 'is neither YAML nor JSON: ' },
    { what: 'braces without end', document: '{"a":'.repeat(100_000), message: 'is neither YAML nor JSON: ' },
    { what: 'merge keys that explode', document: mergeBomb(), message: 'is neither YAML nor JSON: merge keys' },
    { what: 'a binary value', document: 'a: !!binary AAAA', message: 'uses a YAML type that JSON does not know' },
    { what: 'an endless number', document: 'a: .inf', message: 'holds the number Infinity, which JSON' },
    { what: 'a packed file', document: Buffer.from([0x1f, 0x8b, 8, 0, 0xff]), message: 'is no text in UTF-8.' },
  ]) {
    it(`refuses ${what} in a sentence`, async () => {
      const file = await writeDocument(document);
      const { message: told } = await errorOf(readUpstream(file), GenerateError);
      expect(told).toMatch(/^[^\n]{20,600}[.?]$/);
      expect(told.startsWith(`${file} ${message}`), told).toBe(true);
    });
  }

  it('refuses a file that is not there, and a folder', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-document-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await expect(readUpstream(path.join(folder, 'x.yaml'))).rejects.toThrow('x.yaml is not there. Name a file, or an');
    await expect(readUpstream(folder)).rejects.toThrow(`${folder} is no file. Name the OpenAPI document itself.`);
  });

  const page: Answer = (response) => response.end('<html><body>Sign in</body></html>');
  const gone: Answer = (response) => {
    response.statusCode = 404;
    response.end('<html>Not here</html>');
  };
  const endless: Answer = (response) => {
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    const more = () => {
      while (response.writable && response.write(chunk));
    };
    response.on('drain', more);
    more();
  };
  const stuck: Answer = (response) => {
    response.write('openapi: 3.1.0\n');
  };
  const cut: Answer = (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('openapi: 3.1.0\n', () => response.destroy());
  };
  for (const { what, answer, message } of [
    { what: 'a 404', answer: gone, message: 'answers 404 Not Found. Open it in a browser: has the document moved?' },
    {
      what: 'a page to sign in',
      answer: page,
      message: 'is a web page, no OpenAPI document. Name the document itself',
    },
    { what: 'a response without end', answer: endless, message: 'is larger than 64 MB, which no OpenAPI document is.' },
    { what: 'a response that gets stuck', answer: stuck, message: 'did not arrive within 0.5 s. Try again later.' },
    { what: 'a response that is cut off', answer: cut, message: 'cannot be reached (' },
  ]) {
    it(`refuses ${what} at an address in a sentence`, async () => {
      const { url } = await startHttpServer(answer);
      const timeout = answer === stuck ? 500 : 20_000;
      const { message: told } = await errorOf(readUpstream(`${url}/api.yaml`, timeout), GenerateError);
      expect(told).toMatch(/^[^\n]{20,600}[.?]$/);
      expect(told.startsWith(`${url}/api.yaml ${message}`), told).toBe(true);
    });
  }

  it('tells when nothing is listening, and when there is no such host', async () => {
    const port = await freePort();
    const { message } = await errorOf(readUpstream(`http://127.0.0.1:${port}/x.yaml`), GenerateError);
    expect(message).toMatch(
      /x\.yaml cannot be reached \([^\n]*ECONNREFUSED[^\n]*\)\. Check the address and your network/,
    );
    await expect(readUpstream('https://no-such-host.invalid/x.yaml')).rejects.toThrow(
      /^https:\/\/no-such-host\.invalid\/x\.yaml cannot be reached \([^\n]+\)\. Check the address/,
    );
  });
});

function mergeBomb(): string {
  const keys = Array.from({ length: 300 }, (_, index) => `k${index}: 1`).join(', ');
  return `a: &a { ${keys} }\nb:\n${'  - { <<: *a }\n'.repeat(100)}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
