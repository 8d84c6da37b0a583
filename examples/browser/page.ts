import { APIError, APIUserAbortError, createImagesClient, imageBlob, OpenAIError } from 'openai-images';
import { element } from './element.js';
import { bindPictureInput } from './picture-input.js';
import { bindResultView } from './result-view.js';

/** There is no key here to steal: the server beside this page puts its own in place of this one. */
const images = createImagesClient({
  baseURL: `${location.origin}/v1`,
  apiKey: 'kept-by-the-server',
  dangerouslyAllowBrowser: true,
});

const form = element('form', HTMLFormElement);
const submit = element('submit', HTMLButtonElement);
const stop = element('stop', HTMLButtonElement);
const result = bindResultView();
const picture = bindPictureInput((file) => {
  submit.textContent = file ? 'Edit the picture' : 'Generate';
  result.clearFailure();
}, result.fail);

let call: AbortController | undefined;
let finished: File | undefined;

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (call) return;
  call = new AbortController();
  submit.disabled = true;
  stop.hidden = false;
  result.begin();
  try {
    await draw(call.signal);
  } catch (error) {
    if (error instanceof APIUserAbortError) result.stop();
    else result.fail(explain(error));
  } finally {
    call = undefined;
    submit.disabled = false;
    if (document.activeElement === stop) submit.focus();
    stop.hidden = true;
  }
});
stop.addEventListener('click', () => call?.abort());

element('download', HTMLButtonElement).addEventListener('click', () => {
  if (!finished) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(finished);
  link.download = finished.name;
  link.click();
  URL.revokeObjectURL(link.href);
});
element('edit-result', HTMLButtonElement).addEventListener('click', async () => {
  if (!finished) return;
  await picture.use(finished);
  element('mask', HTMLCanvasElement).focus();
});

/** Asks for a picture and shows it as it comes: its previews, then itself. */
async function draw(signal: AbortSignal): Promise<void> {
  const params = {
    prompt: element('prompt', HTMLTextAreaElement).value,
    model: element('model', HTMLInputElement).value,
    size: element('size', HTMLSelectElement).value,
    quality: element('quality', HTMLSelectElement).value as 'auto' | 'low' | 'medium' | 'high',
    partial_images: Number(element('previews', HTMLSelectElement).value),
    stream: true,
  } as const;
  const mask = await picture.toMask();
  const stream = picture.file
    ? await images.edit({ ...params, image: picture.file, ...(mask && { mask }) }, { signal })
    : await images.generate(params, { signal });
  for await (const event of stream) {
    if ('partial_image_index' in event) {
      result.showPreview(imageBlob(event), event.partial_image_index);
      continue;
    }
    const blob = imageBlob(event);
    finished = new File([blob], `picture.${blob.type.replace('image/', '')}`, { type: blob.type });
    result.showPicture(finished, `${params.prompt} (${event.usage?.total_tokens ?? 'unknown'} tokens)`);
  }
}

function explain(error: unknown): string {
  if (!(error instanceof OpenAIError)) throw error;
  const requestId = error instanceof APIError ? error.requestId : undefined;
  return requestId ? `${error.message} (request ${requestId})` : error.message;
}
