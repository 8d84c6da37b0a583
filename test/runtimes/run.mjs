// Runs one suite on every runtime, from the packed package, and prints what works where.
//   npm run test:runtimes                        every runtime
//   npm run test:runtimes -- --only bun,deno     some of them
//   npm run test:runtimes -- --allow-missing     one that cannot be installed is no failure
//   npm run test:runtimes -- --write             and the table goes into README.md
import { parseArgs } from 'node:util';
import { install, makeProject } from './install.mjs';
import { printResults, writeTable } from './report.mjs';
import { startServer } from './server.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    'allow-missing': { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
if (options.only && options.write) throw new Error('--write is for the whole table; leave --only out.');

try {
  install();
} catch (error) {
  console.log(`✗ The runtimes cannot be installed: ${error.message}\n\n0 passed, 1 failed`);
  process.exit(1);
}
// Loaded only now: it imports what was installed.
const { runtimes } = await import('./runtimes.mjs');
const wanted = choose(options.only);
const project = await makeProject();
const server = await startServer();
const runs = [];
try {
  for (const [id, runtime] of wanted) {
    console.error(`${runtime.name}`);
    runs.push({ name: runtime.name, ...(await runOn(id, runtime)) });
  }
} finally {
  server.close();
  await project.remove();
}
const failed = printResults(runs, { allowMissing: options['allow-missing'] });
if (options.write) await writeTable(runs);
process.exit(failed > 0 ? 1 : 0);

/** The results of a runtime, or why there are none. */
async function runOn(id, runtime) {
  let started;
  try {
    started = await runtime.start(project.path);
  } catch (error) {
    return { missing: error.message };
  }
  try {
    return { version: started.version, results: await started.run(`${server.url}/${id}`) };
  } catch (error) {
    return { version: started.version, results: [{ title: 'the suite runs to its end', error: error.message }] };
  } finally {
    await started.close?.();
  }
}

function choose(only) {
  const ids = only?.split(',') ?? Object.keys(runtimes);
  for (const id of ids) {
    if (!Object.hasOwn(runtimes, id))
      throw new Error(`No runtime ${id}; there are ${Object.keys(runtimes).join(', ')}.`);
  }
  return ids.map((id) => [id, runtimes[id]]);
}
