import { listValues, type Problem, showValue } from './problem.js';

/** A limit of one parameter, as `generated/models.ts` has it. */
export interface Rule {
  readonly values?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly dimensions?: Dimensions;
  readonly unsupported?: string;
  readonly required?: boolean;
  /** Not confirmed: a breach is doubtful, not wrong. */
  readonly open?: boolean;
}

/** Limits of a size `WIDTHxHEIGHT`, in pixels. */
interface Dimensions {
  readonly multipleOf: number;
  readonly maxRatio: number;
  readonly maxEdge: number;
  readonly minPixels: number;
  readonly maxPixels: number;
}

/** Limits that hold while other parameters have certain values. */
export interface Combination {
  readonly operations: readonly string[];
  readonly when: Readonly<Record<string, readonly unknown[] | 'present'>>;
  readonly then: Readonly<Record<string, Rule>>;
}

export type Rules = Readonly<Record<string, Rule>>;

/** What the rules say against the parameters. A parameter that is not given is taken at its default, where that matters. */
export function checkRules(
  params: Record<string, unknown>,
  rules: Rules,
  defaultOf: (name: string) => unknown,
): Problem[] {
  return Object.entries(rules).flatMap(([path, rule]) => {
    const given = isGiven(params[path]);
    if (!given && !rule.required) return [];
    const remedy = breach(given ? params[path] : defaultOf(path), rule);
    return remedy ? [{ path, value: showValue(path, params[path]), remedy, certain: !rule.open }] : [];
  });
}

/** Whether a combination's condition is met. */
export function applies({ when }: Combination, params: Record<string, unknown>): boolean {
  return Object.entries(when).every(([name, values]) =>
    values === 'present' ? isGiven(params[name]) : values.includes(params[name]),
  );
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function breach(value: unknown, rule: Rule): string | undefined {
  if (rule.values?.includes(value)) return undefined;
  if (rule.unsupported) return afterColon(rule.unsupported);
  if (rule.dimensions) return checkDimensions(String(value), rule.dimensions, rule.values ?? []);
  if (rule.values) return `expected ${listValues(rule.values)}`;
  if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = rule;
    if (value >= minimum && value <= maximum) return undefined;
    if (minimum === -Infinity) return `expected at most ${maximum}`;
    return minimum >= maximum ? `expected ${maximum}` : `expected ${minimum} to ${maximum}`;
  }
  if (typeof value === 'string' && rule.maxLength !== undefined && [...value].length > rule.maxLength) {
    return `expected at most ${rule.maxLength} characters`;
  }
  return undefined;
}

/** The table's sentences open with the parameter's name, which the problem names already. */
export function afterColon(sentence: string): string {
  return sentence.replace(/^[\w[\]]+: /, '');
}

function checkDimensions(size: string, limits: Dimensions, values: readonly unknown[]): string | undefined {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const [short, long] = width < height ? [width, height] : [height, width];
  const { multipleOf, maxRatio, maxEdge, minPixels, maxPixels } = limits;
  const faults = [
    (width % multipleOf || height % multipleOf) && `both edges multiples of ${multipleOf}`,
    long > maxEdge && `no edge over ${maxEdge}`,
    long > short * maxRatio && `no edge over ${maxRatio} times the other`,
    width * height < minPixels && `at least ${minPixels} pixels`,
    width * height > maxPixels && `at most ${maxPixels} pixels`,
  ].filter((fault) => typeof fault === 'string');
  if (!(width > 0 && height > 0)) return `expected ${listValues([...values, 'WIDTHxHEIGHT'])}`;
  return faults.length > 0 ? `expected ${faults.join(', ')}` : undefined;
}
