import { createImagesClient } from 'openai-images';
import { ProxyAgent } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { startConnectProxy } from './support/connect-proxy.js';
import { startHttpServer } from './support/http-server.js';
import { parseMultipart } from './support/parse-multipart.js';
import { makePng } from './support/pictures.js';

it('sends calls and uploads through a proxy that the fetch option names', async () => {
  const proxy = await startConnectProxy();
  const dispatcher = new ProxyAgent(proxy.url);
  onTestFinished(async () => {
    await dispatcher.close();
    await proxy.close();
  });
  const server = await startHttpServer();
  const images = createImagesClient({
    apiKey: 'sk-own',
    baseURL: server.url,
    fetch: (url, init) => fetch(url, { ...init, dispatcher } as RequestInit),
  });
  const image = makePng(64, 64);
  await images.generate({ prompt: 'An otter' });
  await images.edit({ image, prompt: 'A beret' });
  expect(proxy.targets).toEqual([new URL(server.url).host]);
  const [generated, edited] = server.requests;
  expect(generated?.headers.authorization).toBe('Bearer sk-own');
  const [file] = parseMultipart(edited as never);
  expect(Buffer.compare(file?.bytes as Buffer, Buffer.from(image))).toBe(0);
});
