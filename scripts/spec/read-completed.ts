import type { OpenAPI3 } from 'openapi-typescript';
import { takeAdoption } from './adoption.js';
import { findSource, listProjectOverlays, loadProjectConfig } from './build-outputs.js';
import { judgeOverlays } from './judge-overlays.js';
import { fillModelEnums } from './models.js';
import { readDocument } from './read-document.js';
import { readUpstream } from './read-upstream.js';
import { sliceImages } from './slice.js';

/** A document after the overlays. */
export interface CompletedDocument {
  document: object;
  /** The overlay actions that say something else than the document, whose word counts, as `2-current.yaml, action 3`. */
  conflicts: string[];
}

/**
 * Reads a document from a file or an `http(s)` URL as the project would see it: its images part,
 * after the overlays as far as they apply. A bundle of the project's own is that already.
 */
export async function readCompleted(place: string, folder: string): Promise<CompletedDocument> {
  const { parsed } = await readUpstream(place);
  if ('x-image-models' in parsed) return { document: parsed, conflicts: [] };
  const adoption = takeAdoption(parsed, place);
  const slice = sliceImages(parsed, place);
  const current = await readDocument<object>(await findSource(folder));
  const adopted = takeAdoption(current.parsed, folder)?.overridden ?? [];
  const overlays = await listProjectOverlays(folder);
  const config = await loadProjectConfig(folder);
  const overridden = adoption?.overridden ?? adopted;
  const judgement = await judgeOverlays(current.parsed, slice.document, overridden, overlays, config);
  const document = judgement.completed as object;
  fillModelEnums(document as OpenAPI3);
  const inConflict = judgement.statuses.filter(({ status }) => status === 'conflict');
  return { document, conflicts: inConflict.map(({ overlay, number }) => `${overlay}, action ${number}`) };
}
