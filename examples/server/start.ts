/**
 * The demo page of `examples/browser`, with its server.
 *
 *   npm run demo:browser            against an embedded mock of the API; no key, no network
 *   npm run demo:browser -- --live  against the API, with OPENAI_API_KEY (and OPENAI_BASE_URL, if set)
 *
 * `--port` takes another port than 8080.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startMock } from '../../scripts/mock.js';
import { type DemoOptions, serveDemo } from './serve-demo.js';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { live: { type: 'boolean', default: false }, port: { type: 'string', default: '8080' } },
  });
  const port = Number(values.port);
  const { url } = await serveDemo({ ...(values.live ? liveAPI() : await mockAPI()), port });
  console.log(`The page is at ${url} (${values.live ? 'live' : 'on a mock'}); stop it with Ctrl+C.`);
}

function liveAPI(): DemoOptions {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseURL } = process.env;
  if (!apiKey) throw new Error('The API key is missing. Set the environment variable OPENAI_API_KEY.');
  return { apiKey, baseURL: baseURL || 'https://api.openai.com/v1' };
}

async function mockAPI(): Promise<DemoOptions> {
  const { url } = await startMock(path.join(import.meta.dirname, '../../spec/images.yaml'));
  return { apiKey: 'sk-mock', baseURL: url };
}

main().catch((error: NodeJS.ErrnoException) => {
  const isTaken = error.code === 'EADDRINUSE';
  console.error(isTaken ? 'The port is taken. Pass another one: npm run demo:browser -- --port 8081' : error.message);
  process.exit(1);
});
