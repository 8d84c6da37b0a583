import { isPlainObject } from '@redocly/openapi-core';
import { GenerateError } from './generate-error.js';
import { removeAt, valueAt } from './pointer.js';

const KEY = 'x-adopted';

/** What is on record of an adopted document, in its `x-adopted`. */
export interface Adoption {
  /** Where it is from: an address, or a file's name. */
  source: string;
  /** When it was adopted, as `2026-11-22`. */
  date: string;
  /** Of the bytes at the source. */
  sha256: string;
  /** The version of OpenAPI it was published in. */
  openapi: string;
  /** What the overlays define in another form than the document: theirs counts, and takes the place of its own. */
  overridden: string[];
  /** The overlay actions that find nothing in the document. */
  idle: { overlay: string; target: string }[];
}

/** The text of an adopted document's first lines. */
export const ADOPTION_HEADER =
  '# The images part of a published document, adopted by `npm run spec:update`. Not edited by hand.\n';

/** Puts what is on record of a document into it, in front. */
export function recordAdoption(document: object, adoption: Adoption): object {
  return { [KEY]: adoption, ...document };
}

/** Takes the record out of a document, in place; undefined for one that was not adopted. */
export function takeAdoption(document: unknown, file: string): Adoption | undefined {
  if (!isPlainObject(document) || document[KEY] === undefined) return undefined;
  const { [KEY]: adoption } = document;
  delete document[KEY];
  const { overridden, idle } = isPlainObject(adoption) ? (adoption as Partial<Adoption>) : {};
  if (!Array.isArray(overridden) || !Array.isArray(idle)) {
    throw new GenerateError(`${file}: ${KEY} needs the lists "overridden" and "idle". Adopt the document again.`);
  }
  return adoption as Adoption;
}

/** Takes away, in place, what the overlays define in another form. */
export function removeOverridden(document: unknown, { overridden }: Pick<Adoption, 'overridden'>): void {
  for (const pointer of overridden) removeAt(document, pointer);
}

/** Makes sure that the overlays did define what was taken away for them. */
export function checkOverridden(document: unknown, { overridden }: Pick<Adoption, 'overridden'>, file: string): void {
  const [missing] = overridden.filter((pointer) => valueAt(document, pointer) === undefined);
  if (missing === undefined) return;
  throw new GenerateError(
    `${file}: the overlays override ${missing}, and none of them defines it any more. ` +
      'To go back to what the document says there, run `npm run spec:update -- spec/upstream.yaml`.',
  );
}

/** Whether an overlay action is on record as one that finds nothing. */
export function isIdle(adoption: Adoption | undefined, overlay: string, target: string): boolean {
  return adoption?.idle.some((each) => each.overlay === overlay && each.target === target) ?? false;
}
