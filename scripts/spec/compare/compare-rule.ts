import { type Change, quote, quoteAll } from './change.js';
import { canonical, isNode, listAt, type Node } from './node.js';

/** A change of what a parameter may be; `what` is the second half of a sentence. */
export type RuleChange = Pick<Change, 'kind' | 'what' | 'remedy'>;

const UPPER_BOUNDS = ['maximum', 'maxLength', 'maxBytes', 'maxItems'];
const LOWER_BOUNDS = ['minimum'];
const UPPER_DIMENSIONS = ['maxRatio', 'maxEdge', 'maxPixels'];
const LOWER_DIMENSIONS = ['minPixels', 'multipleOf'];
const DEMANDS: [key: string, must: (value: unknown) => string][] = [
  ['square', () => 'be square'],
  ['transparent', () => 'have transparent pixels'],
  ['sameSizeAs', (other) => `be of the size of ${quote(other)}`],
  ['required', () => 'be given'],
];

type Tell = (narrower: boolean, what: string, remedy: string) => RuleChange;

/** Compares the rules that the table of models has for a parameter; without one, its schema alone limits it. */
export function compareRule(parameter: string, before: unknown, after: unknown): RuleChange[] {
  if (parameter === 'source') return [];
  const [older, newer] = [before, after].map((rule) => (isNode(rule) ? rule : {})) as [Node, Node];
  const tell: Tell = (narrower, what, remedy) => ({
    kind: narrower && newer.open !== true ? 'breaking' : 'non-breaking',
    what: `${quote(parameter)} ${what}`,
    remedy: narrower ? remedy : '',
  });
  const [wasRefused, isRefused] = [older, newer].map(({ unsupported }) => typeof unsupported === 'string');
  if (wasRefused !== isRefused) {
    const what = isRefused ? 'is no longer taken.' : 'can be given now.';
    return [tell(isRefused === true, what, capitalize(newer.unsupported))];
  }
  const changes = [
    ...compareList('values', older, newer, tell),
    ...compareList('mediaTypes', older, newer, tell),
    ...compareBounds(UPPER_BOUNDS, LOWER_BOUNDS, older, newer, tell),
    ...compareDimensions(older, newer, tell),
    ...compareDemands(older, newer, tell),
  ];
  const isTold = changes.some(({ kind }) => kind === 'breaking');
  if (isNode(before) && isNode(after) && !isTold) changes.push(...compareCertainty(older, newer, tell));
  if (changes.length > 0 || canonical(withoutSource(older)) === canonical(withoutSource(newer))) return changes;
  return [{ kind: 'cosmetic', what: `${quote(parameter)} is explained in other words.`, remedy: '' }];
}

function compareBounds(upper: string[], lower: string[], older: Node, newer: Node, tell: Tell): RuleChange[] {
  const differing = [...upper, ...lower].filter((key) => older[key] !== newer[key]);
  return differing.map((key) => {
    const [was, is] = [older[key], newer[key]];
    if (is === undefined) return tell(false, `is no longer limited by ${quote(key)}.`, '');
    const isNarrower =
      key === 'multipleOf'
        ? Number(was) % Number(is) !== 0
        : lower.includes(key)
          ? Number(is) > Number(was)
          : Number(is) < Number(was);
    return tell(was === undefined || isNarrower, `has ${quote(key)} ${quote(is)} now.`, `Keep to ${quote(is)}.`);
  });
}

/** Dimensions allow sizes beside the values that are listed. */
function compareDimensions(older: Node, newer: Node, tell: Tell): RuleChange[] {
  const [was, is] = [older.dimensions, newer.dimensions];
  if (isNode(was) && isNode(is)) return compareBounds(UPPER_DIMENSIONS, LOWER_DIMENSIONS, was, is, tell);
  if (isNode(is)) {
    const isNarrower = older.values === undefined;
    const what = isNarrower ? 'is limited in its dimensions now.' : 'takes more than the values listed now.';
    return [tell(isNarrower, what, 'Keep to the dimensions that the table of models has.')];
  }
  if (!isNode(was)) return [];
  const listed = listAt(newer, 'values');
  const isNarrower = newer.values !== undefined;
  const what = isNarrower ? `takes only ${quoteAll(listed)} now.` : 'is no longer limited in its dimensions.';
  return [tell(isNarrower, what, `Choose ${quoteAll(listed, 'or')}.`)];
}

function compareDemands(older: Node, newer: Node, tell: Tell): RuleChange[] {
  const isMade = (value: unknown) => value !== undefined && value !== false;
  return DEMANDS.filter(([key]) => canonical(older[key]) !== canonical(newer[key])).map(([key, must]) =>
    isMade(newer[key])
      ? tell(true, `must ${must(newer[key])} now.`, 'See that it is so.')
      : tell(false, `need not ${must(older[key])} any more.`, ''),
  );
}

/** Outside limits that are not confirmed, the client only warns. */
function compareCertainty(older: Node, newer: Node, tell: Tell): RuleChange[] {
  const [wasOpen, isOpen] = [older.open === true, newer.open === true];
  if (wasOpen === isOpen) return [];
  return isOpen
    ? [tell(false, 'is only warned of outside its limits now, and no longer refused.', '')]
    : [tell(true, 'is refused outside its limits now, and no longer only warned of.', 'Keep to the limits.')];
}

function compareList(key: string, older: Node, newer: Node, tell: Tell): RuleChange[] {
  if (canonical(older[key]) === canonical(newer[key])) return [];
  const [was, is] = [listAt(older, key), listAt(newer, key)];
  const known = (list: unknown[]) => new Set(list.map(canonical));
  const lost = was.filter((value) => !known(is).has(canonical(value)));
  const gained = is.filter((value) => !known(was).has(canonical(value)));
  const choose = `Choose ${quoteAll(is, 'or')}.`;
  if (older[key] === undefined) {
    if ('dimensions' in older !== 'dimensions' in newer) return [];
    // Beside other limits, a list names what passes apart from them.
    const alone = !('dimensions' in newer) && !('unsupported' in newer);
    return [tell(alone, alone ? `takes only ${quoteAll(is, 'and')} now.` : `takes ${quoteAll(is)} now.`, choose)];
  }
  if (newer[key] === undefined) {
    if ('dimensions' in older !== 'dimensions' in newer) return [];
    const stillLimited = 'dimensions' in newer || 'unsupported' in newer;
    return [
      tell(
        stillLimited,
        stillLimited ? `no longer takes ${quoteAll(was)}.` : 'takes any value now.',
        'Choose another.',
      ),
    ];
  }
  return [
    ...(lost.length > 0 ? [tell(true, `no longer takes ${quoteAll(lost, 'or')}.`, choose)] : []),
    ...(gained.length > 0 ? [tell(false, `takes ${quoteAll(gained)} now.`, '')] : []),
  ];
}

function withoutSource({ source: _source, ...rule }: Node): Node {
  return rule;
}

/** The table's reasons open with the parameter's name, and go on with what to do instead. */
function capitalize(reason: unknown): string {
  if (typeof reason !== 'string') return '';
  const text = reason.replace(/^[\w[\]]+: /, '');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
