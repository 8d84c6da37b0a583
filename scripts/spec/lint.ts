import { type Config, formatProblems, getTotals, lintFromString } from '@redocly/openapi-core';
import { GenerateError } from './generate-error.js';

/**
 * Lints a bundled document and throws unless it is without a single problem, warnings included.
 * Each problem is printed with file, line and rule, and with the lines themselves: a bundle that
 * lint refuses is not written, so nobody could look them up.
 */
export async function lintDocument(source: string, file: string, config: Config): Promise<void> {
  const problems = await lintFromString({ source, absoluteRef: file, config });
  const totals = getTotals(problems);
  const count = totals.errors + totals.warnings;
  if (count === 0) return;
  formatProblems(problems, { format: 'codeframe', totals, color: false });
  throw new GenerateError(
    `Lint found ${count} ${count === 1 ? 'problem' : 'problems'} in the bundled document. Nothing was written.`,
  );
}
