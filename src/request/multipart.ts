import type { Pictures } from './choose-form.js';
import type { Picture } from './picture.js';
import { ownValue } from './problem.js';

/**
 * Lays parameters out as multipart form fields, in the caller's order. Null and undefined are left
 * out, scalars go as their text, a member of an object as `name[member]`, an item of a list as
 * `name[]`. One picture goes under its field's name, several as one `name[]` part each.
 */
export function buildMultipart(params: object, pictures: Pictures): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(params)) {
    const list = ownValue(pictures, name);
    if (list) appendFiles(form, name, list);
    else appendValue(form, name, value);
  }
  return form;
}

function appendFiles(form: FormData, name: string, pictures: Picture[]): void {
  const partName = pictures.length > 1 ? `${name}[]` : name;
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
