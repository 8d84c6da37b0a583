// Runs the suite in a page, for whoever calls `run`.
import * as library from 'openai-images';
import { pageCases } from '../suite/page-cases.mjs';
import { runSuite } from '../suite/run-suite.mjs';

globalThis.run = async (baseURL) => {
  const results = [];
  await runSuite({
    library,
    baseURL,
    clientOptions: { dangerouslyAllowBrowser: true },
    cases: pageCases,
    report: (result) => results.push(result),
  });
  return results;
};
