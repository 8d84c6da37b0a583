import { type Change, quote } from './change.js';
import { canonical, type Node } from './node.js';
import type { Place } from './place.js';
import type { TreeChange } from './redocly-diff.js';

/** A change as far as one operation shows it. */
export interface Finding extends Omit<Change, 'operationIds' | 'pointer'> {
  /** The keys of the written-out operation that lead there. */
  keys: string[];
  /** Whether only the older document has it. */
  gone: boolean;
  mediaType?: string;
}

/** A change within a schema, with the operation as it was and is. */
export interface SchemaChange {
  change: TreeChange;
  place: Place & { schemaKeys: string[] };
  before: Node;
  after: Node;
}

/** Puts a finding about a schema down. */
export function finding(of: SchemaChange, rest: Pick<Finding, 'kind' | 'what' | 'remedy'> & Partial<Finding>): Finding {
  const { place, change } = of;
  return {
    subject: place.subject,
    name: place.name || (place.direction === 'request' ? 'body' : `response ${place.status}`),
    keys: change.keys,
    gone: change.kind === 'removed',
    ...(place.mediaType && place.direction === 'request' ? { mediaType: place.mediaType } : {}),
    ...rest,
  };
}

/** What a place is called within a sentence. */
export function say({ name, direction }: Place): string {
  return name ? quote(name) : direction === 'request' ? 'the body' : 'the response';
}

/** What to do where a shape is another. */
export function adapt({ direction }: Place): string {
  return direction === 'request' ? 'Give only what it takes now.' : 'Read it in its new shape.';
}

/** What a list gained and lost. */
export function differences(before: unknown, after: unknown): [gained: unknown[], lost: unknown[]] {
  const [older, newer] = [before, after].map((list) => (Array.isArray(list) ? list : []));
  const lacks = (list: unknown[] = []) => {
    const known = new Set(list.map(canonical));
    return (value: unknown) => !known.has(canonical(value));
  };
  return [(newer ?? []).filter(lacks(older)), (older ?? []).filter(lacks(newer))];
}
