import { type OperationId, operations } from '../../generated/operations.js';
import { InvalidRequestError } from '../errors.js';
import { lazy } from '../lazy.js';
import { type Form, writeJSON } from './form.js';
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
  const form = operation.fileFields.length > 0 ? await (await loadForms()).openForm(operation, params) : JSON_FORM;
  if (settings.validation !== 'off') (await loadPreflight()).preflight(operationId, params, form, settings);
  const body = form.write(params, settings.extraBody ?? {});
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
  if (settings.fillsModel) params.model ??= operations[operationId].defaultModel;
  return params;
}
