import { InvalidRequestError } from '../errors.js';
import { fromDataURL, isDataURL, type Picture, toDataURL } from './picture.js';
import { type Operation, referenceField } from './reference-field.js';

const MULTIPART = 'multipart/form-data';
const JSON_TYPE = 'application/json';

/** The pictures of a call, by field, each field's in the caller's order. */
export type Pictures = Record<string, Picture[]>;

/** The request media type that a call's pictures can all go in, and the pictures as it takes them. */
export interface ChosenForm {
  mediaType: string;
  pictures: Pictures;
}

/**
 * Chooses between uploading pictures and referring to them. Where both kinds are given, those at
 * hand (files, data URLs) are turned into the other kind; nothing is downloaded for it.
 *
 * @throws {InvalidRequestError} where the pictures cannot all go one way.
 */
export async function chooseForm(operation: Operation, pictures: Pictures): Promise<ChosenForm> {
  const mediaTypes: readonly string[] = operation.requestMediaTypes;
  if (!mediaTypes.includes(MULTIPART)) return { mediaType: JSON_TYPE, pictures };
  const all = Object.values(pictures).flat();
  if (all.every(({ kind }) => kind === 'file')) return { mediaType: MULTIPART, pictures };
  const uploadOnly = Object.keys(pictures).filter((field) => !referenceField(operation, field));
  const canUpload = all.every((picture) => picture.kind === 'file' || isDataURL(picture));
  const hasFile = all.some(({ kind }) => kind === 'file');
  if (canUpload && (hasFile || uploadOnly.length > 0)) {
    return { mediaType: MULTIPART, pictures: await convert(pictures, fromDataURL) };
  }
  const [blocked] = uploadOnly;
  if (blocked) {
    throw new InvalidRequestError(
      `${blocked} can only be uploaded, and an upload cannot be combined with a URL or file_id. ` +
        'Give every picture of this call as a file or its bytes.',
    );
  }
  const { maxLength } = operation.references;
  return {
    mediaType: JSON_TYPE,
    pictures: await convert(pictures, (each, field) => toDataURL(each, field, maxLength)),
  };
}

async function convert(
  pictures: Pictures,
  change: (picture: Picture, field: string) => Promise<Picture>,
): Promise<Pictures> {
  const changed = Object.entries(pictures).map(async ([field, list]) => {
    const name = (index: number) => (list.length > 1 ? `${field}[${index}]` : field);
    return [field, await Promise.all(list.map((picture, index) => change(picture, name(index))))] as const;
  });
  return Object.fromEntries(await Promise.all(changed));
}
