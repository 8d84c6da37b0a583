// What has to work where there is a file system: `openai-images/node`.
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { imageFile, saveImages } from 'openai-images/node';
import { equal } from './expect.mjs';
import { hash, picture } from './pictures.mjs';

export const fileCases = {
  async 'files in, files out'({ images, lastRequest }) {
    const folder = await mkdtemp(path.join(tmpdir(), 'openai-images-runtime-'));
    try {
      const otter = path.join(folder, 'otter.png');
      await writeFile(otter, picture(5_000));
      const edit = images.edit({ image: [await imageFile(otter), createReadStream(otter)], prompt: 'A beret' });
      const [saved] = await saveImages(edit, folder, { name: 'beret' });
      const { parts } = await lastRequest();
      const files = parts.filter(({ name }) => name === 'image[]').map((file) => [file.filename, file.hash]);
      equal(files, Array(2).fill(['otter.png', await hash(picture(5_000))]));
      equal(path.basename(saved), 'beret-1.png');
      equal(await hash(await readFile(saved)), await hash(picture(1_000)));
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};
