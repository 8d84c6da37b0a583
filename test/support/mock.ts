import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Mock, startMock } from '../../scripts/mock.js';

/** The bundled specification's place and content. */
export const SPECIFICATION = new URL('../../spec/images.yaml', import.meta.url).pathname;

// biome-ignore lint/suspicious/noExplicitAny: tests walk the document by hand, and a wrong step fails them.
export const specification: any = parse(readFileSync(SPECIFICATION, 'utf8'));

/** Starts the Prism mock of the bundled specification; close it in `afterAll`. */
export const startSpecificationMock = (): Promise<Mock> => startMock(SPECIFICATION);
