import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GenerateError } from '../../../scripts/spec/generate-error.js';
import { adopt, muteOutput, writeDocument } from '../../support/adopt.js';
import { copyProject } from '../../support/copy-project.js';
import { mutatedDocuments } from '../../support/mutate-document.js';
import { buildVendorDocument } from '../../support/vendor-document.js';

const DOCUMENTS = 500;
const PARTS = 5;

describe('a document that was broken at random', () => {
  const documents = fc.sample(mutatedDocuments(buildVendorDocument({ otherTags: 1 })), { numRuns: DOCUMENTS, seed: 7 });

  for (let part = 0; part < PARTS; part++) {
    const size = DOCUMENTS / PARTS;
    it(`is adopted whole, or refused in a sentence: ${part * size + 1} to ${(part + 1) * size}`, {
      timeout: 120_000,
    }, async () => {
      muteOutput();
      const project = await copyProject(onTestFinished);
      const before = await project.readFiles();
      const place = await writeDocument('');
      const outcomes = { adopted: 0, refused: 0 };
      for (const text of documents.slice(part * size, (part + 1) * size)) {
        await writeFile(place, text);
        const outcome = await adopt(project, place, { compare: async () => [] }).catch((error: unknown) => error);
        const after = await project.readFiles();
        if (outcome instanceof Error) {
          outcomes.refused++;
          expect(outcome, String(outcome.stack)).toBeInstanceOf(GenerateError);
          expect(outcome.message).toMatch(/^[^\n]{20,1500}[.?]$/);
          expect(outcome.message).not.toMatch(/\(reading '|is not (a function|iterable)|call stack|\.[jt]s:\d+/);
          expect(after).toEqual(before);
        } else {
          outcomes.adopted++;
          expect(
            Object.keys(after)
              .filter((file) => !(file in before))
              .sort(),
          ).toEqual(['spec/CHANGES.md', 'spec/upstream.yaml']);
          await restore(project.folder, before, after);
        }
      }
      // Neither way would be tested otherwise.
      expect(outcomes.adopted).toBeGreaterThan(0);
      expect(outcomes.refused).toBeGreaterThan(outcomes.adopted);
    });
  }
});

/** Puts a project's files back to what they were. */
async function restore(folder: string, before: Record<string, string>, after: Record<string, string>): Promise<void> {
  for (const [file, content] of Object.entries(after)) {
    const place = path.join(folder, file);
    const former = before[file];
    if (former === undefined) await rm(place);
    else if (former !== content) await writeFile(place, Buffer.from(former, 'base64'));
  }
}
