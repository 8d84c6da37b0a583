import type { ImagesClient } from 'openai-images';

const prompt = 'An otter';

export function holdsGenerationsToTheirModel(images: ImagesClient, many: number, stream: boolean): void {
  images.generate({ prompt, model: 'dall-e-3', n: 1, quality: 'hd', style: 'vivid', size: '1792x1024' });
  images.generate({ prompt, model: 'dall-e-3', response_format: 'url', stream: false, partial_images: 0 });
  images.generate({ prompt, model: 'dall-e-2', n: 10, quality: 'standard', size: '256x256' });
  images.generate({ prompt, model: 'gpt-image-2', quality: 'high', size: '3840x2160', stream: true });
  images.generate({ prompt, model: 'gpt-image-2.5-flare', quality: 'max', background: 'transparent' });
  images.generate({ prompt, model: 'gpt-image-2.6-sunburst', output_format: 'gif', frame_count: 4 });

  // @ts-expect-error DALL·E 3 draws one picture a call
  images.generate({ prompt, model: 'dall-e-3', n: 2 });
  // @ts-expect-error nor any number
  images.generate({ prompt, model: 'dall-e-3', n: many });
  // @ts-expect-error it has sizes of its own
  images.generate({ prompt, model: 'dall-e-3', size: '1536x1024' });
  // @ts-expect-error and qualities
  images.generate({ prompt, model: 'dall-e-3', quality: 'high' });
  // @ts-expect-error and does not stream
  images.generate({ prompt, model: 'dall-e-3', stream: true });
  // @ts-expect-error nor perhaps
  images.generate({ prompt, model: 'dall-e-3', stream });
  // @ts-expect-error nor send previews
  images.generate({ prompt, model: 'dall-e-3', partial_images: 1 });
  // @ts-expect-error nor take a format
  images.generate({ prompt, model: 'dall-e-3', output_format: 'webp' });
  // @ts-expect-error nor a background
  images.generate({ prompt, model: 'dall-e-3', background: 'opaque' });
  // @ts-expect-error DALL·E 2 has no styles
  images.generate({ prompt, model: 'dall-e-2', style: 'vivid' });
  // @ts-expect-error GPT Image answers base64
  images.generate({ prompt, model: 'gpt-image-2', response_format: 'url' });
  // @ts-expect-error even where base64 is what was asked for
  images.generate({ prompt, model: 'gpt-image-1', response_format: 'b64_json' });
  // @ts-expect-error it has no styles either
  images.generate({ prompt, model: 'gpt-image-2', style: 'vivid' });
  // @ts-expect-error nor the qualities of later models
  images.generate({ prompt, model: 'gpt-image-2', quality: 'max' });
  // @ts-expect-error nor those of DALL·E
  images.generate({ prompt, model: 'gpt-image-2.5-sunburst', quality: 'hd' });
}

export function holdsEditsToTheirModel(images: ImagesClient, image: Blob): void {
  images.edit({ prompt, image, model: 'gpt-image-1.5', input_fidelity: 'high' });
  images.edit({ prompt, image, model: 'gpt-image-1-mini', input_fidelity: 'low' });
  images.edit({ prompt, image, model: 'gpt-image-2.5-flare', markup: image });
  images.edit({ prompt, image, model: 'gpt-image-2', input_fidelity: null });
  images.edit({ prompt, image, model: 'dall-e-2', response_format: 'url', size: '256x256', mask: image });

  // @ts-expect-error DALL·E 3 edits nothing
  images.edit({ prompt, image, model: 'dall-e-3' });
  // @ts-expect-error GPT Image 2 has no choice of fidelity
  images.edit({ prompt, image, model: 'gpt-image-2', input_fidelity: 'low' });
  // @ts-expect-error the small one has one fidelity
  images.edit({ prompt, image, model: 'gpt-image-1-mini', input_fidelity: 'high' });
  // @ts-expect-error only GPT Image 2.5 reads a markup
  images.edit({ prompt, image, model: 'gpt-image-2', markup: image });
  // @ts-expect-error DALL·E 2 does not stream
  images.edit({ prompt, image, model: 'dall-e-2', stream: true });
  // @ts-expect-error nor has it GPT Image's sizes
  images.edit({ prompt, image, model: 'dall-e-2', size: '1536x1024' });
}

