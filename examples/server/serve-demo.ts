import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { createProxy } from './proxy.js';

const BROWSER = path.join(import.meta.dirname, '../browser');

/** Nothing but this server's own files runs in the page, and the page talks to nobody else. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'";

export interface DemoOptions {
  apiKey: string;
  baseURL: string;
  /** Default: a free one. */
  port?: number;
}

export interface Demo {
  url: string;
  close(): Promise<void>;
}

/** Serves the page of `examples/browser`, and the proxy beside it, on the loopback interface alone. */
export async function serveDemo({ apiKey, baseURL, port = 0 }: DemoOptions): Promise<Demo> {
  const files = await readPage();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const { port: opened } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${opened}`;
  server.on('request', route(files, url, createProxy({ apiKey, baseURL, pageOrigin: url })));
  return {
    url,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface PageFile {
  mediaType: string;
  content: string | Uint8Array;
}

async function readPage(): Promise<Map<string, PageFile>> {
  const { outputFiles } = await build({
    entryPoints: [path.join(BROWSER, 'page.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  });
  const script = outputFiles[0]?.contents ?? '';
  return new Map([
    ['/', { mediaType: 'text/html; charset=utf-8', content: await readFile(path.join(BROWSER, 'index.html')) }],
    ['/style.css', { mediaType: 'text/css; charset=utf-8', content: await readFile(path.join(BROWSER, 'style.css')) }],
    ['/page.js', { mediaType: 'text/javascript; charset=utf-8', content: script }],
  ]);
}

function route(files: Map<string, PageFile>, url: string, proxy: RequestListener): RequestListener {
  return (request, response) => {
    const target = request.url ?? '';
    if (target.startsWith('/v1/')) return proxy(request, response);
    const file = files.get(target);
    if (!file) return response.writeHead(404).end();
    // Under another name, such as localhost, the page would be another origin than the proxy serves.
    if (`http://${request.headers.host}` !== url) return response.writeHead(307, { location: url + target }).end();
    response.writeHead(200, { 'content-type': file.mediaType, 'content-security-policy': POLICY }).end(file.content);
  };
}
