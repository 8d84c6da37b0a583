import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { BaseResolver, bundle, type Config, type Document } from '@redocly/openapi-core';
import { type JsonValue, query } from 'jsonpath-rfc9535';
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

/** The Overlay documents of a folder, in the order they apply: by file name. */
export async function listOverlays(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => path.join(folder, name));
}

/**
 * Applies Overlay documents to a parsed OpenAPI document, in place, one action at a time.
 *
 * Redocly passes over an action whose target selects nothing, and over a missing reason. Here both
 * are errors that name the file and the action, so an overlay cannot rot unseen.
 */
export async function applyOverlays(document: Document, files: string[], config: Config): Promise<void> {
  for (const file of files) {
    const overlay = await readOverlay(file);
    for (const [index, action] of overlay.actions.entries()) {
      const place = `${file}: action ${index + 1}`;
      checkAction(action, place);
      const targeted = `${place} (target ${action.target})`;
      if (selectsNothing(document, action, targeted)) {
        throw new GenerateError(
          `${targeted} selects nothing in the document as the actions before it leave it. ` +
            'Correct the target, or delete the action if the document no longer needs it.',
        );
      }
      await applyAction(document, { ...overlay, actions: [action] }, file, targeted, config);
    }
  }
}

async function readOverlay(file: string): Promise<OverlayDocument> {
  const { parsed } = await readDocument<OverlayDocument>(file);
  if (!Array.isArray(parsed?.actions)) throw new GenerateError(`${file}: an Overlay document needs a list of actions.`);
  return parsed;
}

function checkAction(action: OverlayAction | null, place: string): asserts action is OverlayAction {
  if (typeof action?.target !== 'string') throw new GenerateError(`${place} has no target. Name one as a JSONPath.`);
  const targeted = `${place} (target ${action.target})`;
  if (!action.description?.trim()) {
    throw new GenerateError(`${targeted} has no description. Say in it why the document needs this action.`);
  }
  if (action.update === undefined && action.copy === undefined && action.remove !== true) {
    throw new GenerateError(`${targeted} does nothing. Give it update, copy, or remove: true.`);
  }
}

function selectsNothing(document: Document, action: OverlayAction, place: string): boolean {
  try {
    return query(document.parsed as JsonValue, action.target).length === 0;
  } catch (error) {
    throw new GenerateError(`${place} is not a JSONPath expression: ${(error as Error).message}`);
  }
}

async function applyAction(
  document: Document,
  overlay: OverlayDocument,
  file: string,
  place: string,
  config: Config,
): Promise<void> {
  const resolver = new BaseResolver();
  resolver.cache.set(path.resolve(file), Promise.resolve({ source: document.source, parsed: overlay }));
  const { problems } = await bundle({ doc: document, config, overlays: [file], externalRefResolver: resolver });
  const [problem] = problems.filter(({ ruleId }) => ruleId === 'overlay');
  if (problem) throw new GenerateError(`${place}: ${problem.message}`);
}
