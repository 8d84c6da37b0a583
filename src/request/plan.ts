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
export async function planRequest(operationId: OperationId, params: object): Promise<RequestPlan> {
  if (typeof params !== 'object' || params === null) {
    throw new InvalidRequestError(`The parameters are ${String(params)}; expected an object such as { prompt: '…' }.`);
  }
  const operation = operations[operationId];
  const [mediaType] = operation.requestMediaTypes;
  const body = mediaType === 'multipart/form-data' ? await buildMultipart(params, operation) : JSON.stringify(params);
  return { operationId, method: operation.method, path: operation.path, accept: operation.responseMediaTypes[0], body };
}
