import { isPlainObject } from '@redocly/openapi-core';
import { holdsNames, isData } from './document-keys.js';
import { GenerateError } from './generate-error.js';
import { mendDocument } from './mend.js';
import { keysOfPointer, pointerTo, valueAt } from './pointer.js';

const TAG = 'Images';
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];
const COMPONENT = /^\/components\/[^/]+\/[^/]+/;

type Node = Record<string, unknown>;

/** The part of an API's document that is about images. */
export interface Slice {
  document: Node;
  /** References that lead nowhere, each with one place where it stands; an overlay may still supply what is missing. */
  dangling: { ref: string; at: string }[];
}

/**
 * Cuts an API's document down to the operations of the Images tag and what they refer to, and mends
 * what is published in forms that OpenAPI 3.1 does not know. The document given stays as it is.
 *
 * References are followed here rather than by Redocly: outside the slice they may lead anywhere, in
 * circles and onto the network too, and nobody follows them.
 */
export function sliceImages(document: Node, place: string): Slice {
  const paths = imagePaths(document, place);
  const { openapi, info, servers, components, security } = document;
  const parts = withoutUndefined({ openapi, info, servers, tags: tagsOf(document), paths, components, security });
  const schemes = securitySchemesOf(document, paths).map((name) => pointerTo('/components/securitySchemes', name));
  const { reached, dangling } = followReferences(parts, ['/info', '/servers', '/tags', '/paths', ...schemes], place);
  const picked = pickComponents(document, reached);
  const slice = withoutUndefined({ ...parts, components: Object.keys(picked).length > 0 ? picked : undefined });
  return { document: mendDocument(slice, components), dangling };
}

/** The tag itself, as OpenAPI 3.1 describes one. */
function tagsOf(document: Node): Node[] | undefined {
  const tags = Array.isArray(document.tags) ? document.tags : [];
  const tag = tags.find((each) => isPlainObject(each) && each.name === TAG);
  return tag && [withoutUndefined({ name: tag.name, description: tag.description, externalDocs: tag.externalDocs })];
}

function withoutUndefined(node: Node): Node {
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined));
}

function imagePaths(document: Node, place: string): Node {
  if (!isPlainObject(document.paths)) throw new GenerateError(`${place} has no operations: its "paths" is no object.`);
  const tags = new Set<string>();
  const kept: [string, Node][] = [];
  for (const [path, given] of Object.entries(document.paths)) {
    const item = isPlainObject(given) && typeof given.$ref === 'string' ? target(document, given.$ref) : given;
    if (!isPlainObject(item)) continue;
    const images = Object.entries(item).filter(([method, operation]) => {
      if (!METHODS.includes(method)) return true;
      const own = isPlainObject(operation) && Array.isArray(operation.tags) ? operation.tags : [];
      for (const tag of own) tags.add(String(tag));
      return own.includes(TAG);
    });
    if (images.some(([method]) => METHODS.includes(method))) kept.push([path, Object.fromEntries(images)]);
  }
  if (kept.length > 0) return Object.fromEntries(kept);
  const named = [...tags].slice(0, 8).map((tag) => tag.slice(0, 40));
  throw new GenerateError(
    `${place} has no operation tagged ${TAG}. ${named.length > 0 ? `Its tags are: ${named.join(', ')}${tags.size > 8 ? ', …' : ''}.` : 'None of its operations has a tag.'}`,
  );
}

