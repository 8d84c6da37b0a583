import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  AuthenticationError,
  BadGatewayBodyError,
  ConflictError,
  InternalServerError,
  InvalidResponseError,
  ModerationError,
  OutcomeUnknownError,
  type Phase,
  QuotaError,
  RateLimitError,
  StreamTruncatedError,
} from 'openai-images';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { testClient } from '../support/test-client.js';
import { within } from '../support/within.js';
import { CALLS, type CallName, call, type Mode } from './calls.js';
import { type Fault, startFaultServer } from './fault-server.js';
import { type FaultName, faults, MAX_RESPONSE_BYTES, PICTURE } from './faults.js';

/** What comes of a call. */
interface Outcome {
  /** The error's very class; undefined of a call that gives its picture. */
  error: (new (message: string) => APIError) | undefined;
  phase?: Phase | undefined;
  mayHaveBeenBilled?: boolean;
  /** How many requests the server got. */
  requests: number;
  /** How often one was begun. */
  attempts: number;
}

/** What is expected of a call, by its mode where it matters. */
type Expected = Outcome | ({ all: Outcome } & Partial<Record<Mode, Outcome>>);

const PICTURE_GIVEN: Outcome = { error: undefined, requests: 1, attempts: 1 };

const failed = (error: Outcome['error'], phase?: Phase, requests = 1): Outcome => ({
  error,
  phase,
  mayHaveBeenBilled: false,
  requests,
  attempts: requests,
});

/** Before anything was sent: it is tried again. */
const unsent = (error: Outcome['error']): Outcome => ({ ...failed(error, 'connect', 0), attempts: 3 });

/** Perhaps too late: it is not. */
const unknown = (error: Outcome['error'], phase?: Phase): Outcome => ({
  ...failed(error, phase),
  mayHaveBeenBilled: true,
});

const byEvents = (all: Outcome, streamed: Outcome) => ({ all, stream: streamed, longCalls: streamed });

const NO_PICTURE = unknown(InvalidResponseError);
const LOST_BEFORE = unknown(OutcomeUnknownError, 'headers');
const TRUNCATED = unknown(StreamTruncatedError, 'events');
const LOST_AMID = byEvents(unknown(OutcomeUnknownError, 'body'), TRUNCATED);
const CUT = byEvents(NO_PICTURE, TRUNCATED);
/** Its picture came whole before that, and is not given up by whoever waits for no event. */
const butAssembled = (all: Exclude<Expected, Outcome>): Expected => ({ ...all, longCalls: PICTURE_GIVEN });
const LATE_HEADERS = unknown(APIConnectionTimeoutError, 'headers');
const LATE_BODY = byEvents(unknown(APIConnectionTimeoutError, 'body'), unknown(APIConnectionTimeoutError, 'events'));

const expected: Record<FaultName, Expected> = {
  'answers as it should': PICTURE_GIVEN,

  'refuses the connection': unsent(APIConnectionError),
  'never finishes the TLS handshake': unsent(APIConnectionTimeoutError),
  'answers a TLS handshake in plain text': unsent(APIConnectionError),

  'says nothing': LATE_HEADERS,
  'resets before the headers': LOST_BEFORE,
  'resets amid the headers': LOST_BEFORE,
  'resets after the headers': LOST_AMID,
  'resets amid the body': LOST_AMID,
  'resets amid a chunk': LOST_AMID,
  'closes before the headers': LOST_BEFORE,
  'closes amid the headers': LOST_BEFORE,
  'closes after the headers': LOST_AMID,
  'closes amid the body': LOST_AMID,
  'closes amid a body without a length': CUT,
  'closes instead of the last chunk': butAssembled(LOST_AMID),

  'stops amid the headers': LATE_HEADERS,
  'stops after the headers': LATE_BODY,
  'stops amid the body': LATE_BODY,
  'drips the whole answer, byte by byte': PICTURE_GIVEN,
  'drips headers without end': LATE_HEADERS,
  'drips a body without end': LATE_BODY,

  'answers twice': PICTURE_GIVEN,
  'announces more than it sends, and closes': butAssembled(LOST_AMID),
  'announces more than it sends, and waits': butAssembled(LATE_BODY),
  'announces less than it sends': CUT,
  'never sends the last chunk': butAssembled(LATE_BODY),
  'sends a chunk of no size': butAssembled(LOST_AMID),
  'sends 100 Continue first': LOST_BEFORE,
  'sends 103 Early Hints first': PICTURE_GIVEN,
  'sends no HTTP': LOST_BEFORE,
  'sends headers of 1 MB': LOST_BEFORE,

  'sends gzip that ends early': CUT,
  'says gzip, and sends none': LOST_AMID,
  'sends gzip of more than was allowed': NO_PICTURE,
  'announces more than was allowed': NO_PICTURE,
  'sends more than was allowed, without end': butAssembled({ all: NO_PICTURE }),

  'sends HTML under 200': unknown(BadGatewayBodyError),
  'sends HTML under 502': unknown(BadGatewayBodyError),
  'sends HTML under 503': unknown(BadGatewayBodyError),
  'sends a redirect': failed(APIConnectionError, 'headers'),
  'sends 204': NO_PICTURE,
  'sends nothing under 200': NO_PICTURE,
  'sends no pictures': NO_PICTURE,
  'sends an error under 200': failed(InternalServerError),
  'sends an empty b64_json': NO_PICTURE,
  'sends invalid base64': NO_PICTURE,
  'sends base64 that was cut': NO_PICTURE,
  'sends invalid UTF-8': NO_PICTURE,
  'sends b64_json twice': NO_PICTURE,

  'sends 400 of moderation': failed(ModerationError),
  'sends 401': failed(AuthenticationError),
  'sends 408': failed(APIError, undefined, 3),
  'sends 409': failed(ConflictError, undefined, 3),
  'sends 429 of a rate': failed(RateLimitError, undefined, 3),
  'sends 429 of a quota': failed(QuotaError),
  'sends 500': failed(InternalServerError, undefined, 3),
  'sends 500 not to be retried': failed(InternalServerError),
  'sends 502': unknown(InternalServerError),
  'sends 503': failed(InternalServerError, undefined, 3),
  'sends 504': unknown(InternalServerError),
  'sends 524': unknown(InternalServerError),
};

