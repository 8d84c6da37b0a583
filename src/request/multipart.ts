import { InvalidRequestError } from '../errors.js';
import { toImageFile } from './image-file.js';
import type { ImageInput } from './image-input.js';

/** Which multipart fields hold files and which may repeat, as `generated/operations.ts` has it. */
export interface MultipartFields {
  readonly fileFields: readonly string[];
  readonly listFields: readonly string[];
}

/**
 * Lays parameters out as multipart form fields, in the caller's order. Null and undefined are left
 * out, scalars go as their text, and a list goes as one `name[]` part an item.
 */
export async function buildMultipart(params: object, fields: MultipartFields): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    if (fields.fileFields.includes(name)) await appendFiles(form, name, value, fields);
    else appendScalar(form, name, value);
  }
  return form;
}

async function appendFiles(form: FormData, name: string, value: unknown, fields: MultipartFields): Promise<void> {
  if (!Array.isArray(value)) {
    form.append(name, await toImageFile(value as ImageInput, name));
    return;
  }
  const listName = `${name}[]`;
  if (!fields.listFields.includes(listName)) {
    throw new InvalidRequestError(`${name} is an array; this operation takes one picture. Make one call a picture.`);
  }
  const files = await Promise.all(value.map((item, index) => toImageFile(item, `${name}[${index}]`)));
  for (const file of files) form.append(listName, file);
}

function appendScalar(form: FormData, name: string, value: unknown): void {
  if (value instanceof Blob) {
    form.append(name, value);
  } else if (typeof value === 'object') {
    throw new InvalidRequestError(
      `${name} is an object; this operation is sent as form fields and takes text, numbers and booleans.`,
    );
  } else {
    form.append(name, String(value));
  }
}
