import { type Change, quote } from './compare/change.js';
import { compareModels } from './compare/compare-models.js';
import { compareRoot } from './compare/compare-root.js';
import type { Finding } from './compare/finding.js';
import { judgeChange } from './compare/judge-change.js';
import { locate } from './compare/locate.js';
import {
  differingPairs,
  type MatchedOperations,
  matchOperations,
  type OperationPair,
  type WrittenOperation,
  writeOperations,
} from './compare/match-operations.js';
import { canonical, type Node, nodeAt, toReference } from './compare/node.js';
import { diffWithRedocly, type TreeChange } from './compare/redocly-diff.js';

export type { Change, ChangeKind } from './compare/change.js';

const KINDS = ['breaking', 'non-breaking', 'cosmetic'];

/**
 * Compares two OpenAPI documents, both after their overlays, as users of the client meet the
 * difference; what breaks them comes first.
 */
export async function compareDocuments(before: object, after: object): Promise<Change[]> {
  const [changes = []] = await comparePairs([[before, after]]);
  return changes;
}

/** Compares several pairs of documents in one run of Redocly, which takes longer to start than to compare. */
export async function comparePairs(pairs: readonly (readonly [object, object])[]): Promise<Change[][]> {
  const written = new Map([...new Set(pairs.flat())].map((each) => [each, writeOperations(each as Node)]));
  const matched = pairs.map(([before, after]) => matchOperations(written.get(before) ?? [], written.get(after) ?? []));
  const differing = matched.map(differingPairs);
  const trees = await diffWithRedocly(joinDocuments(differing, 'before'), joinDocuments(differing, 'after'));
  return pairs.map(([before, after], index) => {
    const own = trees.filter(({ keys }) => keys[1]?.startsWith(`/${index}/`));
    const changes = [
      ...compareOperations(matched[index] as MatchedOperations),
      ...judgeTrees(before as Node, after as Node, own, differing[index] ?? []),
      ...compareRoot(before as Node, after as Node),
    ];
    return sortChanges(withModels(changes, compareModels(before as Node, after as Node)));
  });
}

/** One document with the operations of all pairs. Each stands in both documents, at a path of its own. */
function joinDocuments(differing: OperationPair[][], side: keyof OperationPair): object {
  const paths = differing.flatMap((operations, index) =>
    operations.map((pair, place) => [`/${index}/${place}`, { [pair.after.method]: pair[side].written }]),
  );
  return {
    openapi: '3.1.0',
    info: { title: 'Operations', version: '1.0.0' },
    paths: Object.fromEntries(paths),
  };
}

/** Operations that came, went, or are called in another way. */
function compareOperations({ pairs, removed, added }: MatchedOperations): Change[] {
  const pointerTo = ({ path, method }: WrittenOperation) => toReference(['paths', path, method]);
  const tell = (operation: WrittenOperation, rest: Pick<Change, 'kind' | 'what' | 'remedy'>): Change => ({
    subject: 'operation',
    name: operation.id,
    operationIds: [operation.id],
    pointer: pointerTo(operation),
    ...rest,
  });
  const at = ({ path, method }: WrittenOperation) => quote(`${method.toUpperCase()} ${path}`);
  return [
    ...removed.map((each) =>
      tell(each, { kind: 'breaking', what: `${quote(each.id)} is gone.`, remedy: 'Do without it.' }),
    ),
    ...added.map((each) =>
      tell(each, { kind: 'non-breaking', what: `${quote(each.id)} is new, at ${at(each)}.`, remedy: '' }),
    ),
    ...pairs
      .filter((pair) => at(pair.before) !== at(pair.after))
      .map((pair) =>
        tell(pair.after, {
          kind: 'breaking',
          what: `${quote(pair.after.id)} is at ${at(pair.after)} now, no longer at ${at(pair.before)}.`,
          remedy: 'Update the client: older ones call it where it was.',
        }),
      ),
    ...pairs
      .filter((pair) => pair.before.id !== pair.after.id)
      .map((pair) =>
        tell(pair.after, {
          kind: 'breaking',
          what: `${quote(pair.before.id)} is called ${quote(pair.after.id)} now.`,
          remedy: `Write ${quote(pair.after.id)} wherever its types or tables are asked for by name.`,
        }),
      ),
  ];
}

/** What Redocly found in one pair of documents, told once for all operations and forms that it concerns. */
function judgeTrees(before: Node, after: Node, trees: TreeChange[], pairs: OperationPair[]): Change[] {
  const told = new Map<string, { change: Change; bodies: Map<OperationPair, Finding[]> }>();
  for (const tree of trees) {
    const pair = pairs[Number(tree.keys[1]?.split('/')[2])];
    if (!pair || isWithinRenamed(tree, trees)) continue;
    const relative = { ...tree, keys: tree.keys.slice(3) };
    if (tree.property === 'operationId') continue;
    for (const finding of judgeChange(relative, pair.before.written, pair.after.written)) {
      const { kind, subject, what, remedy } = finding;
      const name = subject === 'operation' ? pair.after.id : finding.name;
      const key = JSON.stringify([kind, subject, name, what, remedy]);
      const pointer = finding.gone
        ? locate(before, ['paths', pair.before.path, pair.before.method], finding.keys)
        : locate(after, ['paths', pair.after.path, pair.after.method], finding.keys);
      const entry = told.get(key) ?? {
        change: { kind, subject, name, operationIds: [], pointer, what, remedy },
        bodies: new Map<OperationPair, Finding[]>(),
      };
      told.set(key, entry);
      entry.bodies.set(pair, [...(entry.bodies.get(pair) ?? []), finding]);
    }
  }
  return [...told.values()].map(({ change, bodies }) => ({
    ...change,
    operationIds: [...bodies.keys()].map(({ after: { id } }) => id),
    what: `${change.what}${noteOnForm(bodies)}`,
  }));
}

/** A node that was renamed is told as gone and new, and what else is different about it with that. */
function isWithinRenamed(tree: TreeChange, trees: TreeChange[]): boolean {
  return trees.some(
    ({ property, keys }) =>
      property === 'key' &&
      (keys.length < tree.keys.length || tree.property !== 'key') &&
      keys.every((key, index) => tree.keys[index] === key),
  );
}

/** Where an operation takes several forms of a request, says which of them it is. */
function noteOnForm(bodies: Map<OperationPair, Finding[]>): string {
  const notes = [...bodies].map(([{ before, after }, findings]) => {
    const forms = [before, after].map(({ written }) => Object.keys(nodeAt(nodeAt(written, 'requestBody'), 'content')));
    const all = new Set(forms.flat());
    const touched = new Set(findings.flatMap(({ mediaType }) => mediaType ?? []));
    return touched.size > 0 && touched.size < all.size ? [...touched] : [];
  });
  const [first = [], ...others] = notes;
  if (first.length === 0 || others.some((note) => canonical(note) !== canonical(first))) return '';
  return ` This is so where the request is sent as ${first.map(quote).join(' or ')}.`;
}

/** What the table of models says about a model stands for what the schemas' lists of models say. */
function withModels(changes: Change[], models: Change[]): Change[] {
  const nameOf = ({ kind, subject, name }: Change) => JSON.stringify([kind, subject, name]);
  const known = new Set(models.map(nameOf));
  return [...models, ...changes.filter((change) => change.subject !== 'model' || !known.has(nameOf(change)))];
}

function sortChanges(changes: Change[]): Change[] {
  return [...changes].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}
