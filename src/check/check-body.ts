import { createParser } from 'eventsource-parser';
import { responses } from '../../generated/responses.js';
import type { Redactor } from '../redact.js';
import { createByteStore } from '../response/byte-store.js';
import { parseJSON } from '../response/read-failure.js';
import { createStringDropper } from './drop-long-strings.js';
import { findDrift } from './find-drift.js';
import { describeFinding, type Finding, type Origin, showName, toEventFinding, toFinding } from './finding.js';
import { isObject, type ResponseSchema } from './response-schema.js';

/** What a body comes to without its long strings; of a larger one nothing more is checked. */
const MOST_BYTES = 2 ** 20;

/** Checks a body while it passes. */
export interface BodyChecker {
  push(chunk: Uint8Array): void;
  end(): void;
}

/** What a checker needs to know of the response. */
export interface BodyOrigin {
  operation: Origin['operation'];
  isEventStream: boolean;
  redactor: Redactor;
}

const tables: Record<string, { body?: ResponseSchema; events: Record<string, ResponseSchema> }> = responses;

/**
 * Makes a checker of one body: JSON when it ends, or a stream event by event. Each finding is told once.
 *
 * What is no JSON is passed over; the client tells.
 */
export function createBodyChecker(origin: BodyOrigin, onFinding: (finding: Finding) => void): BodyChecker {
  const { operation, isEventStream, redactor } = origin;
  const table = tables[operation] ?? { events: {} };
  const told = new Set<string>();

  function tell(finding: Finding): void {
    const key = describeFinding(finding);
    if (told.has(key)) return;
    told.add(key);
    onFinding(finding);
  }

  function check(value: unknown, schema: ResponseSchema, from: Origin): void {
    for (const drift of findDrift(value, schema)) tell(toFinding(drift, from, redactor));
  }

  function checkEvent(name: string | undefined, value: unknown): void {
    if (!isObject(value) || value.error) return;
    const type = String(value.type ?? name);
    if (type === 'error') return;
    const from = { operation, event: showName(type, redactor) };
    const schema = Object.hasOwn(table.events, type) ? table.events[type] : undefined;
    if (schema) check(value, schema, from);
    else tell(toEventFinding(value, from, redactor));
  }

  return limitSize(
    isEventStream
      ? createEventReader(checkEvent)
      : createJSONReader((value) => table.body && check(value, table.body, { operation })),
  );
}

function createJSONReader(onValue: (value: unknown) => void): BodyChecker {
  const body = createByteStore();
  return {
    push: (bytes) => body.append(bytes),
    end: () => onValue(JSON.parse(new TextDecoder().decode(body.from(0)))),
  };
}

function createEventReader(onEvent: (name: string | undefined, value: unknown) => void): BodyChecker {
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ event, data }) => onEvent(event, parseJSON(data)),
  });
  return {
    push: (bytes) => parser.feed(decoder.decode(bytes, { stream: true })),
    end: () => parser.feed(decoder.decode()),
  };
}

function limitSize(reader: BodyChecker): BodyChecker {
  const drop = createStringDropper();
  let size = 0;
  return {
    push(chunk) {
      const bytes = drop(chunk);
      size += bytes.length;
      if (size > MOST_BYTES) throw new RangeError('The body is too large to be checked.');
      reader.push(bytes);
    },
    end: () => reader.end(),
  };
}
