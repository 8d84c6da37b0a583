import type { OpenAPI3 } from 'openapi-typescript';
import type { Finding } from '../../src/check/finding.js';
import { type ResponseSchema, uniteShapes } from '../../src/check/response-schema.js';
import { locateEvents, locateField, locateResponse, nodeAt, type Place, variantsOf } from './locate.js';
import type { OverlayAction } from './overlay.js';

/** What it takes for the specification to say what was found. */
export interface Suggestion {
  actions: OverlayAction[];
  /** What no action was found for. */
  unanswered: Finding[];
}

/** How the document has to change for a finding to be none. */
interface Answer {
  /** The same for findings that ask for the same change. */
  key: string;
  /** Where a schema is put into another one, so that places within it are no longer where they were. */
  replaces?: Place;
  /** Puts the change into the draft. */
  apply(shape: ResponseSchema, because: string): void;
}

type Node = Record<string, unknown>;

/** Turns findings into the actions of an overlay for the document that they were made with. */
export function suggestOverlay(document: OpenAPI3, findings: Finding[], occasion: string): Suggestion {
  const draft = createDraft(structuredClone(document) as unknown as Node);
  const groups = new Map<string, { answer: Answer; together: Finding[] }>();
  const unanswered: Finding[] = [];
  for (const finding of findings) {
    const answer = answerTo(finding, document, draft);
    if (!answer) unanswered.push(finding);
    else groups.set(answer.key, { answer, together: [...(groups.get(answer.key)?.together ?? []), finding] });
  }
  const depthOf = ({ answer }: { answer: Answer }) => answer.replaces?.length ?? Number.MAX_SAFE_INTEGER;
  for (const { answer, together } of [...groups.values()].sort((one, other) => depthOf(other) - depthOf(one))) {
    const operations = [...new Set(together.map(({ operation }) => operation))].join(', ');
    answer.apply(uniteShapes(together.map(({ received = {} }) => received)), `${operations} ${occasion}`);
  }
  return { actions: draft.actions, unanswered };
}

type Draft = ReturnType<typeof createDraft>;

function answerTo(finding: Finding, document: OpenAPI3, draft: Draft): Answer | undefined {
  const names = finding.pointer.split('/').slice(1).map(unescapeName);
  // A name that is not told cannot be written down.
  if (names.includes('?') || finding.event === '?') return undefined;
  if (finding.kind === 'unknown-event') return answerEvent(finding, document, draft);
  const root = locateResponse(document, finding.operation, finding.event);
  const holder = root && locateField(document, root, names.slice(0, -1));
  const name = names.at(-1) ?? '';
  const field = root && locateField(document, root, names);
  switch (finding.kind) {
    case 'unknown-field':
      return holder && answerUnknownField(document, holder, name, draft);
    case 'missing-field':
      return holder && answerMissingField(document, holder, name, draft);
    case 'wrong-type':
      return field && answerType(field, draft);
    case 'unknown-value':
      return field && answerValue(document, field, finding.value, draft);
  }
}

function answerUnknownField(document: OpenAPI3, holder: Place, name: string, draft: Draft): Answer | undefined {
  const place = variantsOf(document, holder).find((each) => nodeAt(document, each).properties);
  if (!place) return undefined;
  return {
    key: JSON.stringify(['unknown-field', place, name]),
    apply: (shape, because) =>
      draft.update(
        [...place, 'properties'],
        { [name]: toSchema(shape) },
        `${because} with ${name}. Say here what it means.`,
      ),
  };
}

function answerMissingField(document: OpenAPI3, holder: Place, name: string, draft: Draft): Answer | undefined {
  const isRequired = (place: Place) => [nodeAt(document, place).required ?? []].flat().includes(name);
  const places = variantsOf(document, holder).filter(isRequired);
  if (places.length === 0) return undefined;
  return {
    key: JSON.stringify(['missing-field', places, name]),
    apply: (_shape, because) => {
      for (const place of places) draft.removeItem([...place, 'required'], name, `${because} without ${name}.`);
    },
  };
}

function answerType(field: Place, draft: Draft): Answer {
  return {
    key: JSON.stringify(['wrong-type', field]),
    replaces: field,
    apply(shape, because) {
      const why = `${because} with ${shape.types?.join(' or ')} here. Say what it stands for.`;
      const { type, anyOf, ...rest } = draft.nodeAt(field);
      const isPlain = !['$ref', 'enum', 'const', 'allOf', 'oneOf', 'items', 'properties'].some((key) => key in rest);
      if (anyOf) {
        draft.append([...field, 'anyOf'], toSchema(shape), why);
      } else if (type && isPlain && !shape.items && !shape.properties) {
        draft.remove([...field, 'type'], why);
        draft.update(field, { type: simplify([...[type as string | string[]].flat(), ...(shape.types ?? [])]) }, why);
      } else {
        const known = draft.nodeAt(field);
        const key = field.at(-1) as string;
        draft.remove(field, why);
        draft.update(field.slice(0, -1), { [key]: { anyOf: [known, toSchema(shape)] } }, why);
      }
    },
  };
}