/** Everything that can be reached by reference from some places, by pointer. Circles are refused. */
function followReferences(document: Node, from: string[], place: string) {
  const reached = new Set<string>();
  const dangling = new Map<string, string>();
  const later = [...from];
  const path: string[] = [];
  const follow = (pointer: string): void => {
    const start = path.indexOf(pointer);
    if (start !== -1) {
      const names = [...path.slice(start), pointer].map((each) => String(keysOfPointer(each).at(-1)));
      throw circleError(names, place);
    }
    if (reached.has(pointer)) return;
    path.push(pointer);
    for (const { ref, at, role } of listReferences(valueAt(document, pointer), pointer)) {
      const next = ref.slice(1);
      if (role === 'mapping' && !ref.includes('#')) continue;
      if (!ref.startsWith('#')) {
        throw new GenerateError(
          `${place} refers to another document: "${ref.slice(0, 200)}" at #${at}. Bundle it into one first: npx redocly bundle.`,
        );
      }
      if (next === '') throw circleError(['the document', 'the document'], place);
      if (role === 'data') continue;
      if (valueAt(document, next) === undefined) dangling.set(ref, `#${at}`);
      // A mapping names members that may refer back to its schema, which is no circle.
      else if (role === 'mapping') later.push(next);
      else follow(next);
    }
    path.pop();
    reached.add(pointer);
  };
  for (let pointer = later.pop(); pointer !== undefined; pointer = later.pop()) follow(pointer);
  return { reached: [...reached], dangling: [...dangling].map(([ref, at]) => ({ ref, at })) };
}

function circleError(names: string[], place: string): GenerateError {
  return new GenerateError(
    `${place} has a circular reference: ${names.join(' → ')}. The client's tables have an end, so this one cannot be adopted.`,
  );
}

interface Reference {
  ref: string;
  /** The pointer of the object that it stands in. */
  at: string;
  /** Within examples and the like it is data, which nobody is to follow. */
  role: 'reference' | 'mapping' | 'data';
}

/** The references within a value. */
function listReferences(root: unknown, pointer: string): Reference[] {
  const found: Reference[] = [];
  const walk = (node: unknown, at: string, isMap: boolean, role: Reference['role']): void => {
    if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) walk(item, pointerTo(at, index), false, role);
    } else if (isPlainObject(node)) {
      for (const [key, child] of Object.entries(node)) walkMember(key, child, at, isMap, role);
    }
  };
  const walkMember = (key: string, child: unknown, at: string, isMap: boolean, role: Reference['role']): void => {
    const place = pointerTo(at, key);
    if (role === 'data' || isMap) {
      if (role === 'data' && key === '$ref' && typeof child === 'string') found.push({ ref: child, at, role });
      else walk(child, place, false, role);
    } else if (key === '$ref' && typeof child === 'string') found.push({ ref: child, at, role });
    else if (key === 'mapping' && isPlainObject(child)) {
      const refs = Object.values(child).filter((ref) => typeof ref === 'string');
      found.push(...refs.map((ref) => ({ ref, at: place, role: 'mapping' as const })));
    } else walk(child, place, holdsNames(key), isData(key, child) ? 'data' : role);
  };
  walk(root, pointer, holdsNames(keysOfPointer(pointer).at(-1) ?? ''), 'reference');
  return found;
}

function securitySchemesOf(document: Node, paths: Node): string[] {
  const operations = Object.values(paths).flatMap((item) => Object.values(item as Node));
  const requirements = [document, ...operations].flatMap((holder) =>
    isPlainObject(holder) && Array.isArray(holder.security) ? holder.security : [],
  );
  return [...new Set(requirements.flatMap((each) => (isPlainObject(each) ? Object.keys(each) : [])))];
}

/** The components that the pointers lead to or into, in the document's order. */
function pickComponents(document: Node, pointers: string[]): Node {
  const names = new Set(pointers.flatMap((pointer) => COMPONENT.exec(pointer)?.[0] ?? []));
  const picked: Node = {};
  for (const [section, members] of Object.entries(isPlainObject(document.components) ? document.components : {})) {
    const kept = Object.entries(isPlainObject(members) ? members : {}).filter(([name]) =>
      names.has(pointerTo(pointerTo('/components', section), name)),
    );
    // Those are put where they are used.
    if (kept.length > 0 && section !== 'mediaTypes') picked[section] = Object.fromEntries(kept);
  }
  return picked;
}

function target(document: Node, ref: string): unknown {
  return ref.startsWith('#/') ? valueAt(document, ref.slice(1)) : undefined;
}
