import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseYaml, Source } from '@redocly/openapi-core';
import { ADOPTION_HEADER, type Adoption, recordAdoption, takeAdoption } from './adoption.js';
import { BUNDLE, buildOutputs, findSource, listProjectOverlays, loadProjectConfig, UPSTREAM } from './build-outputs.js';
import { toYAML } from './bundle.js';
import { checkProject } from './check-project.js';
import { compareDocuments } from './compare.js';
import { GenerateError } from './generate-error.js';
import { judgeOverlays } from './judge-overlays.js';
import { valueAt } from './pointer.js';
import { readDocument } from './read-document.js';
import { readUpstream } from './read-upstream.js';
import { addToChangelog, addToChanges, reportAdoption, reportOverlays } from './report-adoption.js';
import { type Slice, sliceImages } from './slice.js';
import { findStale, writeFiles } from './write-files.js';

const CHANGES = 'spec/CHANGES.md';
const CHANGELOG = 'CHANGELOG.md';

/** How to adopt a document. */
export interface AdoptOptions {
  /** The project's folder. */
  folder: string;
  /** The day to put on record, as `2026-11-22`. */
  date: string;
  /** Whether to write nothing. */
  dryRun?: boolean;
  /** Gets a line for each step that took a while. */
  say?: (line: string) => void;
  /** Gets the report as far as it goes: on the overlays before lint, and whole before the checks. */
  onReport?: (report: string) => void;
  /** Compares the specification before and after. */
  compare?: typeof compareDocuments;
  /** Makes sure that the project works with the new files. */
  check?: typeof checkProject;
}

/**
 * Adopts a newer document of the API, from a file or an address: cuts out its images part, applies
 * the overlays, builds everything that follows, reports what has changed, and checks all of it.
 * Files are written last, all or none; gives their paths.
 */
export async function adoptDocument(place: string, options: AdoptOptions): Promise<string[]> {
  const { folder, date, dryRun = false, say = () => {}, onReport = () => {} } = options;
  const { compare = compareDocuments, check = checkProject } = options;

  const upstream = await readUpstream(place);
  const known = takeAdoption(upstream.parsed, place);
  const slice = await attempt('cut down to its images', () => sliceImages(upstream.parsed, place));
  const info = slice.document.info as { title?: unknown; version?: unknown } | undefined;
  const title = `${String(info?.title ?? 'without a title')} ${String(info?.version ?? '')}`.trim();
  say(`Read ${place}: ${title}, OpenAPI ${known?.openapi ?? upstream.parsed.openapi}`);

  const current = await readCurrent(folder);
  const overlays = await listProjectOverlays(folder);
  const config = await loadProjectConfig(folder);
  const judgement = await attempt('brought together with the overlays', () =>
    judgeOverlays(current.document, slice.document, current.adoption?.overridden ?? [], overlays, config),
  );
  refuseDangling(slice, judgement.completed, place);
  onReport(reportOverlays(judgement.statuses));

  const { source, sha256 } = known ?? upstream;
  const adoption: Adoption = {
    source,
    date: sha256 === current.adoption?.sha256 ? current.adoption.date : (known?.date ?? date),
    sha256,
    openapi: known?.openapi ?? String(upstream.parsed.openapi),
    overridden: judgement.overridden,
    idle: judgement.idle.map(({ file, action }) => ({ overlay: path.basename(file), target: action.target })),
  };
  const adopted = ADOPTION_HEADER + toYAML(recordAdoption(slice.document, adoption));
  const outputs = await attempt('turned into types and tables', () =>
    buildOutputs(folder, { source: new Source(UPSTREAM, adopted), parsed: parseYaml(adopted) }),
  );
  const files = new Map([[UPSTREAM, adopted], ...outputs]);
  if ((await findStale(folder, files)).length === 0) {
    onReport('');
    say(`The document of ${adoption.date} is the one that is adopted. There is nothing to do.`);
    return [];
  }
  say(`Built ${[...outputs.keys()].join(', ')}`);

  const before = parseYaml(await readFile(path.join(folder, BUNDLE), 'utf8')) as object;
  const after = parseYaml(outputs.get(BUNDLE) as string) as object;
  const changes = await attempt('compared with the one before it', () => compare(before, after));
  const report = reportAdoption(changes, judgement.statuses);
  const heading = `${adoption.date}: ${title}`;
  files.set(CHANGES, addToChanges(await readIfThere(folder, CHANGES), heading, report));
  files.set(CHANGELOG, addToChangelog(await readIfThere(folder, CHANGELOG), `of ${adoption.date}`, changes));
  onReport(report);

  await check(folder, files, say);
  const stale = await findStale(folder, files);
  if (dryRun) return [];
  await writeFiles(folder, new Map([...files].filter(([file]) => stale.includes(file))));
  return stale;
}

/** A document that makes a step fail in a way that nobody has foreseen gets a sentence all the same. */
async function attempt<T>(what: string, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof GenerateError) throw error;
    // What a tool stumbles over within itself says nothing of the document.
    const isTold = error instanceof Error && !(error instanceof TypeError || error instanceof RangeError);
    const why = isTold ? `: ${error.message.split('\n', 1)[0]}` : '';
    throw new GenerateError(
      `The document cannot be ${what}${why}. It is probably not valid OpenAPI; npx redocly lint tells where. Nothing was written.`,
      { cause: error },
    );
  }
}

async function readCurrent(folder: string) {
  const file = await findSource(folder);
  const { parsed } = await readDocument<object>(file);
  return { adoption: takeAdoption(parsed, file), document: parsed };
}

function refuseDangling({ dangling }: Slice, completed: unknown, place: string): void {
  const missing = dangling.filter(({ ref }) => valueAt(completed, ref.slice(1)) === undefined);
  if (missing.length === 0) return;
  const named = missing.slice(0, 5).map(({ ref, at }) => `${ref} (at ${at})`);
  throw new GenerateError(
    `${place} refers to what neither it nor an overlay defines: ${named.join(', ')}${missing.length > 5 ? ', …' : ''}. ` +
      'Add it with an overlay action, or report it to whoever publishes the document. Nothing was written.',
  );
}

function readIfThere(folder: string, file: string): Promise<string> {
  return readFile(path.join(folder, file), 'utf8').catch(() => '');
}
