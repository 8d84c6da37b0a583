import { InvalidRequestError } from '../errors.js';
import type { Picture } from './picture.js';
import { type Operation, referenceField } from './reference-field.js';

const MULTIPART = 'multipart/form-data';
const JSON_TYPE = 'application/json';

/** The pictures of a call, by field, each field's in the caller's order. */
export type Pictures = Record<string, Picture[]>;

/** The request media type that a call goes out as, and its pictures as they were opened. */
export interface ChosenForm {
  mediaType: string;
  pictures: Pictures;
}

/**
 * The request media type for a call's pictures: JSON where one is given by reference, or all are data
 * URLs that it has room for; else a form. Nothing is downloaded for it.
 *
 * @param canRefer whether the call's model reads pictures by reference
 * @throws {InvalidRequestError} where the pictures cannot all go one way.
 */
export function chooseForm(operation: Operation, pictures: Pictures, canRefer: boolean): string {
  const mediaTypes: readonly string[] = operation.requestMediaTypes;
  if (!mediaTypes.includes(MULTIPART)) return JSON_TYPE;
  const { maxLength } = operation.references;
  const all = Object.values(pictures).flat();
  const [uploadOnly] = Object.keys(pictures).filter((field) => !referenceField(operation, field));
  const isShort = (url = '') => url !== '' && url.length <= maxLength;
  const areURLs = all.length > 0 && all.every((each) => each.kind === 'file' && isShort(each.dataURL));
  if (all.every(({ kind }) => kind === 'file') && !(areURLs && canRefer && !uploadOnly)) return MULTIPART;
  if (!uploadOnly) return JSON_TYPE;
  throw new InvalidRequestError(
    `${uploadOnly} can only be uploaded, and an upload cannot be combined with a URL or file_id. ` +
      'Give every picture of this call as a file or its bytes.',
  );
}
