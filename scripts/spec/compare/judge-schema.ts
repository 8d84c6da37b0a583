import { quote, quoteAll } from './change.js';
import { adapt, differences, type Finding, finding, type SchemaChange, say } from './finding.js';
import { isOpenedOrClosed, judgeValues } from './judge-values.js';
import { listAt, type Node, nodeAt, valueAt } from './node.js';
import type { Place } from './place.js';
import { isDemand, KNOWN_VALUES } from './simplify-schema.js';

const READ_BY_PEOPLE = new Set(['description', 'title', 'example', 'examples', 'externalDocs', 'summary', '$comment']);

const BOUNDS: Record<string, string> = { exclusiveMinimum: 'minimum', exclusiveMaximum: 'maximum' };
const TEXT_LIMITS = new Set(['pattern', 'minLength', 'maxLength', 'format']);

/** Whether a member is only for people to read, so that no program can depend on it. */
export function isForPeople(property: string): boolean {
  return READ_BY_PEOPLE.has(property) || (property.startsWith('x-') && property !== KNOWN_VALUES);
}

/**
 * Says what a difference between two schemas means. Redocly's rating holds, but for what it takes
 * too lightly (a parameter that is gone, its default, a file that is none any more) or does not
 * know (values that are listed without being the only ones).
 */
export function judgeSchema(of: SchemaChange): Finding[] {
  const { change, place } = of;
  const parent = place.schemaKeys.at(-2);
  if (change.kind !== 'modified') {
    if (parent === 'properties') return [judgeField(of, change.kind === 'removed', place.name)];
    if (parent === 'anyOf' || parent === 'oneOf') return [judgeForm(of)];
    const keyword = place.schemaKeys.at(-1);
    if (keyword === undefined) return [judgeWhole(of)];
    // Objects always have some; what has become another type is told as that.
    return keyword === 'properties' ? [] : [judgeShape(of, keyword)];
  }
  const { property = '' } = change;
  if (property === 'key') return judgeRename(of);
  if (property === 'required') return judgeRequired(of);
  if (property === 'enum' || property === KNOWN_VALUES) return judgeValues(of);
  if (property === 'default') return judgeDefault(of);
  if (isForPeople(property)) return [cosmetic(of, `Its ${quote(property)} is worded differently.`)];
  if (property === 'deprecated') return [judgeDeprecation(of)];
  return isToldOtherwise(of, property) ? [] : [judgeKeyword(of, property)];
}

/** Of two changes that are one, Redocly rates one. */
function isToldOtherwise(of: SchemaChange, property: string): boolean {
  const { change, before, after } = of;
  const [older, newer] = [before, after].map((written) => valueAt(written, change.keys));
  const bound = BOUNDS[property];
  if (bound) return valueAt(older, [bound]) !== valueAt(newer, [bound]);
  return TEXT_LIMITS.has(property) && isOpenedOrClosed(of);
}

function cosmetic(of: SchemaChange, what: string): Finding {
  return finding(of, { kind: 'cosmetic', what, remedy: '' });
}

function judgeField(of: SchemaChange, removed: boolean, name: string): Finding {
  const { direction, subject, schemaKeys } = of.place;
  const isEvent = subject === 'event' && schemaKeys.length === 2;
  if (isEvent) {
    return finding(of, {
      kind: 'breaking',
      name,
      gone: removed,
      what: removed ? `The event ${quote(name)} is no longer sent.` : `The event ${quote(name)} is sent now.`,
      remedy: removed
        ? 'Do not wait for it.'
        : 'See that loops over a stream take no event for another: compare the type of each.',
    });
  }
  if (direction === 'response') {
    return finding(of, {
      kind: removed ? 'breaking' : 'non-breaking',
      name,
      gone: removed,
      what: removed ? `${quote(name)} is no longer answered.` : `${quote(name)} is answered now.`,
      remedy: removed ? 'Do not read it: it will be undefined.' : '',
    });
  }
  if (removed) {
    return finding(of, {
      kind: 'breaking',
      name,
      gone: true,
      what: `${quote(name)} is no longer taken.`,
      remedy: 'Leave it out: the server may refuse it, or pass over it.',
    });
  }
  const parent = valueAt(of.after, of.change.keys.slice(0, -2));
  const required = listAt(parent, 'required').includes(of.change.keys.at(-1));
  return finding(of, {
    kind: required ? 'breaking' : 'non-breaking',
    name,
    what: required ? `${quote(name)} must be given now.` : `${quote(name)} can be given now.`,
    remedy: required ? 'Give it in every call.' : '',
  });
}

/** Names that look alike are two names all the same. */
function judgeRename(of: SchemaChange): Finding[] {
  const { before, after } = of.change;
  const prefix = of.place.name.slice(0, of.place.name.length - String(after).length);
  const keys = of.change.keys;
  const older = { ...of, change: { ...of.change, keys: [...keys.slice(0, -1), String(before)] } };
  return [judgeField(older, true, `${prefix}${before}`), judgeField(of, false, `${prefix}${after}`)];
}

function judgeShape(of: SchemaChange, keyword: string): Finding {
  const { change, place } = of;
  return finding(of, {
    kind: change.rated ? 'breaking' : 'non-breaking',
    what: `The shape of ${say(place)} is another: ${quote(keyword)} was ${change.kind}.`,
    remedy: change.rated ? adapt(place) : '',
  });
}

