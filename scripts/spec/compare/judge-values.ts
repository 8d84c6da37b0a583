import { type ChangeKind, quote, quoteAll } from './change.js';
import { differences, type Finding, finding, type SchemaChange } from './finding.js';
import { isNode, valueAt } from './node.js';
import type { Place } from './place.js';
import { KNOWN_VALUES } from './simplify-schema.js';

/** A list of values, whether they are the only ones or just those that are known. */
export function judgeValues(of: SchemaChange): Finding[] {
  const { change, place } = of;
  const older = valueAt(of.before, change.keys);
  const newer = valueAt(of.after, change.keys);
  const lists = [older, newer].map((schema) => valuesOf(schema));
  const [wasListed, isListed] = lists;
  const [wasClosed, isClosed] = [older, newer].map(isClosedList);
  // A list that was opened or closed changes under both of its names.
  if (change.property === 'enum' && wasListed && isListed && wasClosed !== isClosed) {
    return [judgeOpening(of, isClosed === true)];
  }
  if (change.property === KNOWN_VALUES && wasClosed && !isListed) return [];
  if (!wasListed || !isListed) return [judgeListing(of, isListed, isClosed === true || wasClosed === true)];
  const [gained, lost] = differences(wasListed, isListed);
  const judge = (value: unknown, added: boolean) => judgeValue(of, value, added, isClosed === true, isListed);
  return [...lost.map((value) => judge(value, false)), ...gained.map((value) => judge(value, true))];

  function judgeOpening(schema: SchemaChange, closed: boolean): Finding {
    const breaking = closed === (place.direction === 'request');
    const name = place.name;
    return finding(schema, {
      kind: breaking ? 'breaking' : 'non-breaking',
      what: closed
        ? `${quote(name)} now ${place.direction === 'request' ? 'takes' : 'has'} only the values that are listed.`
        : `${quote(name)} may now have other values than those that are listed.`,
      remedy: breaking ? valueRemedy(place, isListed ?? []) : '',
    });
  }
}

function isClosedList(schema: unknown): boolean {
  return isNode(schema) && Array.isArray(schema.enum);
}

function valuesOf(schema: unknown): unknown[] | undefined {
  if (!isNode(schema)) return undefined;
  if (Array.isArray(schema.enum)) return schema.enum;
  const known = schema[KNOWN_VALUES];
  return typeof known === 'string' ? JSON.parse(known) : undefined;
}

/** A list that came or went as a whole. */
function judgeListing(of: SchemaChange, listed: unknown[] | undefined, closed: boolean): Finding {
  const { place } = of;
  const breaking = closed && (listed !== undefined) === (place.direction === 'request');
  return finding(of, {
    kind: breaking ? 'breaking' : 'non-breaking',
    what: listed
      ? `${quote(place.name)} now ${closed ? 'is limited to' : 'names'} ${quoteAll(listed)}.`
      : `${quote(place.name)} no longer lists its values.`,
    remedy: breaking ? valueRemedy(place, listed ?? []) : '',
  });
}

function valueRemedy({ direction }: Place, listed: unknown[]): string {
  if (direction === 'response') return 'Be ready for a value that you do not know.';
  return listed.length > 0 && listed.length <= 12 ? `Choose ${quoteAll(listed, 'or')}.` : 'Choose one that is listed.';
}

function judgeValue(of: SchemaChange, value: unknown, added: boolean, closed: boolean, listed: unknown[]): Finding {
  const { place } = of;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  if (place.direction === 'response') {
    const breaking = added && closed;
    return finding(of, {
      subject: 'enum value',
      kind: breaking ? 'breaking' : 'non-breaking',
      name: `${place.name}: ${shown}`,
      what: `${quote(place.name)} ${added ? 'may be' : 'is no longer'} ${quote(shown)}${added ? ' now' : ''}.`,
      remedy: breaking ? 'Handle it wherever the values are told apart.' : '',
    });
  }
  const isModel = place.name === 'model';
  const kind: ChangeKind = added ? 'non-breaking' : 'breaking';
  if (isModel) {
    return finding(of, {
      subject: 'model',
      kind,
      name: shown,
      gone: !added,
      what: `The model ${quote(shown)} is ${added ? 'listed now' : 'no longer listed'}.`,
      remedy: added ? '' : 'Move to a model that is listed.',
    });
  }
  return finding(of, {
    subject: 'enum value',
    kind,
    name: `${place.name}: ${shown}`,
    what: `${quote(place.name)} ${added ? 'takes' : 'no longer takes'} ${quote(shown)}${added ? ' now' : ''}.`,
    remedy: added ? '' : valueRemedy(place, listed),
  });
}

/** A list of values that is opened or closed takes the limits of other values with it. */
export function isOpenedOrClosed({ change, before, after }: SchemaChange): boolean {
  const [wasClosed, isClosed] = [before, after].map((written) => isClosedList(valueAt(written, change.keys)));
  const [wasListed, isListed] = [before, after].map((written) => valuesOf(valueAt(written, change.keys)));
  return wasListed !== undefined && isListed !== undefined && wasClosed !== isClosed;
}
