import { alignSchemas } from './align-schemas.js';
import { canonical, isNode, type Node, nodeAt } from './node.js';
import { writeOutOperation } from './write-out.js';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** An operation of a document, written out in full. */
export interface WrittenOperation {
  /** Its `operationId`, or its method and path where it has none. */
  id: string;
  path: string;
  method: string;
  written: Node;
}

/** The same operation in both documents. */
export interface OperationPair {
  before: WrittenOperation;
  after: WrittenOperation;
}

/** Which operations are in both documents, and which in one alone. */
export interface MatchedOperations {
  pairs: OperationPair[];
  removed: WrittenOperation[];
  added: WrittenOperation[];
}

/** Finds each operation again: by its `operationId`, or else where it was. */
export function matchOperations(before: WrittenOperation[], after: WrittenOperation[]): MatchedOperations {
  const newer = new Set(after);
  const pairs: OperationPair[] = [];
  const find = (isSame: (one: WrittenOperation, other: WrittenOperation) => boolean) => {
    for (const one of before) {
      if (pairs.some((pair) => pair.before === one)) continue;
      const other = [...newer].find((each) => isSame(one, each));
      if (!other) continue;
      newer.delete(other);
      pairs.push({ before: one, after: other });
    }
  };
  find((one, other) => one.id === other.id);
  find((one, other) => one.path === other.path && one.method === other.method);
  const matched = new Set(pairs.map((pair) => pair.before));
  return { pairs, removed: before.filter((each) => !matched.has(each)), added: [...newer] };
}

/** The pairs that differ at all, their schemas written so that they can be compared. */
export function differingPairs({ pairs }: MatchedOperations): OperationPair[] {
  const differing = pairs.filter(({ before, after }) => canonical(before.written) !== canonical(after.written));
  return differing.map(({ before, after }) => {
    const [older, newer] = [structuredClone(before.written), structuredClone(after.written)];
    alignSchemas(older, newer);
    return { before: { ...before, written: older }, after: { ...after, written: newer } };
  });
}

/** Every operation of a document, written out in full. */
export function writeOperations(document: Node): WrittenOperation[] {
  return Object.entries(nodeAt(document, 'paths')).flatMap(([path, pathItem]) =>
    METHODS.flatMap((method) => {
      const operation = isNode(pathItem) ? pathItem[method] : undefined;
      if (!isNode(pathItem) || !isNode(operation)) return [];
      const id = typeof operation.operationId === 'string' ? operation.operationId : `${method.toUpperCase()} ${path}`;
      return [{ id, path, method, written: writeOutOperation(document, pathItem, operation) }];
    }),
  );
}
