import type { Change, ChangeKind } from './compare.js';

const HEADINGS: Record<ChangeKind, string> = {
  breaking: 'Breaking',
  'non-breaking': 'Not breaking',
  cosmetic: 'Cosmetic',
};

/** Writes changes down, breaking ones first, for people as Markdown or for programs as JSON. */
export function renderChanges(changes: readonly Change[], format: 'markdown' | 'json'): string {
  const byKind = (kind: ChangeKind) => changes.filter((change) => change.kind === kind);
  const kinds = Object.keys(HEADINGS) as ChangeKind[];
  if (format === 'json') {
    const counts = Object.fromEntries(kinds.map((kind) => [kind, byKind(kind).length]));
    return `${JSON.stringify({ counts, changes: kinds.flatMap(byKind) }, null, 2)}\n`;
  }
  if (changes.length === 0) return 'Nothing has changed for those who use the client.\n';
  const sections = kinds
    .filter((kind) => byKind(kind).length > 0)
    .map((kind) => `## ${HEADINGS[kind]} (${byKind(kind).length})\n\n${byKind(kind).map(renderChange).join('')}`);
  return sections.join('\n');
}

function renderChange({ subject, name, operationIds, pointer, what, remedy }: Change): string {
  const operations = operationIds.length > 0 ? ` (${operationIds.join(', ')})` : '';
  const lines = [
    `- **${subject} ${code(name)}**${operations}: ${what}`,
    ...(remedy ? [`  What to do: ${remedy}`] : []),
    `  At ${code(pointer)}.`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A name as code, which cannot end it early. */
function code(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').replaceAll('`', "'")}\``;
}
