import type { OperationId } from '../../generated/operations.js';
import type { Redactor } from '../redact.js';
import { listValues } from '../request/problem.js';
import type { Drift } from './find-drift.js';
import { type ResponseSchema, shapeOf } from './response-schema.js';

/** One way in which a response is not as the specification says. It holds no picture, prompt or key. */
export interface Finding {
  kind: Drift['kind'] | 'unknown-event';
  operation: OperationId;
  /** Of an event: its `type`. */
  event?: string;
  /** Where it is, as a JSON pointer into the body or the event's data; `*` stands for any place in a list. */
  pointer: string;
  /** What the specification says of that place: JSON types or, of an unknown value, those listed. */
  expected?: readonly unknown[];
  /** The types of what came; nothing of what it says. */
  received?: ResponseSchema;
  /** An unknown value, where it reads like a name and not like what somebody wrote. */
  value?: string | number | boolean;
}

/** Where in the specification a body or event belongs. */
export interface Origin {
  operation: OperationId;
  event?: string;
}

/** Turns a drift into what may be told of it. */
export function toFinding({ kind, path, schema, value }: Drift, origin: Origin, redactor: Redactor): Finding {
  const expected = kind === 'unknown-value' ? schema?.values : schema?.types;
  const isShown = kind === 'unknown-value' && isName(value, redactor);
  return {
    kind,
    ...origin,
    pointer: path.map((name) => `/${escapeName(showName(name, redactor))}`).join(''),
    ...(expected && kind !== 'unknown-field' ? { expected } : {}),
    ...(value === undefined ? {} : { received: hideNames(shapeOf(value), redactor) }),
    ...(isShown ? { value: value as string | number | boolean } : {}),
  };
}

/** What may be told of an event that the specification does not know, given its data. */
export function toEventFinding(data: unknown, origin: Origin, redactor: Redactor): Finding {
  return { kind: 'unknown-event', ...origin, pointer: '', received: hideNames(shapeOf(data), redactor) };
}

/** A name that the server sent as it may be told; `?` where it may be what somebody wrote. */
export function showName(name: string, redactor: Redactor): string {
  return name === '*' || isName(name, redactor) ? name : '?';
}

/** A finding as one sentence. */
export function describeFinding({ kind, operation, event, pointer, expected = [], received, value }: Finding): string {
  const place = `${operation} ${event ? `event ${event}` : 'response'}`;
  const types = received?.types?.join(' or ');
  switch (kind) {
    case 'unknown-event':
      return `${place} is not in the specification.`;
    case 'unknown-field':
      return `${place}: ${pointer} (${types}) is not in the specification.`;
    case 'missing-field':
      return `${place}: ${pointer} is missing; the specification requires it.`;
    case 'wrong-type':
      return `${place}: ${pointer || 'the whole'} is of type ${types}; the specification says ${expected.join(' or ')}.`;
    case 'unknown-value':
      return `${place}: ${pointer} is ${value === undefined ? `another ${types}` : JSON.stringify(value)}; the specification lists ${listValues(expected)}.`;
  }
}

/** Short, without blanks, and no key: what a field, an event or one of a few values may be called. */
function isName(value: unknown, redactor: Redactor): boolean {
  if (typeof value !== 'string') return true;
  return /^[\w.$:-]{1,40}(\[\])?$/.test(value) && redactor.text(value) === value;
}

function hideNames(shape: ResponseSchema, redactor: Redactor): ResponseSchema {
  const members = Object.entries(shape.properties ?? {}).filter(([name]) => isName(name, redactor));
  return {
    ...shape,
    ...(shape.items ? { items: hideNames(shape.items, redactor) } : {}),
    ...(shape.properties
      ? { properties: Object.fromEntries(members.map(([name, member]) => [name, hideNames(member, redactor)])) }
      : {}),
  };
}

function escapeName(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
