import { type Change, quote } from './change.js';
import { canonical, isNode, listAt, type Node, nodeAt, toReference } from './node.js';

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
        pointer: toReference([key]),
        what: `The document's ${quote(key)} is another.`,
        remedy: '',
      }),
    ),
    ...compareSchemes(before, after),
    ...compareTypeNames(before, after),
  ];
}

/** How a scheme of authentication works; which of them an operation asks for is told with it. */
function compareSchemes(before: Node, after: Node): Change[] {
  const [older, newer] = [before, after].map((document) => nodeAt(nodeAt(document, 'components'), 'securitySchemes'));
  const requirements = [...listAt(after, 'security'), ...securityOf(after)];
  const used = new Set(requirements.filter(isNode).flatMap(Object.keys));
  const differing = [...used].filter((name) => {
    const [was, is] = [older, newer].map((schemes) => canonical({ ...nodeAt(schemes, name), description: undefined }));
    return older?.[name] !== undefined && was !== is;
  });
  return differing.map((name) => ({
    kind: 'breaking',
    subject: 'other',
    name: 'authentication',
    operationIds: [],
    pointer: toReference(['components', 'securitySchemes', name]),
    what: `How calls are authenticated as ${quote(name)} has changed.`,
    remedy: 'See how the API takes its key now.',
  }));
}

function securityOf(document: Node): unknown[] {
  const operations = Object.values(nodeAt(document, 'paths')).filter(isNode).flatMap(Object.values);
  return operations.flatMap((operation) => listAt(operation, 'security'));
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
        pointer: toReference(['components', 'schemas', name]),
        what: `There is no type ${quote(name)} any more.`,
        remedy: successor ? `Import ${quote(successor)} in its place.` : 'Do not import it.',
      };
    });
}
