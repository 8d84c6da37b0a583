import type { ImageModels } from '../models.js';
import { type Change, quote, quoteAll } from './change.js';
import { compareRule, type RuleChange } from './compare-rule.js';
import { canonical, isNode, listAt, type Node, nodeAt, toReference } from './node.js';

const TABLE = 'x-image-models';

type Told = Omit<Change, 'operationIds' | 'pointer'> & { operationIds?: string[]; at: string[] };

/** Compares which model takes what. */
export function compareModels(before: Node, after: Node): Change[] {
  const [older, newer] = [readTable(before), readTable(after)];
  if (!older || !newer) return older || newer ? [tell(judgeTable(newer !== undefined))] : [];
  return [
    ...compareList(older, newer),
    ...compareDefaults(older, newer),
    ...compareRules(older, newer),
    ...compareCombinations(older, newer),
    ...compareSources(older, newer),
  ].map(tell);
}

function readTable(document: Node): ImageModels | undefined {
  const table = document[TABLE];
  if (!isNode(table)) return undefined;
  const models = Object.entries(nodeAt(table, 'models')).filter(([, model]) => isNode(model));
  const combinations = listAt(table, 'combinations').filter(
    (each) => isNode(each) && isNode(each.when) && isNode(each.then) && Array.isArray(each.operations),
  );
  return {
    ...table,
    models: Object.fromEntries(models),
    rules: nodeAt(table, 'rules'),
    defaults: nodeAt(table, 'defaults'),
    combinations,
  } as unknown as ImageModels;
}

function tell({ at, operationIds = [], ...told }: Told): Change {
  return { ...told, operationIds, pointer: toReference([TABLE, ...at]) };
}

function judgeTable(added: boolean): Told {
  return {
    kind: added ? 'non-breaking' : 'breaking',
    subject: 'other',
    name: TABLE,
    at: [],
    what: added ? 'It says now which model takes what.' : 'It no longer says which model takes what.',
    remedy: added ? '' : 'Apply the overlay that adds the table of models to both documents.',
  };
}

function compareList(before: ImageModels, after: ImageModels): Told[] {
  const names = [...new Set([...Object.keys(before.models), ...Object.keys(after.models)])];
  return names.flatMap((name): Told[] => {
    const [was, is] = [before.models[name], after.models[name]];
    const told = { subject: 'model' as const, name, at: ['models', name] };
    if (!is) {
      const successor = was?.successor ?? after.defaults.createImage;
      return [
        {
          ...told,
          kind: 'breaking',
          what: `The model ${quote(name)} is no longer listed.`,
          remedy: successor ? `Move to ${quote(successor)}.` : 'Move to a model that is listed.',
        },
      ];
    }
    if (!was) return [{ ...told, kind: 'non-breaking', what: `The model ${quote(name)} is listed now.`, remedy: '' }];
    const changes: Told[] = [];
    if (was.ends !== is.ends) changes.push({ ...told, ...judgeEnd(name, was.ends, is.ends, is.successor, after.asOf) });
    else if (was.successor !== is.successor) {
      const what = is.successor
        ? `After ${quote(name)}, ${quote(is.successor)} is recommended.`
        : `After ${quote(name)}, no model is recommended any more.`;
      changes.push({ ...told, kind: 'non-breaking', what, remedy: '' });
    }
    const rest = ({ live, source }: { live?: string; source?: unknown }) => canonical({ live, source });
    if (rest(was) !== rest(is))
      changes.push({ ...told, kind: 'cosmetic', what: 'Its sources or dates are others.', remedy: '' });
    return changes;
  });
}

function judgeEnd(
  name: string,
  was: string | undefined,
  is: string | undefined,
  successor: string | undefined,
  asOf: string,
): Pick<Change, 'kind' | 'what' | 'remedy'> {
  const next = successor ? `to ${quote(successor)}` : 'to another model';
  if (is === undefined) {
    return { kind: 'non-breaking', what: `The model ${quote(name)} no longer has a day on which it ends.`, remedy: '' };
  }
  const ended = is <= asOf && !(was !== undefined && was <= asOf);
  return {
    kind: ended ? 'breaking' : 'non-breaking',
    what: `The model ${quote(name)} ${is <= asOf ? 'ended' : 'ends'} on ${is}${was === undefined ? '' : `, and no longer on ${was}`}.`,
    remedy: ended ? `Move ${next}.` : is <= asOf ? '' : `Move ${next} before that day.`,
  };
}

