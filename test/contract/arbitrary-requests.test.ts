import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageModels } from '../../generated/models.js';
import type { OperationId } from '../../generated/operations.js';
import type { Mock } from '../../scripts/mock.js';
import { InvalidRequestError } from '../../src/index.js';
import { planRequest } from '../../src/request/plan.js';
import { arbitraryBodies, type Break, listBreaks } from '../support/arbitrary-bodies.js';
import { type Body, makeFile, without } from '../support/body-cases.js';
import { listOperations, type Operation } from '../support/document.js';
import { startSpecificationMock } from '../support/mock.js';
import { isForm } from '../support/schema.js';
import { entriesOf, parameterOf, sendPlain, toForm, toParams, violationsOf } from '../support/send-body.js';

/** How many requests are made up in all. `OPENAI_IMAGES_FUZZ_SEED` makes up those of an earlier run again. */
const RUNS = Number(process.env.OPENAI_IMAGES_FUZZ_RUNS || 1_000);
const SEED = Number(process.env.OPENAI_IMAGES_FUZZ_SEED || Date.now() % 2 ** 31);

/** Milliseconds; a request takes about five. */
const TIMEOUT = 20_000 + 50 * RUNS;

const JUDGES = ['mock', 'preflight'] as const;
type Judge = (typeof JUDGES)[number];

/** Something that the document settles, and that one of the two judges, or both, see otherwise. */
interface Gap {
  /** What is seen otherwise, such as `text in place of a file`. */
  name: string;
  /** Who lets it pass. */
  passes: Judge[];
  reason: string;
  /** Whether a break of a schema is of this kind; left out where none of those made up here is. */
  covers?(fault: { isForm: boolean } & Omit<Break, 'bodies'>): boolean;
  /** A body that shows it. */
  example: { operation: string; mediaType: string; body: Body };
}

const FORM = { operation: 'createImageEdit', mediaType: 'multipart/form-data' };
const JSON_EDIT = { operation: 'createImageEdit', mediaType: 'application/json' };
const REFERENCE = { file_id: 'file-1' };

const GAPS: Gap[] = [
  {
    name: 'text in place of a file',
    passes: ['mock'],
    reason: 'Prism keeps no types of the parts of a form.',
    covers: ({ isForm, keyword, path }) => isForm && keyword === 'type' && isPicture(path[0] ?? ''),
    example: { ...FORM, body: { image: 'an otter', prompt: 'x' } },
  },
  {
    name: 'text in place of an object in a form',
    passes: ['mock'],
    reason: "Prism's reader of deepObject parts looks at bracketed names alone.",
    covers: ({ isForm, keyword, path }) => isForm && keyword === 'type' && path[0] === 'svg',
    example: { ...FORM, body: { image: makeFile(), prompt: 'x', svg: 'an otter' } },
  },
  {
    name: 'an empty part',
    passes: ['mock'],
    reason: 'Prism takes an empty text for null where null is allowed.',
    covers: ({ isForm, title }) => isForm && / is an empty text$/.test(title),
    example: { ...FORM, body: { image: makeFile(), prompt: 'x', n: '' } },
  },
  {
    name: 'more than 16 parts image[]',
    passes: ['mock'],
    reason: 'Prism keeps the last of several parts of one name.',
    covers: ({ isForm, path, keyword }) => isForm && path[0] === 'image[]' && keyword === 'maxItems',
    example: { ...FORM, body: { 'image[]': Array.from({ length: 17 }, makeFile), prompt: 'x' } },
  },
  {
    name: 'a mask of null',
    passes: ['preflight'],
    reason: 'To the client a picture of null is none, and it leaves it out.',
    covers: ({ isForm, path, keyword }) => !isForm && path.join() === 'mask' && keyword === 'type',
    example: { ...JSON_EDIT, body: { images: [REFERENCE], prompt: 'x', mask: null } },
  },
  {
    name: 'a strange member of a reference',
    passes: ['preflight'],
    reason: 'The client sends what it knows of a reference and leaves out the rest.',
    covers: ({ path, keyword }) => path.at(-1) === 'stranger' && keyword === 'additionalProperties',
    example: { ...JSON_EDIT, body: { images: [{ ...REFERENCE, stranger: 1 }], prompt: 'x' } },
  },
  {
    name: 'a line break at the end of what a form may hold',
    passes: ['preflight'],
    reason: 'A form carries it as two characters, and preflight counts the one that was given.',
    example: { ...FORM, body: { image: makeFile(), prompt: '\n'.repeat(32_000) } },
  },
];

const isPicture = (field: string) => ['image', 'image[]', 'images', 'mask', 'markup'].includes(field);

const requests = listOperations().flatMap((operation) =>
  operation.requestBodies.map((requestBody) => ({ operation, requestBody, mediaType: requestBody.mediaType })),
);
const breaks = requests.flatMap(({ requestBody, mediaType }) =>
  listBreaks(requestBody).map((each) => ({ ...each, requestBody, isForm: isForm(mediaType) })),
);
const goodRuns = Math.ceil(RUNS / 2 / requests.length);
const badRuns = Math.ceil(RUNS / 2 / breaks.length);

let mock: Mock;

