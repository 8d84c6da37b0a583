// Runs the suite in a process of Node, Bun or Deno, and prints each result as a line of JSON.
import process from 'node:process';
import * as library from 'openai-images';
import { fileCases } from '../suite/file-cases.mjs';
import { runSuite } from '../suite/run-suite.mjs';

await runSuite({
  library,
  baseURL: process.argv[2],
  cases: fileCases,
  report: (result) => console.log(JSON.stringify(result)),
});
