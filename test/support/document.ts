import { specification } from './mock.js';
import type { Schema } from './schema.js';

// biome-ignore lint/suspicious/noExplicitAny: the document is walked by hand, and a wrong step fails the tests.
type Node = any;

/** A request body under one of its media types. */
export interface RequestBody {
  mediaType: string;
  schema: Schema;
}

/** A response under one of its media types. */
export interface ResponseBody {
  mediaType: string;
  schema: Node;
  examples: { name: string; value: unknown }[];
}

/** A response of an operation, its references followed. */
export interface ResponseDefinition {
  status: number;
  /** The example of each declared header, as it stands on the wire. */
  headers: Record<string, string>;
  bodies: ResponseBody[];
}

/** An operation of the document, its references followed. */
export interface Operation {
  id: string;
  path: string;
  method: string;
  requestBodies: RequestBody[];
  responses: ResponseDefinition[];
}

/** Follows a local reference; what stands beside it comes first, as OpenAPI 3.1 has it for schemas. */
export function resolve(node: Node, document = specification): Node {
  if (typeof node?.$ref !== 'string') return node;
  const { $ref, ...beside } = node;
  const keys = $ref.replace('#/', '').split('/');
  const target = keys.reduce((value: Node, key: string) => value[key], document);
  return { ...resolve(target, document), ...beside };
}

/** Every operation of the document, in its order. */
export function listOperations(document = specification): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Node)
      .filter(([, operation]: Node) => operation.operationId)
      .map(([method, operation]: Node) => ({
        id: operation.operationId,
        path,
        method,
        requestBodies: contentOf(operation.requestBody, document).map(([mediaType, { schema }]) => ({
          mediaType,
          schema,
        })),
        responses: Object.entries(operation.responses).map(([status, response]) =>
          describeResponse(Number(status), resolve(response, document), document),
        ),
      })),
  );
}

function describeResponse(status: number, response: Node, document: Node): ResponseDefinition {
  return {
    status,
    headers: Object.fromEntries(
      Object.entries(response.headers ?? {}).map(([name, header]) => [name, String(resolve(header, document).example)]),
    ),
    bodies: contentOf(response, document).map(([mediaType, { schema, examples = {} }]) => ({
      mediaType,
      schema,
      examples: Object.entries(examples).map(([name, example]) => ({ name, value: resolve(example, document).value })),
    })),
  };
}

function contentOf(holder: unknown, document: Node): [string, Node][] {
  return Object.entries(resolve(holder, document)?.content ?? {});
}
