import { InvalidRequestError } from '../errors.js';
import { chooseForm, type Pictures } from './choose-form.js';
import { type Form, writeJSON } from './form.js';
import { buildMultipart, type Compat } from './multipart.js';
import type { EditImage } from './params.js';
import { openPicture } from './picture.js';
import { ownValue } from './problem.js';
import { type Operation, referenceField } from './reference-field.js';

/**
 * Opens the pictures among a call's parameters, and chooses how they go out.
 *
 * @throws {InvalidRequestError} where one is no picture, or they cannot all go one way.
 */
export async function openForm(
  operation: Operation,
  params: Record<string, unknown>,
  compat: Compat | undefined,
): Promise<Form> {
  const { mediaType, pictures } = await chooseForm(operation, await openPictures(operation.fileFields, params));
  const write: Form['write'] =
    mediaType === 'application/json'
      ? (given, extraBody) => writeJSON({ ...referTo(operation, given, pictures), ...extraBody })
      : (given, extraBody) =>
          buildMultipart({ ...given, ...extraBody }, without(pictures, Object.keys(extraBody)), compat);
  return { mediaType, pictures, write };
}

/** Opens every picture of a call at once; fields that hold none are left out. */
async function openPictures(fileFields: readonly string[], params: Record<string, unknown>): Promise<Pictures> {
  const fields = fileFields.filter((field) => Object.hasOwn(params, field));
  const opened = fields.map(async (field) => {
    const value = params[field];
    if (!Array.isArray(value)) return [field, [await openPicture(value as EditImage, field)]] as const;
    if (!fileFields.includes(`${field}[]`)) {
      throw new InvalidRequestError(`${field} is an array; this operation takes one picture. Make one call a picture.`);
    }
    const name = (index: number) => `${field}[${index}]`;
    return [field, await Promise.all(value.map((item: EditImage, index) => openPicture(item, name(index))))] as const;
  });
  return Object.fromEntries(await Promise.all(opened));
}

/** The parameters with their pictures by reference, under the names and in the shape that JSON has for them. */
function referTo(operation: Operation, params: object, pictures: Pictures): object {
  const listFields: readonly string[] = operation.references.listFields;
  const entries = Object.entries(params).map(([name, value]) => {
    const list = ownValue(pictures, name);
    const field = list && referenceField(operation, name);
    if (!field) return [name, value];
    const references = list.flatMap((each) => (each.kind === 'reference' ? [each.reference] : []));
    return [field, listFields.includes(field) ? references : references[0]];
  });
  return Object.fromEntries(entries);
}

function without(pictures: Pictures, names: string[]): Pictures {
  return Object.fromEntries(Object.entries(pictures).filter(([name]) => !names.includes(name)));
}
