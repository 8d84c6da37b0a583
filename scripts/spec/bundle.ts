import { bundle, type Config } from '@redocly/openapi-core';
import type { OpenAPI3 } from 'openapi-typescript';
import { Document, Scalar, visit } from 'yaml';
import { fillModelEnums } from './models.js';
import { applyOverlays } from './overlay.js';
import { readDocument } from './read-document.js';

const HEADER = '# Built from images-openapi-original.yml and overlays/ by `npm run generate`. Not edited by hand.\n';

/** Builds one self-contained document out of the original and its overlays, as YAML text. */
export async function bundleDocument(original: string, overlays: string[], config: Config): Promise<string> {
  const document = await readDocument(original);
  await applyOverlays(document, overlays, config);
  fillModelEnums(document.parsed as OpenAPI3);
  // References that still dangle after the overlays stay in the text, where lint finds them with their line.
  const { bundle: bundled } = await bundle({ doc: document, config });
  return HEADER + toYAML(bundled.parsed);
}

/** Texts that end in an empty line, as event streams do, stay in quotes: Prism reads a block without its last newline. */
function toYAML(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && node.value.endsWith('\n\n')) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 110, doubleQuotedAsJSON: true });
}
