// Runs a Worker in workerd, asks it for its results and prints them.
import { readFileSync } from 'node:fs';
import { Miniflare } from 'miniflare';

const [file, baseURL] = process.argv.slice(2);
const miniflare = new Miniflare({
  modules: true,
  script: readFileSync(file, 'utf8'),
  compatibilityDate: '2026-07-30',
  cf: false,
});
try {
  const response = await miniflare.dispatchFetch('http://worker.test/', { headers: { 'x-base-url': baseURL } });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  process.stdout.write(text);
} finally {
  await miniflare.dispose();
}
