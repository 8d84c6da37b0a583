import fc from 'fast-check';
import { toVendorYAML } from './vendor-document.js';

// biome-ignore lint/suspicious/noExplicitAny: documents are broken at random places.
type Node = any;

/** What is put in place of whatever stood there. */
const STRAYS: unknown[] = [
  null,
  true,
  0,
  -1.5,
  '',
  'Images',
  '#/components/schemas/Image',
  [],
  [null],
  ['Images', 'Images'],
  {},
  { type: 'object' },
  { type: 7 },
  { $ref: '#/components/schemas/Image' },
  { $ref: '#/paths' },
  { $ref: '#' },
  { $ref: 7 },
  { $ref: 'https://elsewhere.example.com/a.json#/A' },
  { nullable: true },
  { nullable: true, enum: 'a', type: null },
  { anyOf: 'all' },
  { properties: { constructor: {}, type: { type: 'string' } } },
  { enum: [1, 1, null] },
  { pattern: '(' },
];

const KEYS = (
  'openapi info paths components schemas properties type enum required tags post get $ref anyOf allOf items ' +
  'responses content schema 200 default nullable operationId constructor toString x-adopted discriminator mapping'
).split(' ');

const BROKEN = [
  '\t',
  '&a ',
  '*a ',
  '*ref_0 ',
  '<<: ',
  ': ',
  '- ',
  '"',
  "'",
  '{',
  '[',
  '#',
  '!!set ',
  '|',
  '\u0000',
  '\uD800',
  '---\n',
];

interface Step {
  how: 'replace' | 'remove' | 'rename' | 'add' | 'wrap' | 'move';
  /** Which member to go to, level by level, as a share of their number. */
  path: number[];
  other: number[];
  stray: unknown;
  key: string;
}

/** Doubles would nearly all be next to nothing. */
const shares = fc.nat(9999).map((each) => each / 10_000);

const steps: fc.Arbitrary<Step> = fc.record({
  how: fc.constantFrom('replace', 'remove', 'rename', 'add', 'wrap', 'move'),
  path: fc.array(shares, { minLength: 1, maxLength: 9 }),
  other: fc.array(shares, { minLength: 1, maxLength: 9 }),
  stray: fc.constantFrom(...STRAYS),
  key: fc.constantFrom(...KEYS),
});

const textSteps = fc.record({
  how: fc.constantFrom('cut', 'drop', 'repeat', 'indent', 'insert'),
  at: shares,
  length: fc.integer({ min: 1, max: 400 }),
  text: fc.constantFrom(...BROKEN),
});

/** Documents that were broken in one to four places, in their structure or in their text, as YAML or JSON. */
export function mutatedDocuments(document: object): fc.Arbitrary<string> {
  const yaml = toVendorYAML(document);
  const trees = fc.tuple(fc.array(steps, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([list, asYAML]) => {
    const copy = list.reduce((tree: Node, step) => changeTree(tree, step), structuredClone(document));
    return asYAML ? toVendorYAML(copy) : JSON.stringify(copy, null, 1);
  });
  const texts = fc.array(textSteps, { minLength: 1, maxLength: 4 }).map((list) => list.reduce(changeText, yaml));
  return fc.oneof({ arbitrary: trees, weight: 1 }, { arbitrary: texts, weight: 3 });
}

function changeTree(tree: Node, { how, path, other, stray, key }: Step): Node {
  const holder = goTo(tree, path.slice(0, -1));
  const member = pick(holder, path.at(-1) ?? 0);
  if (member === undefined) return tree;
  if (how === 'replace') holder[member] = structuredClone(stray);
  else if (how === 'remove' && !Array.isArray(holder)) delete holder[member];
  else if (how === 'remove') holder.splice(Number(member), 1);
  else if (how === 'wrap') holder[member] = { [key]: holder[member] };
  else if (how === 'move') holder[member] = structuredClone(goTo(tree, other));
  else {
    const value = how === 'add' ? structuredClone(stray) : holder[member];
    if (how === 'rename' && !Array.isArray(holder)) delete holder[member];
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return tree;
}

function goTo(tree: Node, path: number[]): Node {
  return path.reduce((node: Node, share) => {
    const next = node[pick(node, share) ?? ''];
    return typeof next === 'object' && next !== null ? next : node;
  }, tree);
}

function pick(node: Node, share: number): string | undefined {
  const keys = Object.keys(node);
  return keys[Math.floor(share * keys.length)];
}

function changeText(
  text: string,
  { how, at, length, text: broken }: { how: string; at: number; length: number; text: string },
) {
  const start = Math.floor(at * text.length);
  const end = start + length;
  if (how === 'cut') return text.slice(0, start);
  if (how === 'drop') return text.slice(0, start) + text.slice(end);
  if (how === 'repeat') return text.slice(0, end) + text.slice(start);
  if (how === 'indent')
    return `${text.slice(0, start)}${text.slice(start, end).replaceAll('\n', '\n ')}${text.slice(end)}`;
  return text.slice(0, start) + broken + text.slice(start);
}
