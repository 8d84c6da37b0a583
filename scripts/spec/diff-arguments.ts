import path from 'node:path';
import { parseArgs } from 'node:util';
import { GenerateError } from './generate-error.js';

const USAGE = 'Usage: npm run spec:diff -- <a> [b] [--format markdown|json] [--fail-on breaking]';

/** What `npm run spec:diff` is asked for. */
export interface DiffArguments {
  /** A path, or an URL. */
  before: string;
  /** Likewise; undefined for the project's own document. */
  after: string | undefined;
  format: 'markdown' | 'json';
  /** Whether to fail where something breaks. */
  failsOnBreaking: boolean;
}

/** Reads the arguments; relative paths are meant as from the given folder. */
export function readDiffArguments(args: string[], folder: string): DiffArguments {
  const { values, positionals } = parse(args);
  const [before, after, ...others] = positionals.map((name) => toPlace(name, folder));
  if (!before) throw new GenerateError(`Name the document to compare with. ${USAGE}`);
  if (others.length > 0) throw new GenerateError(`Name at most two documents, not ${positionals.length}. ${USAGE}`);
  const { format, 'fail-on': failOn } = values;
  if (format !== 'markdown' && format !== 'json') {
    throw new GenerateError(`--format is "${format}": expected markdown or json.`);
  }
  if (failOn !== undefined && failOn !== 'breaking') {
    throw new GenerateError(`--fail-on is "${failOn}": expected breaking.`);
  }
  return { before, after, format, failsOnBreaking: failOn === 'breaking' };
}

function parse(args: string[]) {
  const options = { format: { type: 'string', default: 'markdown' }, 'fail-on': { type: 'string' } } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('. ', 1);
    throw new GenerateError(`${reason.replace(/\.$/, '')}. ${USAGE}`);
  }
}

function toPlace(name: string, folder: string): string {
  return /^[a-z]+:\/\//i.test(name) ? name : path.resolve(folder, name);
}
