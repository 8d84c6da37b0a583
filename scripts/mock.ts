import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';

/** A running mock of the API that knows only `spec/images.yaml`. */
export interface Mock {
  /** Base URL, such as `http://127.0.0.1:43117`; operations are directly below it. */
  url: string;
  close(): Promise<void>;
}

/**
 * Starts a Prism mock server in this process, on a free port of the loopback interface.
 *
 * @param specification the document's path, or the parsed document
 */
export async function startMock(specification: string | object): Promise<Mock> {
  const operations = await getHttpOperationsFromSpec(specification);
  const server = createServer(operations, {
    cors: false,
    // Any other level prints requests with their authorization header.
    components: { logger: createLogger('mock', { level: 'silent' }) },
    config: {
      mock: { dynamic: false },
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      upstreamProxy: undefined,
      isProxy: false,
    },
  });
  const url = await server.listen(0, '127.0.0.1');
  return { url, close: () => server.close() };
}
