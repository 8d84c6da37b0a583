import type { ChangeSubject } from './change.js';
import { type Node, valueAt } from './node.js';

/** Where in a written-out operation a node is, as the client's user would say it. */
export interface Place {
  direction: 'request' | 'response';
  subject: ChangeSubject;
  /** Of a parameter, field, event or header; empty for a whole body. */
  name: string;
  /** The media type that it is part of. */
  mediaType?: string;
  status?: string;
  /** The keys within the schema, where the node is in one. */
  schemaKeys?: string[];
  /** The keys below what the name names, where the node is in no schema. */
  rest: string[];
}

/** Reads the keys that lead to a node of a written-out operation. */
export function readPlace(keys: readonly string[], operation: Node): Place {
  const [section, ...rest] = keys;
  if (section === 'requestBody') return readContent(rest, { direction: 'request', subject: 'parameter' });
  if (section === 'parameters' && rest.length > 0) return readParameter(rest, operation);
  if (section !== 'responses') return { direction: 'request', subject: 'operation', name: '', rest: [...keys] };
  const [status = '', part, name, ...below] = rest;
  const of = { direction: 'response', subject: 'other', status } as const;
  if (part === 'headers' && name !== undefined) return readSchemaKeys(below, { ...of, name });
  return readContent(rest.slice(1), { ...of, subject: 'response field' });
}

type Start = Pick<Place, 'direction' | 'subject' | 'status'>;

function readContent(keys: string[], start: Start): Place {
  const [part, mediaType, member, ...rest] = keys;
  if (part !== 'content' || mediaType === undefined) return { ...start, name: '', rest: keys };
  const inContent = { ...start, mediaType };
  if (member === 'encoding') {
    const [field = '', ...below] = rest;
    return { ...inContent, name: field, rest: [member, ...below] };
  }
  if (member !== 'schema') return { ...inContent, subject: 'media type', name: mediaType, rest: keys.slice(2) };
  if (start.direction === 'response' && mediaType.startsWith('text/event-stream')) return readEvent(rest, inContent);
  return { ...inContent, name: nameOf(rest), schemaKeys: rest, rest: [] };
}

function readEvent(keys: string[], start: Start & { mediaType: string }): Place {
  const [, event = '', ...below] = keys;
  const field = nameOf(below);
  return { ...start, subject: 'event', name: field ? `${event}: ${field}` : event, schemaKeys: keys, rest: [] };
}

function readParameter([index = '', ...below]: string[], operation: Node): Place {
  const name = valueAt(operation, ['parameters', index, 'name']);
  return readSchemaKeys(below, { direction: 'request', subject: 'parameter', name: String(name ?? '') });
}

function readSchemaKeys(keys: string[], place: Omit<Place, 'rest'>): Place {
  const [member, ...below] = keys;
  if (member !== 'schema') return { ...place, rest: keys };
  const field = nameOf(below);
  return { ...place, name: field ? `${place.name}.${field}` : place.name, schemaKeys: below, rest: [] };
}

/** Such as `data[].url`. */
function nameOf(schemaKeys: readonly string[]): string {
  let name = '';
  for (let index = 0; index < schemaKeys.length; index += 1) {
    const key = schemaKeys[index];
    if (key === 'properties' || key === 'patternProperties') {
      index += 1;
      if (index < schemaKeys.length) name += `${name && '.'}${schemaKeys[index]}`;
    } else if (key === 'items') name += '[]';
    else if (key === 'anyOf' || key === 'oneOf' || key === 'allOf') index += 1;
  }
  return name;
}
