import { type ChangeKind, quote, quoteAll } from './change.js';
import type { Finding } from './finding.js';
import { isForPeople, judgeSchema } from './judge-schema.js';
import { isNode, type Node, valueAt } from './node.js';
import { type Place, readPlace } from './place.js';
import type { TreeChange } from './redocly-diff.js';

/** Says what a difference between two written-out operations means to those who use the client. */
export function judgeChange(change: TreeChange, before: Node, after: Node): Finding[] {
  const place = readPlace(change.keys, change.kind === 'removed' ? before : after);
  const { schemaKeys } = place;
  if (schemaKeys) return judgeSchema({ change, place: { ...place, schemaKeys }, before, after });
  const [section] = change.keys;
  if (change.property !== undefined && isForPeople(change.property)) return [judgeWording(change, place)];
  if (section === 'security' || section === 'servers') return [judgeAccess(change, section)];
  if (place.rest[0] === 'encoding') return [judgeEncoding(change, place)];
  if (section === 'parameters') return judgeParameter(change, place, before);
  if (place.subject === 'media type') return judgeMediaType(change, place);
  if (section === 'responses') return judgeResponse(change, place);
  return [judgeOperation(change, place)];
}

type Told = Pick<Finding, 'kind' | 'subject' | 'name' | 'what' | 'remedy'> & { gone?: boolean };

function finding(change: TreeChange, { gone = change.kind === 'removed', ...told }: Told): Finding {
  return { keys: change.keys, gone, ...told };
}

const kindOf = (breaking: boolean): ChangeKind => (breaking ? 'breaking' : 'non-breaking');

function judgeWording(change: TreeChange, { subject, name, status }: Place): Finding {
  const named = name || (status === undefined ? 'operation' : `response ${status}`);
  return finding(change, {
    kind: 'cosmetic',
    subject,
    name: named,
    what: `Its ${quote(String(change.property).replace(/^x-examples$/, 'examples'))} is worded differently.`,
    remedy: '',
  });
}

function judgeAccess(change: TreeChange, section: 'security' | 'servers'): Finding {
  const isServer = section === 'servers';
  return finding(change, {
    kind: kindOf(change.rated),
    subject: 'other',
    name: isServer ? 'server' : 'authentication',
    what: isServer
      ? `Where the API is has changed${change.before === undefined ? '' : ` from ${show(change.before, 'url')}`}${
          change.after === undefined ? '' : ` to ${show(change.after, 'url')}`
        }.`
      : 'How calls are authenticated has changed.',
    remedy: !change.rated ? '' : isServer ? 'Update, or set baseURL.' : 'See how the API takes its key now.',
  });
}

function show(value: unknown, key: string): string {
  return quote(isNode(value) && key in value ? value[key] : value);
}

/** How a form's field is sent. Redocly does not look at it. */
function judgeEncoding(change: TreeChange, place: Place): Finding {
  const told = { subject: 'parameter', name: place.name } as const;
  const typesOf = (value: unknown) => {
    const types = isNode(value) ? value.contentType : change.property === 'contentType' ? value : undefined;
    return typeof types === 'string' ? types.split(',').map((each) => each.trim()) : undefined;
  };
  if (change.property !== undefined && change.property !== 'contentType') {
    return finding(change, {
      ...told,
      kind: 'breaking',
      what: `${quote(place.name)} is sent in another way: ${quote(change.property)} is ${quote(change.after ?? 'gone')}.`,
      remedy: 'Update the client: older ones send it as before.',
    });
  }
  const [was, is] = [typesOf(change.before), typesOf(change.after)];
  const lost = is ? (was?.filter((type) => !is.includes(type)) ?? []) : [];
  const narrowed = lost.length > 0 || (is !== undefined && was === undefined);
  return finding(change, {
    ...told,
    kind: kindOf(narrowed),
    what:
      lost.length > 0
        ? `${quote(place.name)} no longer takes files of the type ${quoteAll(lost, 'or')}.`
        : is
          ? `${quote(place.name)} takes files of the type ${quoteAll(is, 'or')} now.`
          : `${quote(place.name)} is no longer limited to certain types of files.`,
    remedy: narrowed ? `Convert them to ${quoteAll(is ?? [], 'or')}.` : '',
  });
}

