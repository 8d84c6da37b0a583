import { cases as everywhere } from './cases.mjs';

/**
 * Runs every case, one after the other.
 *
 * @param library all that `openai-images` exports, as the runtime imports it
 * @param baseURL the server's, with this runtime's own part of its path
 * @param clientOptions what a client takes here beside key and server
 * @param cases more cases, for what this runtime alone has
 * @param report called with `{ title, error? }` as each case ends
 */
export async function runSuite({ library, baseURL, clientOptions = {}, cases = {}, report }) {
  const client = (options = {}) =>
    library.createImagesClient({
      apiKey: 'sk-runtimes',
      baseURL: `${baseURL}/v1`,
      onWarning() {},
      ...clientOptions,
      ...options,
    });
  const log = async () => (await fetch(`${baseURL}/log`)).json();
  const lastRequest = async () => (await log()).at(-1);
  for (const [title, perform] of Object.entries({ ...everywhere, ...cases })) {
    try {
      await within(20_000, perform({ library, images: client(), client, log, lastRequest }));
      await report({ title });
    } catch (error) {
      await report({ title, error: `${error?.stack ?? error}` });
    }
  }
}

function within(milliseconds, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing after ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
