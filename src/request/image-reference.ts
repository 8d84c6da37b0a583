/**
 * A picture that the API finds for itself: an `https:` or `data:` URL, or a file uploaded before. A server at home may
 * take an `http:` URL.
 *
 * @example
 * await images.edit({ image: ['https://example.com/otter.png', { file_id: 'file-7f3c' }], prompt: 'Side by side' });
 */
export type ImageReference =
  | string
  | URL
  | { readonly image_url: string | URL; readonly file_id?: null | undefined }
  | { readonly file_id: string; readonly image_url?: null | undefined };