/** A body, parameter or header that says what it holds, or does not. */
function judgeWhole(of: SchemaChange): Finding {
  const { change, place } = of;
  const described = change.kind === 'added';
  const breaking = described === (place.direction === 'request');
  return finding(of, {
    kind: breaking ? 'breaking' : 'non-breaking',
    what: `What ${say(place)} holds is ${described ? 'described now' : 'no longer described'}.`,
    remedy: breaking ? adapt(place) : '',
  });
}

function judgeForm(of: SchemaChange): Finding {
  const { change, place } = of;
  const gone = change.kind === 'removed';
  const form = gone ? change.before : change.after;
  const kind = change.rated ? 'breaking' : 'non-breaking';
  if (isDemand(form)) {
    return finding(of, {
      kind,
      name: form.required.join(', '),
      what: `${quoteAll(form.required)} ${gone ? 'no longer does' : 'does now'} in place of others.`,
      remedy: change.rated ? 'Give what must be given now.' : '',
    });
  }
  const title = valueAt(form, ['title']);
  const named = typeof title === 'string' ? `the form ${quote(title)}` : 'one of its forms';
  const verb = place.direction === 'request' ? 'taken' : 'answered';
  return finding(of, {
    kind,
    what: `Of ${say(place)}, ${named} is ${gone ? `no longer ${verb}` : `${verb} now`}.`,
    remedy: change.rated ? adapt(place) : '',
  });
}

function judgeRequired(of: SchemaChange): Finding[] {
  const { change, place } = of;
  const [gained, lost] = differences(change.before, change.after);
  const prefix = place.name ? `${place.name}${place.name.endsWith(':') ? ' ' : '.'}` : '';
  const isEvent = place.subject === 'event';
  const judge = (field: unknown, required: boolean): Finding => {
    const name = isEvent && !place.name.includes(': ') ? `${place.name}: ${field}` : `${prefix}${field}`;
    const inRequest = place.direction === 'request';
    const breaking = inRequest === required;
    const keys = [...change.keys, 'properties', String(field)];
    return finding(of, {
      kind: breaking ? 'breaking' : 'non-breaking',
      name,
      keys,
      what: inRequest
        ? `${quote(name)} ${required ? 'must be given now' : 'can be left out now'}.`
        : `${quote(name)} ${required ? 'is always answered now' : 'may be missing now'}.`,
      remedy: breaking ? (inRequest ? 'Give it in every call.' : 'Be ready for undefined.') : '',
    });
  };
  // What is new, or gone altogether, is told as such.
  const isKnown = (document: Node, field: unknown) =>
    String(field) in nodeAt(valueAt(document, change.keys), 'properties') || hasNoProperties(document, change.keys);
  return [
    ...gained.filter((field) => isKnown(of.before, field)).map((field) => judge(field, true)),
    ...lost.filter((field) => isKnown(of.after, field)).map((field) => judge(field, false)),
  ];
}

/** Such as an alternative that only says what it requires. */
function hasNoProperties(document: Node, keys: string[]): boolean {
  return Object.keys(nodeAt(valueAt(document, keys), 'properties')).length === 0;
}

function judgeDefault(of: SchemaChange): Finding[] {
  const { place, change } = of;
  const was = change.before === undefined ? undefined : quote(change.before);
  const is = change.after === undefined ? undefined : quote(change.after);
  const breaking = place.direction === 'request' && was !== undefined;
  return [
    finding(of, {
      kind: breaking ? 'breaking' : 'non-breaking',
      what: !is
        ? `Without ${quote(place.name)}, the server no longer promises ${was}.`
        : `Without ${quote(place.name)}, the server takes ${is}${was ? ` and no longer ${was}` : ''}.`,
      remedy: breaking ? `Where you leave it out and want what you had, give ${was}.` : '',
    }),
  ];
}

function judgeDeprecation(of: SchemaChange): Finding {
  const deprecated = of.change.after === true;
  return finding(of, {
    kind: 'non-breaking',
    what: `${quote(of.place.name)} is ${deprecated ? 'deprecated now' : 'no longer deprecated'}.`,
    remedy: deprecated ? 'Move away from it before it goes.' : '',
  });
}

function judgeKeyword(of: SchemaChange, property: string): Finding {
  const { change, place } = of;
  const name = say(place);
  const isFile = property === 'format' && [change.before, change.after].includes('binary');
  const breaking = change.rated || isFile || isOneWay(place, property, change.after);
  const [was, is] = [of.before, of.after].map((written) => sayKeyword(valueAt(written, change.keys), property));
  return finding(of, {
    kind: breaking ? 'breaking' : 'non-breaking',
    what:
      is && was
        ? `${name} now has ${is}, no longer ${was}.`
        : is
          ? `${name} now has ${is}.`
          : `${name} no longer has ${was}.`,
    remedy: breaking ? adapt(place) : '',
  });
}

/** A keyword with its value, or the one that stands in for it. */
function sayKeyword(schema: unknown, property: string): string | undefined {
  const exclusive = Object.keys(BOUNDS).filter((key) => BOUNDS[key] === property);
  const said = [property, ...exclusive].filter((key) => valueAt(schema, [key]) !== undefined);
  if (said.length === 0) return undefined;
  return said.map((key) => `${quote(key)} ${quote(valueAt(schema, [key]))}`).join(' and ');
}

/** What may only be read cannot be given, and what may only be given is not answered. */
function isOneWay({ direction }: Place, property: string, value: unknown): boolean {
  return value === true && property === (direction === 'request' ? 'readOnly' : 'writeOnly');
}
