import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { picture } from '../suite/pictures.mjs';

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>openai-images</title>
<input type="file">
<canvas width="32" height="32"></canvas>
<script type="module" src="/page.js"></script>`;

/** A real page in Chromium, of another origin than the server, with the suite bundled as a page has it. */
export async function startPage(executablePath, project) {
  const browser = await chromium.launch({
    executablePath,
    // Without its background services, which look for a network that may not be there.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const bundle = path.join(project, 'page');
  await build({
    entryPoints: [path.join(project, 'entries/page.mjs')],
    outdir: bundle,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    tsconfigRaw: '{}',
    logLevel: 'warning',
  });
  const pages = await servePage(bundle);
  return {
    version: browser.version(),
    async run(baseURL) {
      const chosen = path.join(project, 'chosen.png');
      await writeFile(chosen, picture(4_000));
      const page = await browser.newPage();
      await page.goto(pages.url, { waitUntil: 'load' });
      await page.setInputFiles('input[type=file]', chosen);
      return page.evaluate((url) => globalThis.run(url), baseURL);
    },
    async close() {
      await browser.close();
      pages.close();
    },
  };
}

async function servePage(folder) {
  const server = http.createServer(async (request, response) => {
    if (request.url === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    try {
      const script = await readFile(path.join(folder, path.basename(request.url)));
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
