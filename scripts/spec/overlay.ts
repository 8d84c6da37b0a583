import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { BaseResolver, bundleDocument, type Config, type Document, dequal, isPlainObject } from '@redocly/openapi-core';
import { type JsonValue, query } from 'jsonpath-rfc9535';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { GenerateError } from './generate-error.js';
import { readDocument } from './read-document.js';

/** One change of an Overlay document: https://spec.openapis.org/overlay/v1.0.0#action-object */
export interface OverlayAction {
  target: string;
  description?: string;
  update?: unknown;
  remove?: boolean;
  copy?: string;
}

interface OverlayDocument {
  overlay: string;
  info: { title: string; version: string };
  actions: OverlayAction[];
}

/** An action of an Overlay document, with where it stands. */
export interface PlacedAction {
  /** The Overlay document's path. */
  file: string;
  /** Which action of that document it is, counted from 1. */
  number: number;
  /** File, line, number and target, for messages. */
  place: string;
  action: OverlayAction;
  overlay: OverlayDocument;
}

/** The Overlay documents of a folder, in the order they apply: by file name. */
export async function listOverlays(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => path.join(folder, name));
}

/** Every action of some Overlay documents, in their order, checked as far as it can be without the document. */
export async function readActions(files: string[]): Promise<PlacedAction[]> {
  const placed: PlacedAction[] = [];
  for (const file of files) {
    const { overlay, lines } = await readOverlay(file);
    for (const [index, action] of overlay.actions.entries()) {
      const number = index + 1;
      const start = `${file}:${lines[index]}: action ${number}`;
      checkAction(action, start);
      placed.push({ file, number, place: `${start} (target ${action.target})`, action, overlay });
    }
  }
  return placed;
}

/**
 * Applies Overlay documents to a parsed OpenAPI document, in place, one action at a time.
 *
 * Redocly passes over an action whose target selects nothing, and over a missing reason. Here both
 * are errors that name the file, the line and the action, so an overlay cannot rot unseen; `mayBeIdle` says
 * which actions are known to find nothing in this document.
 */
export async function applyOverlays(
  document: Document,
  files: string[],
  config: Config,
  mayBeIdle: (placed: PlacedAction) => boolean = () => false,
): Promise<void> {
  for (const placed of await readActions(files)) {
    if (!selectsNothing(document, placed)) await applyAction(document, placed, config);
    else if (!mayBeIdle(placed)) {
      throw new GenerateError(
        `${placed.place} selects nothing in the document as the actions before it leave it. ` +
          'Correct the target, or delete the action if the document no longer needs it.',
      );
    }
  }
}

/** An Overlay document, and the line that each of its actions begins at. */
async function readOverlay(file: string): Promise<{ overlay: OverlayDocument; lines: number[] }> {
  const { parsed, source } = await readDocument<OverlayDocument>(file);
  if (!Array.isArray(parsed?.actions)) throw new GenerateError(`${file}: an Overlay document needs a list of actions.`);
  const lineCounter = new LineCounter();
  const document = parseDocument(source.body, { lineCounter });
  const lines = parsed.actions.map((_action, index) => {
    const node = document.getIn(['actions', index], true);
    return lineCounter.linePos((isNode(node) && node.range?.[0]) || 0).line;
  });
  return { overlay: parsed, lines };
}

function checkAction(action: OverlayAction | null, place: string): asserts action is OverlayAction {
  if (typeof action?.target !== 'string') throw new GenerateError(`${place} has no target. Name one as a JSONPath.`);
  const targeted = `${place} (target ${action.target})`;
  if (!action.description?.trim()) {
    throw new GenerateError(`${targeted} has no description. Say in it why the document needs this action.`);
  }
  if ((action.update ?? action.copy ?? null) === null && action.remove !== true) {
    throw new GenerateError(`${targeted} does nothing. Give it update, copy, or remove: true.`);
  }
}

/** Whether an action finds nothing to change in a document. */
export function selectsNothing(document: Document, { action, place }: PlacedAction): boolean {
  try {
    return query(document.parsed as JsonValue, action.target).length === 0;
  } catch (error) {
    throw new GenerateError(`${place} is not a JSONPath expression: ${(error as Error).message}`);
  }
}

/** Applies one action. Every node it changes is another one afterwards, the root excepted. */
export async function applyAction(
  document: Document,
  { action, overlay, file, place }: PlacedAction,
  config: Config,
): Promise<void> {
  const resolver = new BaseResolver();
  const only = { source: document.source, parsed: { ...overlay, actions: [action] } };
  resolver.cache.set(path.resolve(file), Promise.resolve(only));
  const before = { ...(document.parsed as object) };
  const { problems } = await bundleDocument({
    document,
    config,
    overlays: [file],
    externalRefResolver: resolver,
    // Only the action is wanted: with types that know of nothing within the root, no reference is followed.
    types: { Root: { properties: {}, additionalProperties: { type: 'object', resolvable: false } } },
  });
  const [problem] = problems.filter(({ ruleId }) => ruleId === 'overlay');
  if (problem) throw new GenerateError(`${place}: ${problem.message}`);
  dropRepeats(before, document.parsed);
}

/** An update is appended to a list. What the list had already, it then has twice: a fault in an `enum` or `required`. */
function dropRepeats(before: unknown, after: unknown): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) {
    const added = after.slice(before.length);
    const fresh = added.filter((item) => !before.some((each) => dequal(each, item)));
    if (fresh.length < added.length) after.splice(before.length, added.length, ...fresh);
  } else if (isPlainObject(before) && isPlainObject(after)) {
    for (const [key, child] of Object.entries(after)) {
      if (Object.hasOwn(before, key)) dropRepeats(before[key], child);
    }
  }
}
