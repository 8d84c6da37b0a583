import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mock } from '../../scripts/mock.js';
import { startSpecificationMock } from '../support/mock.js';
import { makeUserFolder, type UserFolder } from '../support/user-folder.js';

/** Programs in the ways that the official SDK's documentation shows, as its users have them. */
const PROGRAMS = [
  {
    way: 'writes a generated picture to a file',
    source: `
      import fs from 'fs';
      import OpenAI from 'openai';

      const client = new OpenAI();
      const result = await client.images.generate({ model: 'gpt-image-1', prompt: 'An otter on a raft' });
      fs.writeFileSync('raft.png', Buffer.from(result.data[0].b64_json, 'base64'));
    `,
    writes: ['raft.png'],
  },
  {
    way: 'edits several files at once',
    source: `
      import fs from 'fs';
      import OpenAI, { toFile } from 'openai';

      const client = new OpenAI();
      const image = await Promise.all(
        ['otter.png', 'mask.png'].map((name) => toFile(fs.createReadStream(name), null, { type: 'image/png' })),
      );
      const result = await client.images.edit({ model: 'gpt-image-1', image, prompt: 'Both in one boat' });
      fs.writeFileSync('boat.png', Buffer.from(result.data[0].b64_json, 'base64'));
    `,
    writes: ['boat.png'],
  },
  {
    way: 'streams previews to files',
    source: `
      import fs from 'fs';
      import OpenAI from 'openai';

      const client = new OpenAI();
      const stream = await client.images.generate({
        model: 'gpt-image-1',
        prompt: 'An otter in a river',
        stream: true,
        partial_images: 2,
      });
      for await (const event of stream) {
        if (event.type !== 'image_generation.partial_image') continue;
        fs.writeFileSync(\`river-\${event.partial_image_index}.png\`, Buffer.from(event.b64_json, 'base64'));
      }
    `,
    writes: ['river-0.png', 'river-1.png'],
  },
];

describe('a program written for the official SDK', () => {
  let mock: Mock;
  let folder: UserFolder;

  beforeAll(async () => {
    [mock, folder] = await Promise.all([startSpecificationMock(), makeUserFolder()]);
  });
  afterAll(() => Promise.all([mock?.close(), folder?.remove()]));

  it.concurrent.each(PROGRAMS)('$way with its import line changed, and nothing else', async ({ source, writes }) => {
    const changed = source.replace("from 'openai';", "from 'openai-images';");
    expect(changed).not.toBe(source);
    const ran = await folder.run(`${path.parse(String(writes[0])).name}.mjs`, changed, mock.url);
    for (const file of writes) {
      const bytes = await readFile(path.join(ran.folder, file));
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    }
  });
});