function compareDefaults(before: ImageModels, after: ImageModels): Told[] {
  const operations = [...new Set([...Object.keys(before.defaults), ...Object.keys(after.defaults)])];
  return operations
    .filter((operation) => before.defaults[operation] !== after.defaults[operation])
    .map((operation) => {
      const [was, is] = [before.defaults[operation], after.defaults[operation]];
      return {
        kind: was ? 'breaking' : 'non-breaking',
        subject: 'model',
        name: is ?? was ?? '',
        operationIds: [operation],
        at: ['defaults', operation],
        what: is
          ? `Without a model, ${quote(is)} is taken to draw${was ? `, and no longer ${quote(was)}` : ''}.`
          : `Without a model, ${quote(was)} is no longer taken to draw.`,
        remedy: was ? `Where you name none and want what you had, name ${quote(was)}.` : '',
      };
    });
}

/** The rules as each model has them, so that models which move to other rules are seen as well. */
function compareRules(before: ImageModels, after: ImageModels): Told[] {
  const told = new Map<
    string,
    { change: RuleChange; operation: string; parameter: string; set: string; models: string[] }
  >();
  for (const [model, { rules }] of Object.entries(after.models)) {
    const set = String(rules);
    const was = before.models[model];
    if (!was) continue;
    const [older, newer] = [nodeAt(before.rules, was.rules), nodeAt(after.rules, set)];
    for (const operation of new Set([...Object.keys(older), ...Object.keys(newer)])) {
      if (operation === 'source') continue;
      for (const { parameter, change } of compareOperation(nodeAt(older, operation), nodeAt(newer, operation))) {
        const key = JSON.stringify([operation, parameter, change]);
        const entry = told.get(key) ?? { change, operation, parameter, set, models: [] };
        told.set(key, { ...entry, models: [...entry.models, model] });
      }
    }
  }
  const merged = new Map<string, Told>();
  for (const { change, operation, parameter, set, models } of told.values()) {
    const sentence = `With ${quoteAll(models, 'or')}, ${change.what}`;
    const key = JSON.stringify([parameter, sentence, change.kind]);
    const entry = merged.get(key);
    merged.set(key, {
      kind: change.kind,
      subject: parameter ? 'parameter' : 'model',
      name: parameter || models.join(', '),
      what: sentence,
      remedy: change.remedy,
      at: entry?.at ?? ['rules', set, operation, ...(parameter ? [parameter] : [])],
      operationIds: [...(entry?.operationIds ?? []), operation],
    });
  }
  return [...merged.values()];
}

function compareOperation(before: Node, after: Node): { parameter: string; change: RuleChange }[] {
  const [was, is] = [before.unsupported, after.unsupported].map((why) => typeof why === 'string');
  if (was !== is) {
    const change: RuleChange = is
      ? { kind: 'breaking', what: 'this cannot be done any more.', remedy: 'Name another model.' }
      : { kind: 'non-breaking', what: 'this can be done now.', remedy: '' };
    return [{ parameter: '', change }];
  }
  const parameters = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...parameters].flatMap((parameter) =>
    compareRule(parameter, before[parameter], after[parameter]).map((change) => ({ parameter, change })),
  );
}

function compareCombinations(before: ImageModels, after: ImageModels): Told[] {
  type Combination = ImageModels['combinations'][number];
  const idOf = ({ operations, when }: Combination) => canonical([operations, when]);
  const byId = (table: ImageModels) => new Map(table.combinations.map((each) => [idOf(each), each]));
  const [older, newer] = [byId(before), byId(after)];
  return [...new Set([...older.keys(), ...newer.keys()])].flatMap((id) => {
    const [was, is] = [older.get(id), newer.get(id)];
    const { operations, when } = (is ?? was) as Combination;
    const conditions = Object.entries(when).map(([name, values]) =>
      Array.isArray(values) ? `${quote(name)} ${quoteAll(values, 'or')}` : quote(name),
    );
    const parameters = new Set([...Object.keys(was?.then ?? {}), ...Object.keys(is?.then ?? {})]);
    return [...parameters].flatMap((parameter) =>
      compareRule(parameter, was?.then[parameter], is?.then[parameter]).map(
        (change): Told => ({
          kind: change.kind,
          subject: 'parameter',
          name: parameter,
          operationIds: operations,
          at: ['combinations', String((is ? after : before).combinations.indexOf(is ?? (was as Combination)))],
          what: `Together with ${conditions.join(' and ')}, ${change.what}`,
          remedy: change.remedy,
        }),
      ),
    );
  });
}

function compareSources(before: ImageModels, after: ImageModels): Told[] {
  const shared = Object.keys(before.rules).filter((name) => name in after.rules);
  const partsOf = (table: ImageModels) =>
    canonical([table.asOf, (table as { sources?: unknown }).sources, shared.map((name) => table.rules[name]?.source)]);
  if (partsOf(before) === partsOf(after)) return [];
  const what = 'Its date or its sources are others.';
  return [{ kind: 'cosmetic', subject: 'other', name: TABLE, at: [], what, remedy: '' }];
}
