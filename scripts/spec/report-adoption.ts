import type { Change, ChangeKind } from './compare.js';
import type { ActionStatus, Conflict } from './judge-overlays.js';
import { renderChanges } from './render-changes.js';

const AGAIN = 'Then adopt the document again; once adopted, it is `spec/upstream.yaml`.';

/** What an adoption comes to, breaking changes first. Its headings are of the second level. */
export function reportAdoption(changes: readonly Change[], statuses: ActionStatus[]): string {
  return `${renderChanges(changes, 'markdown')}\n${reportOverlays(statuses)}`;
}

/** What the overlays come to. */
export function reportOverlays(statuses: ActionStatus[]): string {
  const of = (status: ActionStatus['status']) => statuses.filter((each) => each.status === status);
  const [applied, redundant, conflicts] = [of('applied'), of('redundant'), of('conflict')];
  const lines = [
    `## Overlays: ${applied.length} applied, ${redundant.length} redundant, ${conflicts.length} in conflict`,
    '',
  ];
  if (conflicts.length > 0) {
    lines.push(
      'In conflict: the document says something new here, and the overlay, which counts, something else. Where the document',
      `is right, correct the action or delete it. ${AGAIN}`,
      '',
    );
    for (const each of conflicts) lines.push(nameAction(each), ...renderConflicts(each.conflicts));
    lines.push('');
  }
  if (redundant.length > 0) {
    lines.push(`Redundant: the document has this now. Delete the action, unless you want its words. ${AGAIN}`, '');
    lines.push(...redundant.map(nameAction), '');
  }
  if (applied.length > 0) lines.push(`Applied: ${listNumbers(applied)}.`);
  return `${lines.join('\n').trimEnd()}\n`;
}

function nameAction({ overlay, number, target }: ActionStatus): string {
  return `- ${overlay}, action ${number}: ${code(target)}`;
}

/** Places that differ in the same way share a line. */
function renderConflicts(conflicts: Conflict[]): string[] {
  const places = new Map<string, string[]>();
  for (const { pointer, document, overlay } of conflicts) {
    if (pointer.startsWith('$')) return ['  - The document has nothing there to change.'];
    const difference = `the document has ${show(document)}, the overlay ${show(overlay)}.`;
    places.set(difference, [...(places.get(difference) ?? []), code(`#${pointer}`)]);
  }
  return [...places].map(([difference, pointers]) => `  - At ${pointers.join(', ')} ${difference}`);
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(withoutWords(value));
  return code(text.length > 160 ? `${text.slice(0, 159)}…` : text);
}

function withoutWords(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { description: _description, examples: _examples, ...others } = value as Record<string, unknown>;
  return others;
}

function code(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').replaceAll('`', "'")}\``;
}

function listNumbers(statuses: ActionStatus[]): string {
  const groups = new Map<string, number[]>();
  for (const { overlay, number } of statuses) groups.set(overlay, [...(groups.get(overlay) ?? []), number]);
  return [...groups].map(([overlay, numbers]) => `${overlay} ${numbers.join(', ')}`).join('; ');
}

/** The changelog with a line on an adoption among what is unreleased. */
export function addToChangelog(changelog: string, title: string, changes: readonly Change[]): string {
  const count = (kind: ChangeKind) => changes.filter((change) => change.kind === kind).length;
  const breaking = changes.filter(({ kind }) => kind === 'breaking');
  const entry = [
    `- The API's document ${title}: ${breaking.length} breaking, ${count('non-breaking')} other changes, told in \`spec/CHANGES.md\`.`,
    ...breaking.map(({ what }) => `  - Breaking: ${what}`),
  ].join('\n');
  const heading = /^## Unreleased[^\n]*\n/m.exec(changelog);
  if (!heading)
    return changelog.replace(/^(# [^\n]*\n)?/, (top) => `${top}${top ? '\n' : ''}## Unreleased\n\n${entry}\n`);
  const start = heading.index + heading[0].length;
  const next = changelog.slice(start).search(/^## /m);
  const end = next === -1 ? changelog.length : start + next;
  const rest = changelog.slice(end);
  return `${changelog.slice(0, end).trimEnd()}${changelog.slice(start, end).trim() ? '\n' : '\n\n'}${entry}\n${rest ? `\n${rest}` : ''}`;
}

/** The list of adoptions with another one on top. */
export function addToChanges(changes: string, title: string, report: string): string {
  const head =
    '# What changed in the API\n\nEach adopted document against the one before it, both after the overlays.\n';
  const former = changes.startsWith(head) ? changes.slice(head.length) : changes;
  return `${head}\n## ${title}\n\n${report.replace(/^##/gm, '###')}${former}`;
}
