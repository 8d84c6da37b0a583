import { imageModels } from '../../generated/models.js';
import { type OperationId, operations } from '../../generated/operations.js';
import { InvalidRequestError } from '../errors.js';
import { chooseForm, type Pictures, referenceField } from './choose-form.js';
import { buildMultipart } from './multipart.js';
import type { EditImage } from './params.js';
import { openPicture } from './picture.js';
import { type PreflightSettings, preflight } from './preflight.js';
import { ownValue } from './problem.js';

const EVENT_STREAM = 'text/event-stream';

/** All that has to be known to send a request, and to send it again. */
export interface RequestPlan {
  operationId: OperationId;
  method: string;
  path: string;
  accept: string;
  /** Whether events were asked for. */
  stream: boolean;
  /** Text is JSON. */
  body: string | FormData;
}

/** What planning needs of the client's settings and the call's options. */
export interface PlanSettings extends PreflightSettings {
  fillsModel: boolean;
  /** Parameters for what the call leaves out. */
  defaults: object;
  extraBody?: Record<string, unknown> | undefined;
}

/**
 * Decides how a call goes out. Nothing is sent; streams among the parameters are read.
 *
 * @throws {InvalidRequestError} where the call cannot work.
 */
export async function planRequest(
  operationId: OperationId,
  given: object,
  settings: PlanSettings,
): Promise<RequestPlan> {
  const operation = operations[operationId];
  const params = fillParams(operationId, given, settings);
  const form = await chooseForm(operation, await openPictures(operation.fileFields, params));
  preflight(operationId, params, form, settings);
  const { extraBody = {} } = settings;
  const body =
    form.mediaType === 'application/json'
      ? writeJSON({ ...referTo(operation, params, form.pictures), ...extraBody })
      : buildMultipart({ ...params, ...extraBody }, without(form.pictures, Object.keys(extraBody)));
  const [json, events] = operation.responseMediaTypes;
  const stream = params.stream === true && events === EVENT_STREAM;
  // An error comes as JSON all the same.
  const accept = stream ? `${EVENT_STREAM}, ${json};q=0.9` : json;
  return { operationId, method: operation.method, path: operation.path, accept, stream, body };
}

function fillParams(operationId: OperationId, given: unknown, settings: PlanSettings): Record<string, unknown> {
  if (typeof given !== 'object' || given === null) {
    throw new InvalidRequestError(`The parameters are ${typeof given}; expected an object such as { prompt: '…' }.`);
  }
  const params: Record<string, unknown> = { ...settings.defaults, ...given };
  // A picture that is null is none.
  for (const field of operations[operationId].fileFields) if (params[field] == null) delete params[field];
  if (settings.fillsModel) params.model ??= imageModels.defaults[operationId];
  return params;
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
function referTo(operation: (typeof operations)[OperationId], params: object, pictures: Pictures): object {
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

function writeJSON(params: object): string {
  try {
    return JSON.stringify(params);
  } catch (cause) {
    throw new InvalidRequestError(`The parameters cannot be written as JSON: ${(cause as Error).message}`, { cause });
  }
}
