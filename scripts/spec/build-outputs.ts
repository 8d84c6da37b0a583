import { access } from 'node:fs/promises';
import path from 'node:path';
import { type Config, type Document, loadConfig, parseYaml } from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { bundleParsed } from './bundle.js';
import { generateLimits } from './limits.js';
import { lintDocument } from './lint.js';
import { generateModels } from './models.js';
import { listOverlays } from './overlay.js';
import { readDocument } from './read-document.js';
import { generateResponses } from './responses.js';
import { generateTables } from './tables.js';
import { generateTypes } from './types.js';

/** The document that the project was given. */
export const ORIGINAL = 'spec/images-openapi-original.yml';
/** The document that was adopted in its place, if one was. */
export const UPSTREAM = 'spec/upstream.yaml';
/** The document after the overlays. */
export const BUNDLE = 'spec/images.yaml';

/** Redocly's settings in a project. */
export function loadProjectConfig(folder: string): Promise<Config> {
  return loadConfig({ configPath: path.join(folder, 'redocly.yaml') });
}

/** The overlays of a project, in the order they apply. */
export function listProjectOverlays(folder: string): Promise<string[]> {
  return listOverlays(path.join(folder, 'spec/overlays'));
}

/** The path of the document that a project builds on: the one it adopted last, or the original. */
export async function findSource(folder: string): Promise<string> {
  const upstream = path.join(folder, UPSTREAM);
  const isThere = await access(upstream).then(
    () => true,
    () => false,
  );
  return isThere ? upstream : path.join(folder, ORIGINAL);
}

/** Everything that follows from the specification: contents by path within the project. Writes nothing. */
export async function buildOutputs(folder: string, source?: Document): Promise<Map<string, string>> {
  const config = await loadProjectConfig(folder);
  const file = source?.source.absoluteRef ?? (await findSource(folder));
  const bundled = await bundleParsed(
    source ?? (await readDocument(file)),
    file,
    await listProjectOverlays(folder),
    config,
  );
  await lintDocument(bundled, path.resolve(folder, BUNDLE), config);
  const document = parseYaml(bundled) as OpenAPI3;
  return new Map([
    [BUNDLE, bundled],
    ['generated/limits.ts', generateLimits(document)],
    ['generated/models.ts', generateModels(document)],
    ['generated/operations.ts', generateTables(document)],
    ['generated/responses.ts', generateResponses(document)],
    ['generated/schema.ts', await generateTypes(document)],
  ]);
}
