import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { GenerateError } from '../spec/generate-error.js';

const REDOCLY = path.join(import.meta.dirname, '../../node_modules/@redocly/cli/bin/cli.js');

/** Whatever the page's scripts try, nothing is loaded from elsewhere and nothing is sent there. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; worker-src blob:; img-src data:; font-src data:";

/** Builds the reference of a document as one HTML page that needs no network. */
export async function buildPage(document: OpenAPI3, sampleLabels: string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-docs-'));
  const [source, config, page] = ['document.json', 'redocly.yaml', 'index.html'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  try {
    await writeFile(source, JSON.stringify(document));
    await writeFile(config, JSON.stringify(configFor(sampleLabels)));
    await runRedocly(['build-docs', source, '--output', page, '--config', config, '--inlineBundle']);
    const html = await readFile(page, 'utf8');
    const guarded = html.replace(
      '<head>',
      `<head>\n  <meta http-equiv="Content-Security-Policy" content="${POLICY}" />`,
    );
    if (guarded === html) throw new GenerateError('Redocly built a page without a head.');
    return guarded;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Redoc shows only samples whose labels are listed as languages; the payload is the request body as JSON. */
function configFor(sampleLabels: string[]) {
  const languages = [
    ...sampleLabels.map((label) => ({ lang: 'TypeScript', label })),
    { lang: 'payload', label: 'Payload' },
  ];
  return { openapi: { codeSamples: { languages } } };
}

function runRedocly(options: string[]): Promise<void> {
  // Without it the page would send telemetry from wherever it is opened, and not just the build.
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [REDOCLY, ...options], { env }, (error, stdout, stderr) => {
      if (error) reject(new GenerateError(`Redocly could not build the page:\n${stdout}${stderr}`));
      else resolve();
    });
  });
}
