// Runs the suite in a Worker, and answers with all results.
import * as library from 'openai-images';
import { runSuite } from '../suite/run-suite.mjs';

export default {
  async fetch(request) {
    const results = [];
    await runSuite({ library, baseURL: request.headers.get('x-base-url'), report: (result) => results.push(result) });
    return Response.json(results);
  },
};
