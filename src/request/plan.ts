import { type OperationId, operations } from '../../generated/operations.js';
import { InvalidRequestError } from '../errors.js';
import { lazy } from '../lazy.js';
import { copyBytes, isBytes } from './copy-bytes.js';
import { type Form, writeJSON } from './form.js';
import type { Compat } from './multipart.js';
import type { PreflightSettings } from './preflight.js';

const EVENT_STREAM = 'text/event-stream';

const loadForms = lazy(() => import('./open-form.js'));
const loadPreflight = lazy(() => import('./preflight.js'));

/** What a call without pictures goes out as. */
const JSON_FORM: Form = {
  mediaType: 'application/json',
  pictures: {},
  write: (params, extraBody) => writeJSON({ ...params, ...extraBody }),
};

/**
 * How a call that was not asked to stream is sent. `stream`: as a stream without previews, where its model can, so that
 * the response begins early; what the call returns is the same.
 */
export type LongCalls = 'plain' | 'stream';

/** All that has to be known to send a request, and to send it again. */
export interface RequestPlan {
  operationId: OperationId;
  method: string;
  path: string;
  accept: string;
  /** Whether events were asked for. */
  stream: boolean;
  /** Whether its events are to be put together into the response that the call would have without them. */
  assembles: boolean;
  /** How many pictures may come, previews included. */
  pictures: number;
  /** Text is JSON. */
  body: string | FormData;
}

/** What planning needs of the client's settings and the call's options. */
export interface PlanSettings extends PreflightSettings {
  fillsModel: boolean;
  longCalls?: LongCalls | undefined;
  compat?: Compat | undefined;
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
  const assembles = settings.longCalls === 'stream' && !params.stream && (await canStream(operationId, params));
  if (assembles) Object.assign(params, { stream: true, partial_images: 0 });
  const takesPictures = operation.fileFields.length > 0;
  const form = takesPictures ? await (await loadForms()).openForm(operationId, params, settings) : JSON_FORM;
  if (settings.validation !== 'off') (await loadPreflight()).preflight(operationId, params, form, settings);
  const body = await form.write(params, settings.extraBody ?? {});
  const [json, events] = operation.responseMediaTypes;
  const stream = params.stream === true && events === EVENT_STREAM;
  // An error comes as JSON all the same.
  const accept = stream ? `${EVENT_STREAM}, ${json};q=0.9` : json;
  const pictures = countOf(params.n, 1) * (1 + countOf(params.partial_images, 0));
  const { method, path } = operation;
  return { operationId, method, path, accept, stream, assembles, pictures, body };
}

function countOf(value: unknown, otherwise: number): number {
  const count = Number(value ?? otherwise);
  return count > 0 && Number.isFinite(count) ? count : otherwise;
}

async function canStream(operationId: OperationId, params: Record<string, unknown>): Promise<boolean> {
  if (!('completed' in operations[operationId].events)) return false;
  return (await loadPreflight()).canStream(operationId, params);
}

/** A picture as it is when the call is made: what reads it may be loaded only later. */
function holdStill(picture: unknown, field: string): unknown {
  if (isBytes(picture)) return copyBytes(picture, field);
  if (typeof picture !== 'object' || picture === null) return picture;
  if ('bytes' in picture && isBytes(picture.bytes)) return copyBytes(picture.bytes, field);
  // A Node stream that fails before anybody listens ends the process; who reads it is told again.
  if ('on' in picture && typeof picture.on === 'function') picture.on('error', () => undefined);
  return picture;
}

function fillParams(operationId: OperationId, given: unknown, settings: PlanSettings): Record<string, unknown> {
  if (typeof given !== 'object' || given === null) {
    const kind = given === null ? 'null' : typeof given;
    throw new InvalidRequestError(`The parameters are ${kind}; expected an object such as { prompt: '…' }.`);
  }
  // What is undefined is left out, so that a default takes its place.
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  const params: Record<string, unknown> = { ...settings.defaults, ...Object.fromEntries(set) };
  for (const field of operations[operationId].fileFields) {
    const value = params[field];
    // A picture that is null is none.
    if (value === undefined || value === null) delete params[field];
    else if (!Array.isArray(value)) params[field] = holdStill(value, field);
    else params[field] = Array.from(value, (each, index) => holdStill(each, `${field}[${index}]`));
  }
  // A model that goes out all the same is what the call is to be checked by.
  const model = settings.extraBody?.model;
  if (typeof model === 'string') params.model ??= model;
  else if (settings.fillsModel && model === undefined) params.model ??= operations[operationId].defaultModel;
  return params;
}
