import type { Pictures } from './choose-form.js';
import type { Picture } from './picture.js';
import { ownValue } from './problem.js';

/** What a compatible server takes otherwise than the API does. */
export interface Compat {
  /** The one part name that it takes pictures to edit under, be it one or several. Default: as many as there are decides. */
  imageField?: 'image' | 'image[]' | undefined;
}

/**
 * Lays parameters out as multipart form fields, in the caller's order. Null and undefined are left
 * out, scalars go as their text, a member of an object as `name[member]`, an item of a list as
 * `name[]`. One picture goes under its field's name, several as one `name[]` part each, unless the server takes one
 * of these names alone.
 */
export function buildMultipart(params: object, pictures: Pictures, { imageField }: Compat = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(params)) {
    const list = ownValue(pictures, name);
    if (list) appendFiles(form, name, list, imageField);
    else appendValue(form, name, value);
  }
  return form;
}

function appendFiles(form: FormData, name: string, pictures: Picture[], imageField: Compat['imageField']): void {
  const isList = name === 'image' && imageField ? imageField === 'image[]' : pictures.length > 1;
  const partName = isList ? `${name}[]` : name;
  for (const picture of pictures) {
    if (picture.kind === 'file') form.append(partName, picture.file);
  }
}

function appendValue(form: FormData, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (value instanceof Blob) form.append(name, value);
  else if (Array.isArray(value)) for (const item of value) appendValue(form, `${name}[]`, item);
  else if (typeof value !== 'object') form.append(name, String(value));
  else for (const [member, inner] of Object.entries(value)) appendValue(form, `${name}[${member}]`, inner);
}