const cells = (Object.keys(faults) as FaultName[]).flatMap((fault) =>
  (Object.keys(CALLS) as CallName[]).flatMap((name) => CALLS[name].map((mode: Mode) => ({ fault, name, mode }))),
);

type Cell = (typeof cells)[number];

/** Calls a server with a fault, and waits until nothing of it is left. */
async function run({ fault, name, mode }: Cell): Promise<{ outcome: Outcome; closed: Promise<void> }> {
  const { hangs = false, https = false }: Fault = faults[fault];
  const server = await startFaultServer(faults[fault]);
  let attempts = 0;
  const fetch = ((...args: Parameters<typeof globalThis.fetch>) => {
    attempts++;
    return globalThis.fetch(...args);
  }) as typeof globalThis.fetch;
  const images = testClient({
    baseURL: server.url,
    fetch,
    maxResponseBytes: MAX_RESPONSE_BYTES,
    ...(hangs ? { timeout: 2_000 } : {}),
    // What drips is alive to a stream's timeout.
    ...(hangs && !https ? { deadline: 4_000 } : {}),
    onWarning: () => {},
  });
  const result = await call(images, name, mode).then(
    (pictures) => {
      expect(pictures.map((bytes) => Buffer.from(bytes))).toEqual([PICTURE]);
      return {};
    },
    (error: APIError) => {
      expect(error).toBeInstanceOf(APIError);
      expect(error instanceof OutcomeUnknownError).toBe(error.mayHaveBeenBilled);
      return { error: error.constructor, phase: error.phase, mayHaveBeenBilled: error.mayHaveBeenBilled };
    },
  );
  const outcome = { error: undefined, ...result, requests: server.requests(), attempts } as Outcome;
  // Node's fetch gives up a handshake only after 10 s of its own.
  const closed = (https ? Promise.resolve() : within(8_000, server.allClosed())).finally(server.close);
  closed.catch(() => {});
  return { outcome, closed };
}

describe('a call whose server', () => {
  const runs = new Map<Cell, Promise<Awaited<ReturnType<typeof run>>>>();

  beforeAll(async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.01);
    // What is loaded by the first call of its kind takes its time.
    for (const cell of cells.filter(({ fault }) => fault === 'answers as it should')) await run(cell);
    const start = (cell: Cell) => {
      const running = run(cell);
      runs.set(cell, running);
      return running.catch(() => {});
    };
    const hangs = ({ fault }: Cell) => (faults[fault] as Fault).hangs;
    const left = cells.filter((cell) => !hangs(cell));
    const work = async () => {
      for (let cell = left.shift(); cell; cell = left.shift()) await start(cell);
    };
    await Promise.all(Array.from({ length: 20 }, work));
    // They all wait, and for the most part for nothing.
    await Promise.all(cells.filter(hangs).map(start));
  }, 60_000);

  it.each(cells)('$fault: $name, $mode', async (cell) => {
    const { outcome, closed } = await (runs.get(cell) as Promise<Awaited<ReturnType<typeof run>>>);
    const wanted = expected[cell.fault];
    expect(outcome).toEqual('all' in wanted ? (wanted[cell.mode] ?? wanted.all) : wanted);
    await closed;
  });
});
