import { type OperationId, operations } from '../../generated/operations.js';
import { InvalidRequestError } from '../errors.js';
import { buildMultipart } from './multipart.js';

/** All that has to be known to send a request, and to send it again. */
export interface RequestPlan {
  operationId: OperationId;
  method: string;
  path: string;
  accept: string;
  /** Text is JSON. */
  body: string | FormData;
}

/**
 * Decides how a call goes out. Nothing is sent; streams among the parameters are read.
 *
 * @throws {InvalidRequestError} where the parameters cannot work.
 */
export async function planRequest(operationId: OperationId, given: object, defaults?: object): Promise<RequestPlan> {
  if (typeof given !== 'object' || given === null) {
    throw new InvalidRequestError(`The parameters are ${typeof given}; expected an object such as { prompt: '…' }.`);
  }
  const params = { ...defaults, ...given };
  const operation = operations[operationId];
  const [mediaType] = operation.requestMediaTypes;
  const body = mediaType === 'multipart/form-data' ? await buildMultipart(params, operation) : writeJSON(params);
  return { operationId, method: operation.method, path: operation.path, accept: operation.responseMediaTypes[0], body };
}

function writeJSON(params: object): string {
  try {
    return JSON.stringify(params);
  } catch (cause) {
    throw new InvalidRequestError(`The parameters cannot be written as JSON: ${(cause as Error).message}`, { cause });
  }
}
