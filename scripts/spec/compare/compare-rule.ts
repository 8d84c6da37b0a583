import { type Change, quote, quoteAll } from './change.js';
import { canonical, isNode, listAt, type Node } from './node.js';

/** A change of what a parameter may be; `what` is the second half of a sentence. */
export type RuleChange = Pick<Change, 'kind' | 'what' | 'remedy'>;

const SMALLER_IS_NARROWER = ['maximum', 'maxLength', 'maxBytes', 'maxItems', 'maxRatio', 'maxEdge', 'maxPixels'];
const LARGER_IS_NARROWER = ['minimum', 'minPixels', 'multipleOf'];
const LISTS = ['values', 'mediaTypes'];
const DEMANDS = ['square', 'transparent', 'sameSizeAs', 'required'];

/** Compares the rules that the table of models has for a parameter; without one, its schema alone limits it. */
export function compareRule(parameter: string, before: unknown, after: unknown): RuleChange[] {
  if (parameter === 'source') return [];
  const [older, newer] = [flatten(before), flatten(after)];
  const name = quote(parameter);
  const tell = (narrower: boolean, what: string, remedy: string): RuleChange => ({
    kind: narrower && newer.open !== true ? 'breaking' : 'non-breaking',
    what: `${name} ${what}`,
    remedy: narrower ? remedy : '',
  });
  const changes: RuleChange[] = [];
  const wasTaken = typeof older.unsupported !== 'string';
  const isTaken = typeof newer.unsupported !== 'string';
  if (wasTaken !== isTaken) {
    return [tell(!isTaken, isTaken ? 'can be given now.' : 'is no longer taken.', `${sentence(newer.unsupported)}`)];
  }
  for (const key of LISTS) changes.push(...compareList(key, older, newer, tell));
  for (const key of [...SMALLER_IS_NARROWER, ...LARGER_IS_NARROWER]) {
    if (older[key] === newer[key]) continue;
    const is = newer[key];
    const narrower = is !== undefined && (older[key] === undefined || isNarrower(key, older[key], is));
    const what = is === undefined ? `is no longer limited in ${quote(key)}.` : `has ${quote(key)} ${quote(is)} now.`;
    changes.push(tell(narrower, what, `Keep to ${quote(key)} ${quote(is)}.`));
  }
  for (const key of DEMANDS) {
    if (canonical(older[key]) === canonical(newer[key])) continue;
    const demanded = newer[key] !== undefined && newer[key] !== false;
    changes.push(
      tell(
        demanded,
        `${demanded ? 'must' : 'need not'} be ${quote(key)} ${demanded ? 'now' : 'any more'}.`,
        'See that it is.',
      ),
    );
  }
  if (changes.length === 0 && (older.open === true) !== (newer.open === true)) {
    const limited = Object.keys(newer).some((key) => key !== 'open' && key !== 'source');
    const enforced = newer.open !== true && limited && before !== undefined;
    if (limited || before !== undefined) {
      changes.push(
        tell(
          enforced,
          enforced
            ? 'is refused outside its limits, and no longer warned of.'
            : 'is only warned of outside its limits, and no longer refused.',
          'Keep to the limits.',
        ),
      );
    }
  }
  if (changes.length === 0 && canonical(withoutSource(older)) !== canonical(withoutSource(newer))) {
    changes.push({ kind: 'cosmetic', what: `${name} is explained in other words.`, remedy: '' });
  }
  return changes;
}

type Tell = (narrower: boolean, what: string, remedy: string) => RuleChange;

function compareList(key: string, older: Node, newer: Node, tell: Tell): RuleChange[] {
  if (canonical(older[key]) === canonical(newer[key])) return [];
  const [was, is] = [listAt(older, key), listAt(newer, key)];
  const known = (list: unknown[]) => new Set(list.map(canonical));
  const lost = was.filter((value) => !known(is).has(canonical(value)));
  const gained = is.filter((value) => !known(was).has(canonical(value)));
  const choose = `Choose ${quoteAll(is, 'or')}.`;
  if (older[key] === undefined) {
    // Beside other limits, a list names what passes apart from them.
    const alone = !('multipleOf' in newer) && !('unsupported' in newer);
    return [tell(alone, alone ? `takes only ${quoteAll(is, 'and')} now.` : `takes ${quoteAll(is)} now.`, choose)];
  }
  if (newer[key] === undefined) {
    const stillLimited = 'multipleOf' in newer || 'unsupported' in newer;
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

function isNarrower(key: string, was: unknown, is: unknown): boolean {
  if (key === 'multipleOf') return Number(was) % Number(is) !== 0;
  return LARGER_IS_NARROWER.includes(key) ? Number(is) > Number(was) : Number(is) < Number(was);
}

/** A rule with the limits of a picture's dimensions beside its others. */
function flatten(rule: unknown): Node {
  if (!isNode(rule)) return {};
  const { dimensions, ...rest } = rule;
  return { ...rest, ...(isNode(dimensions) ? dimensions : {}) };
}

function withoutSource({ source: _source, ...rule }: Node): Node {
  return rule;
}

/** The table's reasons open with the parameter's name, and go on with what to do instead. */
function sentence(reason: unknown): string {
  if (typeof reason !== 'string') return '';
  const text = reason.replace(/^[\w[\]]+: /, '');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
