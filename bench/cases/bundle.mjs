import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { kilobytes, ratio, table, target } from '../report.mjs';

/** Everything that each client's package exports. */
const EVERYTHING = {
  'openai-images': "export * from 'openai-images'; export { default } from 'openai-images';",
  openai: "export * from 'openai'; export { default } from 'openai';",
  ai: "export * from 'ai'; export * from '@ai-sdk/openai';",
  'openapi-fetch': "export * from 'openapi-fetch'; export { default } from 'openapi-fetch';",
  fetch: '',
};

export const title = 'Bundle: for a browser, minified and gzipped';
export const runs = 1;
export const everyNode = false;

export async function run({ node, temp }) {
  const sizes = {};
  for (const [client, contents] of Object.entries(EVERYTHING)) {
    const call = path.join(import.meta.dirname, `../calls/${client}.ts`);
    const chunks = await bundle({ entryPoints: { call }, splitting: true, outdir: path.join(temp, 'bundle', client) });
    const [everything] = await bundle({ stdin: { contents, resolveDir: import.meta.dirname }, outdir: temp });
    sizes[client] = {
      page: sizeOf(filesBehind(chunks)),
      call: sizeOf(await filesOfCall(chunks, node)),
      everything: sizeOf([everything]),
    };
  }
  const ours = sizes['openai-images'];
  return [
    table(
      ['', 'With the page', 'In all, for one generate call', 'Everything', 'Our call / its', 'Our everything / its'],
      Object.entries(sizes).map(([client, { page, call, everything }]) => [
        client,
        kilobytes(page),
        kilobytes(call),
        ...(client === 'fetch' ? ['', ratio(ours.call, call), ''] : [kilobytes(everything)]),
        ...(client === 'fetch' ? [] : [ratio(ours.call, call), ratio(ours.everything, everything)]),
      ]),
    ),
    [
      target('Loaded with the page', ours.page, 10_000, kilobytes),
      target('Loaded in all for one generate call', ours.call, 10_000, kilobytes),
      target('Everything', ours.everything, 16_000, kilobytes),
    ].join('\n'),
  ];
}

/** Bundles as a page would have it: what is imported on demand is a file of its own. */
async function bundle(entry) {
  // Loaded here, because a parent's memory counts as the least of its children's peaks.
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    ...entry,
    bundle: true,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    platform: 'browser',
    target: 'es2022',
    minify: true,
    write: false,
    metafile: true,
    // The folder above has a configuration that leads to the sources; what is measured is the package.
    tsconfigRaw: '{}',
    // Read only where they are used, and then by Node alone.
    external: ['node:*', 'undici', '@aws-sdk/*', '@smithy/*', 'google-auth-library', 'ws'],
    logLevel: 'error',
  });
  const outputs = Object.entries(metafile.outputs).map(([name, output]) => [path.resolve(name), output]);
  return outputFiles.map((file) => ({
    path: file.path,
    contents: file.contents,
    imports: Object.fromEntries(outputs)[file.path].imports.filter(({ kind }) => kind === 'import-statement'),
  }));
}

/** The files that a page loads before it can run the first: itself, and all that it imports statically. */
function filesBehind(files, [file] = files) {
  const found = new Set([file]);
  for (const each of found) {
    for (const imported of each.imports) found.add(files.find((other) => other.path === path.resolve(imported.path)));
  }
  found.delete(undefined);
  return [...found];
}

/** The files that are loaded in the end where the call is made. */
async function filesOfCall(files, node) {
  await Promise.all(files.map((file) => mkdir(path.dirname(file.path), { recursive: true })));
  await Promise.all(files.map((file) => writeFile(file.path, file.contents)));
  const coverage = path.join(path.dirname(files[0].path), 'coverage');
  const preload = new URL('../answer.mjs', import.meta.url).href;
  await promisify(execFile)(node.path, ['--import', preload, files[0].path], {
    env: { ...process.env, NODE_OPTIONS: '', NODE_V8_COVERAGE: coverage },
    timeout: 60_000,
  });
  const [report] = await readdir(coverage);
  const { result } = JSON.parse(await readFile(path.join(coverage, report), 'utf8'));
  const loaded = new Set(result.map(({ url }) => url));
  return files.filter((file) => loaded.has(pathToFileURL(file.path).href));
}

function sizeOf(files) {
  return files.reduce((total, { contents }) => total + gzipSync(contents, { level: 9 }).length, 0);
}
