// Calls a server with each fault by this client and by `openai`, both with their defaults, and prints what came of it as
// JSON: by fault, then by client and mode, how many requests the server got and how the call ended. Run with tsx.
import { createImagesClient } from 'openai-images';
import { startFaultServer } from '../test/faults/fault-server.ts';
import { faults, PICTURE } from '../test/faults/faults.ts';
import { openaiPackage } from './versions.mjs';

const { default: OpenAI } = await import(openaiPackage(process.versions.node));

/** How long both wait where the server does not go on: ten minutes by default. */
const TIMEOUT = 1_500;
/** What has not ended by then never will. */
const LATEST = 15_000;

const params = { model: 'gpt-image-2', prompt: 'An otter' };
const CLIENTS = {
  'openai-images': (options) => createImagesClient(options),
  openai: (options) => new OpenAI(options).images,
};
const tell = (image) => {
  if (!image?.b64_json) return undefined;
  return image.b64_json === PICTURE.toString('base64') ? 'a picture' : 'a broken picture';
};
const MODES = {
  JSON: async (images) => tell((await images.generate(params)).data?.[0]),
  stream: async (images) => {
    let found;
    for await (const event of await images.generate({ ...params, stream: true, partial_images: 1 })) {
      if (event.type === 'image_generation.completed') found = tell(event);
    }
    return found;
  },
};

async function count(fault, client, mode) {
  // Without a limit to a body, its flood would take all memory.
  if (client === 'openai' && fault.floods) return { requests: '', end: 'not tried' };
  const server = await startFaultServer(fault);
  const images = CLIENTS[client]({
    apiKey: 'sk-bench',
    baseURL: server.url,
    ...(fault.hangs ? { timeout: TIMEOUT } : {}),
  });
  const late = new Promise((resolve) => setTimeout(resolve, LATEST, 'never'));
  const ended = MODES[mode](images).then(
    (found) => found ?? 'no picture, no error',
    (error) => error.constructor.name,
  );
  const end = await Promise.race([ended, late]);
  return { requests: server.requests(), end };
}

const counts = {};
await Promise.all(
  Object.entries(faults).map(async ([title, fault]) => {
    counts[title] = {};
    for (const client of Object.keys(CLIENTS)) {
      for (const mode of Object.keys(MODES)) counts[title][`${client} ${mode}`] = await count(fault, client, mode);
    }
  }),
);
const inOrder = Object.keys(faults).map((title) => [title, counts[title]]);
process.stdout.write(JSON.stringify(Object.fromEntries(inOrder)), () => process.exit());
