import { isNode, keysOfReference, type Node, toReference, valueAt } from './node.js';

interface Spot {
  keys: string[];
  /** How many of the keys it took to get here. */
  depth: number;
}

const ALTERNATIVES = ['anyOf', 'oneOf', 'allOf'];

/** Finds in a document, as a JSON pointer, what some keys lead to in an operation of it that was written out. */
export function locate(document: Node, operation: string[], keys: readonly string[]): string {
  return toReference(findDeepest(document, { keys: operation, depth: 0 }, keys).keys);
}

function findDeepest(document: Node, start: Spot, keys: readonly string[]): Spot {
  const spot = follow(document, start);
  const [key, ...rest] = keys;
  const node = valueAt(document, spot.keys);
  if (key === undefined || typeof node !== 'object' || node === null) return spot;
  const steps: [key: string | string[], rest: readonly string[]][] = Object.hasOwn(node, key) ? [[key, rest]] : [];
  if (steps.length === 0 && isNode(node)) {
    // Alternatives may have been joined, and events lie among them by their type.
    const [event, ...below] = rest;
    for (const list of ALTERNATIVES) {
      const members = Array.isArray(node[list]) ? node[list].keys() : [];
      for (const index of members) {
        const member = [list, String(index)];
        const isEvent =
          key === 'properties' && event !== undefined && typeOf(document, [...spot.keys, ...member]) === event;
        if (isEvent) steps.unshift([member, below]);
        else steps.push([member, keys]);
      }
    }
    if (isNode(node.contentSchema)) steps.push(['contentSchema', keys]);
    if (key === 'anyOf' && 'oneOf' in node) steps.push(['oneOf', rest]);
  }
  return steps
    .map(([step, remaining]) => {
      const depth = spot.depth + keys.length - remaining.length;
      return findDeepest(document, { keys: [...spot.keys, ...[step].flat()], depth }, remaining);
    })
    .reduce((deepest, each) => (each.depth > deepest.depth ? each : deepest), spot);
}

function typeOf(document: Node, keys: string[]): unknown {
  const event = follow(document, { keys, depth: 0 }).keys;
  return (
    valueAt(document, [...event, 'properties', 'type', 'enum', '0']) ??
    valueAt(document, [...event, 'properties', 'type', 'const'])
  );
}

function follow(document: Node, spot: Spot): Spot {
  let { keys } = spot;
  for (let steps = 0; steps < 50; steps += 1) {
    const node = valueAt(document, keys);
    if (!isNode(node) || typeof node.$ref !== 'string') break;
    keys = keysOfReference(node.$ref);
  }
  return { ...spot, keys };
}
