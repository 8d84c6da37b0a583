import { bundle, type Config, stringifyYaml } from '@redocly/openapi-core';
import { applyOverlays } from './overlay.js';
import { readDocument } from './read-document.js';

const HEADER = '# Built from images-openapi-original.yml and overlays/ by `npm run generate`. Not edited by hand.\n';

/** Builds one self-contained document out of the original and its overlays, as YAML text. */
export async function bundleDocument(original: string, overlays: string[], config: Config): Promise<string> {
  const document = await readDocument(original);
  await applyOverlays(document, overlays, config);
  // References that still dangle after the overlays stay in the text, where lint finds them with their line.
  const { bundle: bundled } = await bundle({ doc: document, config });
  return HEADER + stringifyYaml(bundled.parsed, { lineWidth: 110, noRefs: true });
}
