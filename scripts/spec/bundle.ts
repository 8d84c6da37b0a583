import path from 'node:path';
import { bundle, type Config, type Document as ParsedDocument } from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { Document, Scalar, visit } from 'yaml';
import { type Adoption, checkOverridden, isIdle, removeOverridden, takeAdoption } from './adoption.js';
import { fillModelEnums } from './models.js';
import { applyOverlays } from './overlay.js';
import { readDocument } from './read-document.js';

/**
 * Builds one self-contained document out of the original, or of the document adopted in its place,
 * and the overlays, as YAML text.
 */
export async function bundleDocument(file: string, overlays: string[], config: Config): Promise<string> {
  return bundleParsed(await readDocument(file), file, overlays, config);
}

/** The same for a document that was read already; it is changed in place. */
export async function bundleParsed(
  document: ParsedDocument,
  file: string,
  overlays: string[],
  config: Config,
): Promise<string> {
  const adoption = takeAdoption(document.parsed, file);
  if (adoption) removeOverridden(document.parsed, adoption);
  await applyOverlays(document, overlays, config, ({ file: overlay, action }) =>
    isIdle(adoption, path.basename(overlay), action.target),
  );
  if (adoption) checkOverridden(document.parsed, adoption, file);
  fillModelEnums(document.parsed as OpenAPI3);
  // References that still dangle after the overlays stay in the text, where lint finds them with their line.
  const { bundle: bundled } = await bundle({ doc: document, config });
  return headerOf(adoption) + toYAML(bundled.parsed);
}

function headerOf(adoption: Adoption | undefined): string {
  const source = adoption ? 'upstream.yaml' : 'images-openapi-original.yml';
  return `# Built from ${source} and overlays/ by \`npm run generate\`. Not edited by hand.\n`;
}

/** Texts that end in an empty line, as event streams do, stay in quotes: Prism reads a block without its last newline. */
export function toYAML(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && node.value.endsWith('\n\n')) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 110, doubleQuotedAsJSON: true });
}
