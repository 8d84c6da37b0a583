import path from 'node:path';
import { type Config, type Document, isPlainObject, Source } from '@redocly/openapi-core';
import { differencesOf, findMismatches, isWording, type Leaf, leavesOf, meansTheSame } from './leaves.js';
import { applyAction, type PlacedAction, readActions, selectsNothing } from './overlay.js';
import { removeAt, valueAt } from './pointer.js';

/** What has become of an overlay action in a newer document. */
export interface ActionStatus {
  overlay: string;
  number: number;
  target: string;
  description: string;
  status: 'applied' | 'redundant' | 'conflict';
  /** Where the document has changed to something else than the overlay says. */
  conflicts: Conflict[];
}

/** A place where document and overlay differ although the document has changed there. The overlay counts. */
export interface Conflict {
  pointer: string;
  document: unknown;
  overlay: unknown;
}

/** What the overlays make of a newer document. */
export interface Judgement {
  statuses: ActionStatus[];
  /** What the document defines in another form than the overlays, by pointer. */
  overridden: string[];
  /** The actions that find nothing. */
  idle: PlacedAction[];
  /** The document after all that applies. */
  completed: unknown;
}

interface Writing {
  placed: PlacedAction;
  isIdle: boolean;
  /** What the action says of single values, whether they were so already or not. */
  leaves: Leaf[];
}

/**
 * Applies the overlays to the current and to a newer document side by side, both as published, and
 * tells for each action what the newer one leaves of it. Neither is changed.
 *
 * An action that adds something finds it there already when the document has caught up. Lists and
 * single values then merge. A schema in another form does not: with both in one, neither would be
 * readable, so the overlay's replaces the document's.
 */
export async function judgeOverlays(
  current: object,
  newer: object,
  overridden: string[],
  overlays: string[],
  config: Config,
): Promise<Judgement> {
  const base = asDocument(current);
  for (const pointer of overridden) removeAt(base.parsed, pointer);
  const next = asDocument(newer);
  const replaced: string[] = [];
  const writings: Writing[] = [];
  for (const placed of await readActions(overlays)) {
    const baseChanges = selectsNothing(base, placed) ? [] : await changesOf(base, placed, config);
    for (const { pointer, after } of baseChanges) {
      for (const mismatch of findMismatches(after, valueAt(next.parsed, pointer), pointer)) {
        removeAt(next.parsed, mismatch);
        if (valueAt(newer, mismatch) !== undefined) replaced.push(mismatch);
      }
    }
    const isIdle = selectsNothing(next, placed);
    const changes = isIdle ? [] : await changesOf(next, placed, config);
    writings.push({ placed, isIdle, leaves: leavesOf(isIdle ? baseChanges : [...baseChanges, ...changes]) });
  }
  const outermost = replaced.filter((each) => !replaced.some((other) => each.startsWith(`${other}/`)));
  return {
    statuses: writings.map((writing, index) =>
      judge(writing, writings.slice(index + 1), { current, newer, completed: next.parsed, overridden: outermost }),
    ),
    overridden: [...new Set(outermost)],
    idle: writings.filter(({ isIdle }) => isIdle).map(({ placed }) => placed),
    completed: next.parsed,
  };
}

function asDocument(parsed: object): Document {
  return { source: new Source('document.yaml', ''), parsed: structuredClone(parsed) };
}

async function changesOf(document: Document, placed: PlacedAction, config: Config) {
  // An action copies what it changes, all the way from the root, so the members of the old root stay as they are.
  const before = { ...(document.parsed as object) };
  await applyAction(document, placed, config);
  return differencesOf(before, document.parsed);
}

interface Documents {
  current: object;
  newer: object;
  completed: unknown;
  overridden: string[];
}

function judge({ placed, isIdle, leaves }: Writing, later: Writing[], documents: Documents): ActionStatus {
  const { action, file, number } = placed;
  const told = {
    overlay: path.basename(file),
    number,
    target: action.target,
    description: (action.description ?? '').trim(),
  };
  if (isIdle && action.remove) return { ...told, status: 'redundant', conflicts: [] };
  const { newer, completed, overridden } = documents;
  if (isIdle) {
    const conflict = { pointer: action.target, document: undefined, overlay: action.update };
    return { ...told, status: 'conflict', conflicts: [conflict] };
  }
  const said = leaves.filter(({ pointer }) => !isWording(pointer));
  const units = new Set(said.map(({ pointer }) => unitOf(pointer, overridden)));
  const superseded = new Set(
    later.flatMap((writing) => writing.leaves.map(({ pointer }) => unitOf(pointer, overridden))),
  );
  const conflicts = [...units]
    .filter((unit) => !superseded.has(unit) && contradicts(unit, documents))
    .map((pointer) => ({ pointer, document: valueAt(newer, pointer), overlay: valueAt(completed, pointer) }));
  if (conflicts.length > 0) return { ...told, status: 'conflict', conflicts };
  return { ...told, status: isKnown(leaves, said, documents) ? 'redundant' : 'applied', conflicts: [] };
}

/** Whether the newer document has all that an action says, other words excepted. */
function isKnown(leaves: Leaf[], said: Leaf[], { newer, completed, overridden }: Documents): boolean {
  if (said.length === 0) return leaves.every(({ pointer, value }) => valueAt(newer, pointer) === value);
  return said.every(({ pointer, value }) => {
    const unit = unitOf(pointer, overridden);
    return meansTheSame(valueAt(newer, unit), unit === pointer ? value : valueAt(completed, unit));
  });
}

/** What is overridden as a whole is looked at as a whole. */
function unitOf(pointer: string, overridden: string[]): string {
  return overridden.find((unit) => pointer === unit || pointer.startsWith(`${unit}/`)) ?? pointer;
}

/** Whether the newer document has changed at a place, and the outcome is not what it changed to. */
function contradicts(pointer: string, { current, newer, completed }: Documents): boolean {
  const [was, is, outcome] = [current, newer, completed].map((document) => valueAt(document, pointer));
  if (isSimpleList(was ?? []) && isSimpleList(is ?? []) && isSimpleList(outcome ?? [])) {
    const [before, now, then] = [was ?? [], is ?? [], outcome ?? []] as unknown[][] as [
      unknown[],
      unknown[],
      unknown[],
    ];
    const isLost = now.some((item) => !before.includes(item) && !then.includes(item));
    return isLost || before.some((item) => !now.includes(item) && then.includes(item));
  }
  return !meansTheSame(is, outcome) && !meansTheSame(was, is);
}

function isSimpleList(value: unknown): boolean {
  return Array.isArray(value) && !value.some((item) => isPlainObject(item) || Array.isArray(item));
}