beforeAll(async () => {
  mock = await startSpecificationMock();
});
afterAll(() => mock.close());

for (const { operation, requestBody, mediaType } of requests) {
  describe(`an arbitrary body of ${operation.id} as ${mediaType}`, () => {
    it('goes out as it stands and is accepted', { timeout: TIMEOUT }, async () => {
      await check(arbitraryBodies(requestBody), goodRuns, async (body) => {
        const response = await sendPlain(mock.url, operation, requestBody, body);
        expect(violationsOf(response)).toEqual([]);
        expect(response.status).toBe(200);
        const unbound = unbind(body);
        const { body: planned } = await planOf(operation, unbound);
        if (isForm(mediaType)) expect(partsOf(planned)).toEqual(partsOf(toForm(unbound)));
        else expect(JSON.parse(planned as string)).toEqual(unbound);
      });
    });

    for (const fault of breaks.filter((each) => each.requestBody === requestBody)) {
      const { title, keyword, path, bodies } = fault;
      const gaps = GAPS.filter((gap) => gap.covers?.(fault));
      const passing = JUDGES.filter((judge) => gaps.some(({ passes }) => passes.includes(judge)));
      const seeing = JUDGES.filter((judge) => !passing.includes(judge));

      if (seeing.length > 0) {
        it(`is refused by ${seeing.join(' and ')} where ${title}`, { timeout: TIMEOUT }, async () => {
          await check(bodies, badRuns, async (body) => {
            if (seeing.includes('mock')) {
              const response = await sendPlain(mock.url, operation, requestBody, body);
              expect(response.status).toBe(400);
              expect(violationsOf(response)).toContain(`${keyword} ${path.join('.')}`);
            }
            if (seeing.includes('preflight')) {
              expect(await faultyParameters(operation, unbind(body))).toContain(parameterAt(path));
            }
          });
        });
      }

      // The table may excuse no more than what is really let through.
      for (const judge of passing) {
        it(`passes ${judge} where ${title}: ${gaps.map(({ name }) => name).join(', ')}`, async () => {
          const seen = new Set<boolean>();
          for (const body of fc.sample(bodies, { numRuns: 200, seed: SEED })) {
            if (seen.has(true)) break;
            const passed =
              judge === 'mock'
                ? (await sendPlain(mock.url, operation, requestBody, body)).ok
                : !(await faultyParameters(operation, unbind(body))).includes(parameterAt(path));
            seen.add(passed);
          }
          expect(seen).toContain(true);
        });
      }
    }
  });
}

describe('what the mock and preflight do not agree on, or do not see', () => {
  for (const { name, passes, covers, example, reason } of GAPS) {
    const { operation, requestBody } = requests.find(
      (each) => each.operation.id === example.operation && each.mediaType === example.mediaType,
    ) as (typeof requests)[number];

    // A gap that has closed goes from the table.
    it(`is still ${name}, which passes ${passes.join(' and ')}: ${reason}`, async () => {
      const response = await sendPlain(mock.url, operation, requestBody, example.body);
      expect(response.ok).toBe(passes.includes('mock'));
      expect(await faultyParameters(operation, example.body)).toHaveLength(passes.includes('preflight') ? 0 : 1);
    });

    if (covers) {
      it(`is one that is made up above: ${name}`, () => {
        expect(breaks.filter(covers)).not.toHaveLength(0);
      });
    }
  }
});

async function check(bodies: fc.Arbitrary<Body>, numRuns: number, judge: (body: Body) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(bodies, judge), { numRuns, seed: SEED });
}

/** The call as the client would send it; no server, so that no model is filled in. */
function planOf({ id }: Operation, body: Body) {
  return planRequest(id as OperationId, toParams(body), {
    validation: 'warn',
    onWarning: () => {},
    warned: new Set(),
    fillsModel: false,
    defaults: {},
  });
}

/** The parameters that the client refuses a body for; it refuses for what is certain alone. */
async function faultyParameters(operation: Operation, body: Body): Promise<string[]> {
  const outcome: unknown = await planOf(operation, body).catch((error: unknown) => error);
  if (!(outcome instanceof Error)) return [];
  if (!(outcome instanceof InvalidRequestError)) throw outcome;
  const { problems, message } = outcome;
  // Of a picture that cannot be read the message alone says which.
  const paths = problems.length > 0 ? problems.map(({ path }) => path) : [/^[\w[\]]+/.exec(message)?.[0] ?? ''];
  return paths.map((path) => path.replace(/\[\d+\]$/, ''));
}

/** The caller's name of a place in a body; of a picture no more than its parameter is named. */
function parameterAt(path: string[]): string {
  const [field = ''] = path;
  return isPicture(field) ? parameterOf(field) : path.join('.');
}

/** A known model has limits of its own; without it the schema speaks alone. (`in`, for what the table above says.) */
function unbind(body: Body): Body {
  return typeof body.model === 'string' && body.model in imageModels.models ? without(body, ['model']) : body;
}

/** What a form holds; one picture goes as `image`, several as `image[]`. */
function partsOf(form: unknown) {
  return entriesOf(form as FormData).map(([name, value]) => [parameterOf(name), value]);
}