function answerValue(document: OpenAPI3, field: Place, value: unknown, draft: Draft): Answer | undefined {
  if (value === undefined) return undefined;
  const variants = variantsOf(document, field);
  const list = variants.find((place) => nodeAt(document, place).enum);
  const constant = variants.find((place) => 'const' in nodeAt(document, place));
  return {
    key: JSON.stringify(['unknown-value', list ?? constant, value]),
    apply(_shape, because) {
      const why = `${because} with ${JSON.stringify(value)} here.`;
      if (list) return draft.append([...list, 'enum'], value, why);
      if (!constant) return;
      const { const: known } = draft.nodeAt(constant);
      draft.remove([...constant, 'const'], why);
      draft.update(constant, { enum: [known, value] }, why);
    },
  };
}

function answerEvent({ operation, event }: Finding, document: OpenAPI3, draft: Draft): Answer | undefined {
  const union = locateEvents(document, operation);
  if (!union || event === undefined) return undefined;
  return {
    key: JSON.stringify(['unknown-event', union, event]),
    apply(shape, because) {
      const why = `${because} with the event ${event}. Say here what it means.`;
      const schemas = draft.nodeAt(['components', 'schemas']);
      let name = `${event.replace(/(^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, _between, first) => first.toUpperCase())}Event`;
      while (Object.hasOwn(schemas, name)) name += '2';
      const { properties, ...others } = toSchema(shape) as { properties?: Node };
      const schema = {
        ...others,
        properties: { ...properties, type: { type: 'string', enum: [event] } },
        ...(properties?.type ? { required: ['type'] } : {}),
      };
      draft.update(['components', 'schemas'], { [name]: schema }, why);
      const $ref = `#/components/schemas/${name}`;
      const { anyOf, discriminator } = draft.nodeAt(union) as {
        anyOf?: unknown;
        discriminator?: { mapping?: unknown };
      };
      draft.append([...union, anyOf ? 'anyOf' : 'oneOf'], { $ref }, why);
      if (discriminator?.mapping) draft.update([...union, 'discriminator', 'mapping'], { [event]: $ref }, why);
    },
  };
}

/** A document with actions put down as they are applied to it, so that each starts from what the ones before leave. */
function createDraft(document: Node) {
  const actions: OverlayAction[] = [];
  const listAt = (place: Place) => nodeAt(document, place) as unknown as unknown[];
  return {
    actions,
    nodeAt: (place: Place): Node => nodeAt(document, place),
    /** Adds members to an object. */
    update(place: Place, update: Node, description: string): void {
      actions.push({ target: toPath(place), description, update });
      Object.assign(nodeAt(document, place), update);
    },
    /** Adds an item to a list. */
    append(place: Place, update: unknown, description: string): void {
      actions.push({ target: toPath(place), description, update });
      listAt(place).push(update);
    },
    remove(place: Place, description: string): void {
      actions.push({ target: toPath(place), description, remove: true });
      delete nodeAt(document, place.slice(0, -1))[place.at(-1) as string];
    },
    removeItem(place: Place, item: string, description: string): void {
      actions.push({ target: `${toPath(place)}[?@ == ${quote(item)}]`, description, remove: true });
      listAt(place).splice(listAt(place).indexOf(item), 1);
    },
  };
}

/** A shape as a schema of the document. */
function toSchema({ types, properties, items }: ResponseSchema): Node {
  return {
    ...(types ? { type: simplify([...types]) } : {}),
    ...(properties
      ? { properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, toSchema(each)])) }
      : {}),
    ...(items ? { items: toSchema(items) } : {}),
  };
}

/** Each type once, an integer being a number; one alone is no list. */
function simplify(types: string[]): string | string[] {
  const distinct = [...new Set(types)].filter((type) => type !== 'integer' || !types.includes('number'));
  return distinct.length === 1 ? (distinct[0] as string) : distinct;
}

/** A place as a JSONPath. */
function toPath(place: Place): string {
  const steps = place.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${quote(key)}]`;
  });
  return `$${steps.join('')}`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function unescapeName(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}
