import type { ImageRefParam } from '../../generated/schema.js';

/**
 * A picture that the API finds for itself: an `https:` or `data:` URL, or a file uploaded before.
 *
 * @example
 * await images.edit({ image: ['https://example.com/otter.png', { file_id: 'file-7f3c' }], prompt: 'Side by side' });
 */
export type ImageReference = string | URL | ImageRefParam;
