import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { mapValues } from '../measure.mjs';
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

export async function run() {
  const sizes = {};
  for (const [client, contents] of Object.entries(EVERYTHING)) {
    const call = await bundle({ entryPoints: [path.join(import.meta.dirname, `../calls/${client}.ts`)] });
    const everything = await bundle({ stdin: { contents, resolveDir: import.meta.dirname } });
    sizes[client] = { call, everything };
  }
  const ours = sizes['openai-images'];
  return [
    table(
      ['', 'One generate call', 'Everything', 'Our call / its', 'Our everything / its'],
      Object.entries(
        mapValues(sizes, ({ call, everything }, client) =>
          client === 'fetch'
            ? [kilobytes(call), '', ratio(ours.call, call), '']
            : [kilobytes(call), kilobytes(everything), ratio(ours.call, call), ratio(ours.everything, everything)],
        ),
      ).map(([client, cells]) => [client, ...cells]),
    ),
    [
      target('One generate call', ours.call, 10_000, kilobytes),
      target('The same, as we wish it', ours.call, 8_000, kilobytes),
      target('Everything', ours.everything, 16_000, kilobytes),
    ].join('\n'),
  ];
}

async function bundle(entry) {
  // Loaded here, because a parent's memory counts as the least of its children's peaks.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    ...entry,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    write: false,
    // The folder above has a configuration that leads to the sources; what is measured is the package.
    tsconfigRaw: '{}',
    // Read only where they are used, and then by Node alone.
    external: ['node:*', 'undici', '@aws-sdk/*', '@smithy/*', 'google-auth-library', 'ws'],
    logLevel: 'error',
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}
