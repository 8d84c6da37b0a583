import path from 'node:path';
import { type Config, type Document, isPlainObject, Source } from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { differencesOf, findMismatches, isWording, type Leaf, leavesOf, meansTheSame } from './leaves.js';
import { fillModelEnums } from './models.js';
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

/** What an action writes, value by value, in a document or where it would have in the other one. */
interface Writing {
  placed: PlacedAction;
  isIdle: boolean;
  leaves: Leaf[];
}

interface Documents {
  current: object;
  newer: object;
  completed: unknown;
  overridden: string[];
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
    // An action may be written for the newer document, and not fit the current one.
    const baseChanges = selectsNothing(base, placed) ? [] : await changesOf(base, placed, config).catch(() => []);
    for (const { pointer, after } of baseChanges) {
      for (const mismatch of findMismatches(after, valueAt(next.parsed, pointer), pointer)) {
        if (valueAt(newer, mismatch) === undefined) continue;
        removeAt(next.parsed, mismatch);
        replaced.push(mismatch);
      }
    }
    const isIdle = selectsNothing(next, placed);
    const changes = isIdle ? [] : await changesOf(next, placed, config);
    const written = leavesOf([...baseChanges, ...changes]);
    const leaves = written.map(({ pointer }) => ({ pointer, value: valueAt(next.parsed, pointer) }));
    writings.push({ placed, isIdle, leaves });
  }
  fillModelEnums(next.parsed as OpenAPI3);
  const outermost = replaced.filter((each) => !replaced.some((other) => each.startsWith(`${other}/`)));
  const documents = { current, newer, completed: next.parsed, overridden: [...new Set(outermost)].sort() };
  return {
    statuses: judgeWritings(writings, documents),
    overridden: documents.overridden,
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

function judgeWritings(writings: Writing[], documents: Documents): ActionStatus[] {
  const conflicts = findConflicts(writings, documents);
  const needed = findNeeded(writings, documents);
  return writings.map((writing, index) => {
    const { action, file, number } = writing.placed;
    const own = conflicts.get(writing) ?? [];
    return {
      overlay: path.basename(file),
      number,
      target: action.target,
      description: (action.description ?? '').trim(),
      status: own.length > 0 ? 'conflict' : needed[index] ? 'applied' : 'redundant',
      conflicts: own,
    };
  });
}

/** Where the newer document has changed to something else than an action, and none after it, says. */
function findConflicts(writings: Writing[], documents: Documents): Map<Writing, Conflict[]> {
  const { newer, completed, overridden } = documents;
  const lastWriters = new Map<string, Writing>();
  const conflicts = new Map<Writing, Conflict[]>();
  for (const writing of writings) {
    const { isIdle, placed, leaves } = writing;
    const { remove, target, update } = placed.action;
    if (!isIdle) {
      for (const { pointer } of leaves.filter(isSaid)) lastWriters.set(unitOf(pointer, overridden), writing);
    } else if (!remove) {
      conflicts.set(writing, [{ pointer: target, document: undefined, overlay: update }]);
    }
  }
  for (const [pointer, writing] of lastWriters) {
    if (!contradicts(pointer, documents)) continue;
    const conflict = { pointer, document: valueAt(newer, pointer), overlay: valueAt(completed, pointer) };
    conflicts.set(writing, [...(conflicts.get(writing) ?? []), conflict]);
  }
  return conflicts;
}

/** Which actions the newer document needs, and, if not for itself, for those around it. */
function findNeeded(writings: Writing[], { newer, completed, overridden }: Documents): boolean[] {
  const isNews = ({ pointer, value }: Leaf): boolean => {
    const unit = unitOf(pointer, overridden);
    const outcome = overridden.includes(unit) ? valueAt(completed, unit) : value;
    return !meansTheSame(valueAt(newer, unit), outcome);
  };
  // What the needed actions so far have written, and made other than the newer document has it.
  const written = new Map<string, boolean>();
  const needed = writings.map(({ placed, isIdle, leaves }) => {
    const said = leaves.filter(isSaid);
    // Words count for an action that has nothing else to say.
    const counting = said.length > 0 ? said : leaves;
    const isNeeded = isIdle
      ? !placed.action.remove
      : counting.some((leaf) => isNews(leaf) || isOff(leaf.pointer, written));
    if (isNeeded) {
      for (const leaf of leaves) {
        // A later entry is a later writing.
        written.delete(leaf.pointer);
        written.set(leaf.pointer, isNews(leaf));
      }
    }
    return isNeeded;
  });
  return keepWithinUnits(writings, needed, overridden);
}

/** Whether the last writing at, above or below a place has made something else of it. */
function isOff(pointer: string, written: Map<string, boolean>): boolean {
  const [, isOther] = [...written].findLast(([place]) => overlaps(place, pointer)) ?? ['', false];
  return isOther;
}

/** What is overridden is built by all of the actions that write there, so one needed makes all of them needed. */
function keepWithinUnits(writings: Writing[], needed: boolean[], overridden: string[]): boolean[] {
  const units = writings.map(({ leaves }) => new Set(leaves.map(({ pointer }) => unitOf(pointer, overridden))));
  const kept = [...needed];
  const touched = new Set<string>();
  for (let size = -1; size !== touched.size; ) {
    size = touched.size;
    for (const [index, own] of units.entries()) {
      const shared = overridden.filter((unit) => own.has(unit));
      kept[index] ||= shared.some((unit) => touched.has(unit));
      if (kept[index]) for (const unit of shared) touched.add(unit);
    }
  }
  return kept;
}

function isSaid({ pointer }: Leaf): boolean {
  return !isWording(pointer);
}

function overlaps(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
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
