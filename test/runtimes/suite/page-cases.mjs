// What has to work in a page: pictures as its user gives and draws them.
import { equal, ok } from './expect.mjs';
import { hash, picture } from './pictures.mjs';

export const pageCases = {
  async 'a File from <input type=file>'({ images, lastRequest }) {
    const [file] = document.querySelector('input[type=file]').files;
    await images.edit({ image: file, prompt: 'A beret' });
    const [part] = (await lastRequest()).parts;
    equal([part.filename, part.type, part.hash], ['chosen.png', 'image/png', await hash(picture(4_000))]);
  },

  async 'a mask drawn on a <canvas>'({ images, lastRequest }) {
    const canvas = document.querySelector('canvas');
    const drawing = canvas.getContext('2d');
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    const image = await new Promise((resolve) => canvas.toBlob(resolve));
    drawing.clearRect(8, 8, 16, 16);
    const mask = await new Promise((resolve) => canvas.toBlob(resolve));
    await images.edit({ image, mask, prompt: 'A beret' });
    const { parts } = await lastRequest();
    const expected = [
      ['image', await hash(await image.arrayBuffer())],
      ['mask', await hash(await mask.arrayBuffer())],
    ];
    equal(
      parts.slice(0, 2).map(({ name, hash }) => [name, hash]),
      expected,
    );
    ok(expected[0][1] !== expected[1][1], 'the mask is no copy of the image');
  },

  async 'no key in a page by mistake'({ client, library }) {
    try {
      client({ dangerouslyAllowBrowser: false });
    } catch (error) {
      return ok(error instanceof library.OpenAIError, `OpenAIError: ${error}`);
    }
    throw new Error('expected an error, and there was none');
  },
};