function judgeParameter(change: TreeChange, place: Place, before: Node): Finding[] {
  const { property } = change;
  const name = place.name;
  const told = { subject: 'parameter', name } as const;
  const gone = (was: string): Finding =>
    finding(change, {
      ...told,
      kind: 'breaking',
      name: was,
      what: `${quote(was)} is no longer taken.`,
      remedy: 'Leave it out.',
      gone: true,
    });
  const isNew = (required: boolean): Finding =>
    finding(change, {
      ...told,
      kind: kindOf(required),
      what: `${quote(name)} ${required ? 'must' : 'can'} be given now.`,
      remedy: required ? 'Give it in every call.' : '',
    });
  if (change.kind === 'removed') return [gone(name)];
  if (change.kind === 'added') return [isNew(valueAt(change.after, ['required']) === true)];
  if (property === 'name') return [gone(String(change.before)), isNew(false)];
  if (property === 'required') {
    const required = change.after === true;
    const what = `${quote(name)} ${required ? 'must be given now' : 'can be left out now'}.`;
    return [
      finding(change, { ...told, kind: kindOf(required), what, remedy: required ? 'Give it in every call.' : '' }),
    ];
  }
  if (property === 'deprecated') {
    const what = `${quote(name)} is ${change.after === true ? 'deprecated now' : 'no longer deprecated'}.`;
    return [finding(change, { ...told, kind: 'non-breaking', what, remedy: '' })];
  }
  const was = valueAt(before, [...change.keys, property ?? '']) ?? change.before;
  return [
    finding(change, {
      ...told,
      kind: kindOf(change.rated),
      what: `${quote(name)} is sent in another way: ${quote(property)} was ${quote(was ?? 'unset')}, and is ${quote(change.after ?? 'unset')}.`,
      remedy: change.rated ? 'Update the client: older ones send it as before.' : '',
    }),
  ];
}

function judgeMediaType(change: TreeChange, { direction, name, rest }: Place): Finding[] {
  const verb = direction === 'request' ? 'taken' : 'answered';
  const tell = (mediaType: string, gone: boolean): Finding =>
    finding(change, {
      kind: kindOf(gone),
      subject: 'media type',
      name: mediaType,
      what: `${quote(mediaType)} is ${gone ? `no longer ${verb}` : `${verb} now`}.`,
      remedy: gone ? `Call it so that ${direction === 'request' ? 'another is sent' : 'another is answered'}.` : '',
      gone,
    });
  if (change.property === 'key') return [tell(String(change.before), true), tell(String(change.after), false)];
  if (rest.length === 0 && change.kind !== 'modified') return [tell(name, change.kind === 'removed')];
  return [
    finding(change, {
      kind: kindOf(change.rated),
      subject: 'media type',
      name,
      what: `What is ${verb} as ${quote(name)} has changed${change.property ? ` in its ${quote(change.property)}` : ''}.`,
      remedy: '',
    }),
  ];
}

function judgeResponse(change: TreeChange, { name, status = '' }: Place): Finding[] {
  if (name) return judgeHeader(change, name);
  const tell = (code: string, gone: boolean): Finding =>
    finding(change, {
      // A failure that no longer comes breaks no one.
      kind: kindOf(gone && /^(2|default)/.test(code)),
      subject: 'other',
      name: `response ${code}`,
      what: `The status ${quote(code)} is ${gone ? 'no longer answered' : 'answered now'}.`,
      remedy: gone ? 'Do not wait for it.' : /^[45]/.test(code) ? 'Be ready for this failure.' : '',
      gone,
    });
  if (change.property === 'key') return [tell(String(change.before), true), tell(String(change.after), false)];
  if (change.kind !== 'modified' && change.keys.length === 2) return [tell(status, change.kind === 'removed')];
  return [
    finding(change, {
      kind: kindOf(change.rated),
      subject: 'other',
      name: `response ${status}`,
      what: `The response ${quote(status)} has changed in its ${quote(change.property ?? change.keys.at(-1))}.`,
      remedy: '',
    }),
  ];
}

function judgeHeader(change: TreeChange, name: string): Finding[] {
  const tell = (header: string, gone: boolean): Finding =>
    finding(change, {
      kind: kindOf(gone),
      subject: 'other',
      name: header,
      what: `The header ${quote(header)} is ${gone ? 'no longer answered' : 'answered now'}.`,
      remedy: gone ? 'Do not read it.' : '',
      gone,
    });
  if (change.property === 'key') return [tell(String(change.before), true), tell(String(change.after), false)];
  if (change.kind !== 'modified') return [tell(name, change.kind === 'removed')];
  const missing = change.property === 'required' && change.before === true;
  return [
    finding(change, {
      kind: kindOf(change.rated || missing),
      subject: 'other',
      name,
      what: `The header ${quote(name)} has changed in its ${quote(change.property)}.`,
      remedy: missing ? 'Be ready for it to be missing.' : '',
    }),
  ];
}

function judgeOperation(change: TreeChange, { rest }: Place): Finding {
  const { property, rated, after } = change;
  const told = { subject: 'operation', name: 'operation' } as const;
  if (property === 'deprecated') {
    const deprecated = after === true;
    return finding(change, {
      ...told,
      kind: 'non-breaking',
      what: deprecated ? 'It is deprecated now.' : 'It is no longer deprecated.',
      remedy: deprecated ? 'Move away from it before it goes.' : '',
    });
  }
  const isBody = change.keys[0] === 'requestBody';
  const isLabel = property === 'tags' || property === 'operationId';
  return finding(change, {
    ...told,
    kind: isLabel && property === 'tags' ? 'cosmetic' : kindOf(rated),
    what: isBody
      ? `The request body has changed: ${quote(property ?? change.kind)} is ${quote(after ?? 'gone')}.`
      : `Its ${quote(property ?? rest.join(' '))} has changed.`,
    remedy: rated ? 'See the reference for how it is called now.' : '',
  });
}
