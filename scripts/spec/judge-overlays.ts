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
  const conflicts = writings.map((writing, index) => findConflicts(writing, writings.slice(index + 1), documents));
  const needed = findNeeded(writings, documents);
  return writings.map(({ placed: { action, file, number } }, index) => {
    const own = conflicts[index] as Conflict[];
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

/** Where the newer document has changed to something else than what an action, and none after it, says. */
function findConflicts({ placed, isIdle, leaves }: Writing, later: Writing[], documents: Documents): Conflict[] {
  const { action } = placed;
  if (isIdle) return action.remove ? [] : [{ pointer: action.target, document: undefined, overlay: action.update }];
  const { newer, completed, overridden } = documents;
  const unitsOf = (writing: { leaves: Leaf[] }) => writing.leaves.map(({ pointer }) => unitOf(pointer, overridden));
  const said = leaves.filter(({ pointer }) => !isWording(pointer));
  const superseded = new Set(later.flatMap(unitsOf));
  return [...new Set(unitsOf({ leaves: said }))]
    .filter((unit) => !superseded.has(unit) && contradicts(unit, documents))
    .map((pointer) => ({ pointer, document: valueAt(newer, pointer), overlay: valueAt(completed, pointer) }));
}

/**
 * Which actions the newer document needs: those that say what it does not, and those that set right
 * what a needed one before them, written for an older document, makes of it. Words count for an
 * action that has nothing else to say.
 */
function findNeeded(writings: Writing[], documents: Documents): boolean[] {
  const { newer, completed, overridden } = documents;
  const isNews = ({ pointer, value }: Leaf): boolean => {
    const unit = unitOf(pointer, overridden);
    return unit === pointer || !overridden.includes(unit)
      ? !meansTheSame(valueAt(newer, pointer), value)
      : !meansTheSame(valueAt(newer, unit), valueAt(completed, unit));
  };
  const needed: boolean[] = [];
  for (const { placed, isIdle, leaves } of writings) {
    const said = leaves.filter(({ pointer }) => !isWording(pointer));
    const counting = said.length > 0 ? said : leaves;
    const before = writings.slice(0, needed.length).filter((_, index) => needed[index]);
    const setsRight = counting.some(({ pointer }) => {
      const last = before.flatMap((writing) => writing.leaves).findLast((leaf) => overlaps(leaf.pointer, pointer));
      return last !== undefined && isNews(last);
    });
    needed.push(isIdle ? !placed.action.remove : counting.some(isNews) || setsRight);
  }
  return keepWithinUnits(writings, needed, overridden);
}

/** What is overridden is built by all of the actions that write there, so one needed makes all of them needed. */
function keepWithinUnits(writings: Writing[], needed: boolean[], overridden: string[]): boolean[] {
  const touching = (unit: string) =>
    writings.map(({ leaves }) => leaves.some(({ pointer }) => unitOf(pointer, [unit]) === unit));
  let kept = needed;
  for (let isSettled = false; !isSettled; ) {
    const before = kept;
    for (const touches of overridden.map(touching)) {
      if (touches.some((each, index) => each && kept[index]))
        kept = kept.map((each, index) => each || !!touches[index]);
    }
    isSettled = kept.every((each, index) => each === before[index]);
  }
  return kept;
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
