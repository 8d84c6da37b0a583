import { element } from './element.js';
import { contextOf, createMaskPainter, toBlob } from './mask-painter.js';

const MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/webp'];

/** The picture to edit and where to edit it, as the page has them. */
export interface PictureInput {
  /** The file chosen; undefined where there is none. */
  readonly file: File | undefined;
  /** Takes a picture as if it had been chosen. */
  use(file: File): Promise<void>;
  /** The mask painted; undefined where none is. */
  toMask(): Promise<Blob | undefined>;
}

/**
 * Binds the file picker and the canvas over the picture chosen.
 *
 * @param onChange told of each other picture, or that there is none now
 * @param onProblem told, in a sentence, why a file cannot be taken
 */
export function bindPictureInput(
  onChange: (file: File | undefined) => void,
  onProblem: (message: string) => void,
): PictureInput {
  const input = element('file', HTMLInputElement);
  const picture = element('picture', HTMLImageElement);
  const canvas = element('mask', HTMLCanvasElement);
  const undo = element('undo', HTMLButtonElement);
  const clear = element('clear', HTMLButtonElement);
  let file: File | undefined;

  const painter = createMaskPainter({
    canvas,
    brush: element('brush', HTMLElement),
    size: element('brush-size', HTMLInputElement),
    onChange(isPainted) {
      undo.disabled = clear.disabled = !isPainted;
    },
  });

  function show(chosen: File | undefined): void {
    URL.revokeObjectURL(picture.src);
    file = chosen;
    if (chosen) picture.src = URL.createObjectURL(chosen);
    else picture.removeAttribute('src');
    element('editor', HTMLElement).hidden = !chosen;
    element('drop', HTMLElement).hidden = chosen !== undefined;
    input.value = '';
    onChange(chosen);
  }

  async function use(chosen: File): Promise<void> {
    if (!MEDIA_TYPES.includes(chosen.type)) {
      onProblem(`${chosen.name} is of the type ${chosen.type || 'unknown'}. Choose a PNG, JPEG or WebP picture.`);
      return;
    }
    let bitmap: ImageBitmap;
    try {
      bitmap = await createImageBitmap(chosen);
    } catch {
      onProblem(`${chosen.name} cannot be read as a picture. Is it complete?`);
      return;
    }
    painter.begin(bitmap.width, bitmap.height);
    element('stage', HTMLElement).style.setProperty('--ratio', String(bitmap.width / bitmap.height));
    show(chosen.type === 'image/jpeg' ? await redraw(chosen.name, bitmap) : chosen);
    bitmap.close();
  }

  input.addEventListener('change', async () => {
    const chosen = input.files?.[0];
    if (!chosen) return;
    await use(chosen);
    if (file) canvas.focus({ preventScroll: true });
  });
  undo.addEventListener('click', painter.undo);
  clear.addEventListener('click', painter.clear);
  element('remove', HTMLButtonElement).addEventListener('click', () => {
    show(undefined);
    input.focus();
  });

  return {
    get file() {
      return file;
    },
    use,
    toMask: painter.toMask,
  };
}

/**
 * A camera stores a picture on its side, with a note of which way is up; whoever reads it may heed
 * the note or not. Redrawn upright, picture and mask are of one size for everyone.
 */
async function redraw(name: string, bitmap: ImageBitmap): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  contextOf(canvas).drawImage(bitmap, 0, 0);
  return new File([await toBlob(canvas, 'image/jpeg')], name, { type: 'image/jpeg' });
}
