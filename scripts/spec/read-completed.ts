import type { OpenAPI3 } from 'openapi-typescript';
import { takeAdoption } from './adoption.js';
import { findSource, listProjectOverlays, loadProjectConfig } from './build-outputs.js';
import { judgeOverlays } from './judge-overlays.js';
import { fillModelEnums } from './models.js';
import { readDocument } from './read-document.js';
import { readUpstream } from './read-upstream.js';
import { sliceImages } from './slice.js';

/**
 * Reads a document from a file or an `http(s)` URL as the project would see it: its images part,
 * after the overlays as far as they apply. A bundle of the project's own is that already.
 */
export async function readCompleted(place: string, folder: string): Promise<object> {
  const { parsed } = await readUpstream(place);
  if ('x-image-models' in parsed) return parsed;
  const adoption = takeAdoption(parsed, place);
  const { document } = sliceImages(parsed, place);
  const current = await readDocument<object>(await findSource(folder));
  const adopted = takeAdoption(current.parsed, folder)?.overridden ?? [];
  const overlays = await listProjectOverlays(folder);
  const config = await loadProjectConfig(folder);
  const overridden = adoption?.overridden ?? adopted;
  const judgement = await judgeOverlays(current.parsed, document, overridden, overlays, config);
  const completed = judgement.completed as object;
  fillModelEnums(completed as OpenAPI3);
  return completed;
}
