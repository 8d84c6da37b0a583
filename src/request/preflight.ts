import { limits as limitsOf } from '../../generated/limits.js';
import { imageModels } from '../../generated/models.js';
import { type OperationId, operations } from '../../generated/operations.js';
import { InvalidRequestError } from '../errors.js';
import { checkPictures } from './check-pictures.js';
import { afterColon, applies, type Combination, checkRules, type Rules } from './check-rules.js';
import { checkSchema, fromText, type ParameterLimits, type SchemaLimits } from './check-schema.js';
import type { ChosenForm, Pictures } from './choose-form.js';
import { findModel, isRefusal, type KnownModel, rulesOf } from './model-rules.js';
import { ownValue, PICTURE, type Problem } from './problem.js';
import { referenceField } from './reference-field.js';

const combinations = imageModels.combinations as unknown as readonly Combination[];

/** How strictly calls are checked before sending: see `ClientOptions.validation`. */
export type Validation = 'warn' | 'strict' | 'off';

/** What preflight needs of the client's settings. */
export interface PreflightSettings {
  validation: Validation;
  onWarning(message: string): void;
  /** The warnings given so far. */
  warned: Set<string>;
}

/**
 * Checks a call against the specification and the model table before it is sent.
 *
 * @throws {InvalidRequestError} with every problem that is certain; in strict mode, with all of them.
 */
export function preflight(
  operationId: OperationId,
  params: Record<string, unknown>,
  form: ChosenForm,
  settings: PreflightSettings,
): void {
  const problems = distinct(findProblems(operationId, params, form));
  const refused = problems.filter(({ certain }) => certain || settings.validation === 'strict');
  if (refused.length > 0) throw new InvalidRequestError(describe(operationId, refused), { problems: refused });
  for (const problem of problems) {
    const warning = `${params.model ? `${params.model}: ` : ''}${showProblem(problem)}`;
    if (settings.warned.has(warning)) continue;
    settings.warned.add(warning);
    settings.onWarning(warning);
  }
}

/** Whether nothing is known to speak against streaming a call. */
export function canStream(operationId: OperationId, params: Record<string, unknown>): boolean {
  const [mediaType] = operations[operationId].requestMediaTypes;
  const streamed = { ...params, stream: true, partial_images: 0 };
  const problems = findProblems(operationId, streamed, { mediaType, pictures: {} });
  return !problems.some(({ path, certain }) => certain && (path === 'stream' || path === 'partial_images'));
}

/** Everything that speaks against a call, certain or not. */
export function findProblems(operationId: OperationId, params: Record<string, unknown>, form: ChosenForm): Problem[] {
  const operation = operations[operationId];
  const limits = (limitsOf[operationId] as Record<string, SchemaLimits>)[form.mediaType];
  if (!limits) return [];
  const isForm = form.mediaType !== 'application/json';
  const { pictures } = form;
  const typed = (name: string, value: unknown) => {
    const limit = isForm && ownValue(limits.parameters, name);
    return limit ? fromText(value, limit) : value;
  };
  const given = Object.entries(params).filter(([name]) => !Object.hasOwn(pictures, name));
  const scalars = Object.fromEntries(given.map(([name, value]) => [name, typed(name, value)]));
  const isPictureField = (name: string) =>
    [...operation.fileFields, ...operation.references.fields].some((each) => each === name);
  const required = limits.required.filter((name) => !isPictureField(name));
  // To the rules a picture is just there, under the name that it is sent by.
  const sentAs = (field: string) => (isForm ? field : (referenceField(operation, field) ?? field));
  const values = { ...scalars, ...Object.fromEntries(Object.keys(pictures).map((field) => [sentAs(field), PICTURE])) };
  const defaultOf = (name: string) => limits.parameters[name]?.default;
  const model = findModel(params.model);
  const byRules = [
    ...(model ? checkModel(operationId, String(params.model), model, values, pictures, defaultOf) : []),
    ...combinations
      .filter((each) => each.operations.includes(operationId) && applies(each, values))
      .flatMap(({ then }) => checkRules(values, then, defaultOf))
      // A model that is not known may go by other rules.
      .map((problem) => ({ ...problem, certain: problem.certain && model !== undefined })),
  ];
  const asGiven = new Map(Object.keys(pictures).map((field) => [sentAs(field), field]));
  const bySchema = checkSchema(scalars, { required, parameters: limits.parameters }, isForm);
  // Where the model's limit is known, the schema's, which is every model's at once, says less.
  const unruled = bySchema.filter(({ path }) => !byRules.some((problem) => problem.certain && problem.path === path));
  const count = checkCount(pictures, (field) => limits.parameters[isForm ? `${field}[]` : sentAs(field)]);
  return [...missingPictures(operation.requiredFiles, pictures), ...count, ...unruled, ...byRules].map((problem) => ({
    ...problem,
    path: asGiven.get(problem.path) ?? problem.path,
  }));
}

function missingPictures(fields: readonly string[], pictures: Pictures): Problem[] {
  return fields
    .filter((field) => !pictures[field]?.length)
    .map((path) => ({ path, value: 'missing', remedy: 'expected a picture', certain: true }));
}

function checkCount(pictures: Pictures, limitOf: (field: string) => ParameterLimits | undefined): Problem[] {
  return Object.entries(pictures).flatMap(([path, { length }]) => {
    const { maxItems = Number.POSITIVE_INFINITY } = limitOf(path) ?? {};
    if (length <= maxItems) return [];
    return [{ path, value: `${length} pictures`, remedy: `expected at most ${maxItems}`, certain: true }];
  });
}

function checkModel(
  operationId: OperationId,
  name: string,
  model: KnownModel,
  values: Record<string, unknown>,
  pictures: Pictures,
  defaultOf: (name: string) => unknown,
): Problem[] {
  const rules = rulesOf(operationId, model);
  if (!rules) return [];
  if (isRefusal(rules)) return [{ path: 'model', value: name, remedy: afterColon(rules.unsupported), certain: true }];
  return [
    ...checkEnd(name, model),
    ...checkRules(values, rules as Rules, defaultOf),
    ...checkPictures(pictures, rules),
  ];
}

/** Servers of others may go on with a model that has ended at its maker's. */
function checkEnd(name: string, { ends, successor }: KnownModel): Problem[] {
  if (!ends || Date.parse(ends) > Date.now()) return [];
  const remedy = `this model ended on ${ends}${successor ? `; use ${successor} instead` : ''}`;
  return [{ path: 'model', value: name, remedy, certain: false }];
}

/** One problem a parameter and remedy: the model's rules and the combinations may say the same. */
function distinct(problems: Problem[]): Problem[] {
  const seen = new Map(problems.map((problem) => [showProblem(problem), problem]));
  return [...seen.values()];
}

function describe(operationId: OperationId, problems: Problem[]): string {
  const [first] = problems;
  if (problems.length === 1 && first) return showProblem(first);
  return [`${problems.length} problems with this ${operationId} call:`, ...problems.map(showProblem)].join('\n- ');
}

function showProblem({ path, value, remedy }: Problem): string {
  return `${path} is ${value}: ${remedy}.`;
}
