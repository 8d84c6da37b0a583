import { BaseResolver, type Document } from '@redocly/openapi-core';
import { GenerateError } from './generate-error.js';

/** Reads and parses a YAML or JSON document. */
export async function readDocument<T = unknown>(file: string): Promise<Document<T>> {
  const document = await new BaseResolver().resolveDocument<T>(null, file, true).catch((error: Error) => error);
  // The parser's message goes on with an excerpt of the source.
  if (document instanceof Error) throw new GenerateError(`${file}: ${document.message.split('\n', 1)[0]}`);
  return document;
}
