import { type Change, quote } from './change.js';
import { canonical, type Node, nodeAt, toPointer } from './node.js';

/** What describes the document as a whole, to people. */
const DESCRIPTIONS = ['info', 'tags', 'externalDocs'];

/** What the documents differ in beside their operations: their descriptions, and the names of the types. */
export function compareRoot(before: Node, after: Node): Change[] {
  const differing = DESCRIPTIONS.filter((key) => canonical(before[key]) !== canonical(after[key]));
  return [
    ...differing.map(
      (key): Change => ({
        kind: 'cosmetic',
        subject: 'other',
        name: key,
        operationIds: [],
        pointer: toPointer([key]),
        what: `The document's ${quote(key)} is another.`,
        remedy: '',
      }),
    ),
    ...compareTypeNames(before, after),
  ];
}

/** Each named schema is a type of the client's, to be imported by its name. */
function compareTypeNames(before: Node, after: Node): Change[] {
  const [older, newer] = [before, after].map((document) => nodeAt(nodeAt(document, 'components'), 'schemas'));
  const added = Object.entries(newer ?? {}).filter(([name]) => !older || !Object.hasOwn(older, name));
  return Object.entries(older ?? {})
    .filter(([name]) => !newer || !Object.hasOwn(newer, name))
    .map(([name, schema]) => {
      const successor = added.find(([, other]) => canonical(other) === canonical(schema))?.[0];
      return {
        kind: 'breaking',
        subject: 'other',
        name,
        operationIds: [],
        pointer: toPointer(['components', 'schemas', name]),
        what: `There is no type ${quote(name)} any more.`,
        remedy: successor ? `Import ${quote(successor)} in its place.` : 'Do not import it.',
      };
    });
}