export function holdsVariationsToTheirModel(images: ImagesClient, image: Blob): void {
  images.createVariation({ image, model: 'dall-e-2', n: 10, size: '512x512' });
  images.createVariation({ image, model: 'a-model-of-tomorrow' });
  // @ts-expect-error GPT Image makes no variations
  images.createVariation({ image, model: 'gpt-image-2' });
  // @ts-expect-error nor does DALL·E 3
  images.createVariation({ image, model: 'dall-e-3' });
}

export function holdsCallsToTheirFormat(images: ImagesClient, image: Blob): void {
  const model = 'gpt-image-2.6-flare';
  images.generate({ prompt, model, output_format: 'svg', n: 1, stream: false });
  images.edit({ prompt, image, model, output_format: 'png', mask: image, stream: true });

  // @ts-expect-error an svg comes only once finished
  images.generate({ prompt, model, output_format: 'svg', stream: true });
  // @ts-expect-error and alone
  images.generate({ prompt, model, output_format: 'svg', n: 2 });
  // @ts-expect-error a gif comes only once finished
  images.generate({ prompt, model, output_format: 'gif', stream: true });
  // @ts-expect-error and cannot be compressed
  images.generate({ prompt, model, output_format: 'gif', output_compression: 50 });
  // @ts-expect-error nor drawn within a mask
  images.edit({ prompt, image, model, output_format: 'gif', mask: image });
  // @ts-expect-error which the default model is held to
  images.edit({ prompt, image, output_format: 'gif', mask: image });
  // @ts-expect-error in whatever it draws
  images.generate({ prompt, output_format: 'svg', stream: true });
}

/** What nobody has written down yet is not held back. */
export function takesAllOfAModelThatIsNotKnown(images: ImagesClient, image: Blob, model: string): void {
  for (const name of [model, `${model}-2027` as const]) {
    images.generate({ prompt, model: name, n: 5, quality: 'hd', style: 'vivid', response_format: 'url', stream: true });
    images.edit({ prompt, image, model: name, markup: image, mask: image, input_fidelity: 'high', quality: 'max' });
    images.createVariation({ image, model: name });
    images.generate({ prompt, model: name, output_format: 'svg', stream: true, n: 2, output_compression: 50 });
    images.edit({ prompt, image, model: name, output_format: 'gif', mask: image, stream: true, partial_images: 2 });
  }
  images.generate({ prompt, model: 'a-model-of-tomorrow', n: 5, quality: 'hd', response_format: 'url', stream: true });
  images.edit({ prompt, image, model: 'a-model-of-tomorrow', markup: image, input_fidelity: 'high' });
  images.generate({ prompt, model: 'a-model-of-tomorrow', output_format: 'svg', stream: true, n: 2 });
}

export function holdsACallWithoutAModelToTheDefaultOne(images: ImagesClient, image: Blob): void {
  images.generate({ prompt, quality: 'high', size: '3840x2160', stream: true });
  images.createVariation({ image, n: 2, response_format: 'url' });
  // @ts-expect-error GPT Image answers base64
  images.generate({ prompt, response_format: 'url' });
  // @ts-expect-error GPT Image 2 lacks the qualities of later models
  images.generate({ prompt, quality: 'max' });
  // @ts-expect-error and styles
  images.generate({ prompt, style: 'vivid' });
  // @ts-expect-error and a markup
  images.edit({ prompt, image, markup: image });
  // @ts-expect-error and a choice of fidelity
  images.edit({ prompt, image, input_fidelity: 'high' });
}

/** Of two models, whatever one of them takes. */
export function takesAChoiceOfModels(images: ImagesClient, large: boolean): void {
  images.generate({ prompt, model: large ? 'gpt-image-2' : 'gpt-image-1.5', n: 2 });
  images.generate({ prompt, model: large ? 'dall-e-3' : undefined });
}
