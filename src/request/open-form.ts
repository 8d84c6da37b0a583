import { type OperationId, operations } from '../../generated/operations.js';
import { InvalidRequestError } from '../errors.js';
import { chooseForm, type Pictures } from './choose-form.js';
import { type Form, writeJSON } from './form.js';
import { findModel, isRefusal, rulesOf } from './model-rules.js';
import { buildMultipart } from './multipart.js';
import type { EditImage } from './params.js';
import { openPicture, toReference } from './picture.js';
import type { PlanSettings } from './plan.js';
import { ownValue } from './problem.js';
import { type Operation, referenceField } from './reference-field.js';

/**
 * Opens the pictures among a call's parameters, and chooses how they go out. They are turned into what goes out only
 * when that is written, so that they can be checked before.
 *
 * @throws {InvalidRequestError} where one is no picture, or they cannot all go one way.
 */
export async function openForm(
  operationId: OperationId,
  params: Record<string, unknown>,
  { validation, compat }: Pick<PlanSettings, 'validation' | 'compat'>,
): Promise<Form> {
  const operation = operations[operationId];
  const pictures = await openPictures(operation.fileFields, params);
  const mediaType = chooseForm(operation, pictures, canRefer(operationId, params.model));
  const { references } = operation;
  const maxLength = validation === 'off' ? Number.POSITIVE_INFINITY : references.maxLength;
  const write: Form['write'] =
    mediaType === 'application/json'
      ? async (given, extraBody) =>
          writeJSON({ ...(await referTo(operation, given, pictures, maxLength)), ...extraBody })
      : (given, extraBody) =>
          buildMultipart({ ...given, ...extraBody }, without(pictures, Object.keys(extraBody)), compat);
  return { mediaType, pictures, write };
}

function canRefer(operationId: OperationId, model: unknown): boolean {
  const rules = rulesOf(operationId, findModel(model));
  if (!rules || isRefusal(rules)) return true;
  return !operations[operationId].references.fields.some((field) => rules[field]?.unsupported);
}

/** Opens every picture of a call at once; fields that hold none are left out. */
async function openPictures(fileFields: readonly string[], params: Record<string, unknown>): Promise<Pictures> {
  const fields = fileFields.filter((field) => Object.hasOwn(params, field));
  const opened = fields.map(async (field) => {
    const value = params[field];
    if (!Array.isArray(value)) return [field, [await openPicture(value as EditImage, field)]] as const;
    if (!fileFields.includes(`${field}[]`)) {
      throw new InvalidRequestError(`${field} is an array; expected one picture. For several, make one call each.`);
    }
    const name = (index: number) => `${field}[${index}]`;
    return [field, await Promise.all(value.map((item: EditImage, index) => openPicture(item, name(index))))] as const;
  });
  return Object.fromEntries(await Promise.all(opened));
}

/** The parameters with their pictures by reference, under the names and in the shape that JSON has for them. */
async function referTo(operation: Operation, params: object, pictures: Pictures, maxLength: number): Promise<object> {
  const listFields: readonly string[] = operation.references.listFields;
  const entries = Object.entries(params).map(async ([name, value]) => {
    const list = ownValue(pictures, name);
    const field = list && referenceField(operation, name);
    if (!field) return [name, value];
    const path = (index: number) => (list.length > 1 ? `${name}[${index}]` : name);
    const references = await Promise.all(list.map((each, index) => toReference(each, path(index), maxLength)));
    return [field, listFields.includes(field) ? references : references[0]];
  });
  return Object.fromEntries(await Promise.all(entries));
}

function without(pictures: Pictures, names: string[]): Pictures {
  return Object.fromEntries(Object.entries(pictures).filter(([name]) => !names.includes(name)));
}
