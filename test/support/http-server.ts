import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as it came over the wire. */
export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface HttpServer {
  url: string;
  /** Every request so far, in order, each complete. */
  requests: ReceivedRequest[];
}

export type Answer = (response: ServerResponse, request: ReceivedRequest, count: number) => void;

/** A successful answer of one small picture. */
export const ANSWER_IMAGE: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'req_test' });
  response.end(JSON.stringify({ created: 1, data: [{ b64_json: 'AAAA' }] }));
};

/**
 * Starts a plain HTTP server for the running test: it keeps what it receives, byte for byte, and
 * answers as told. It is closed, with every connection, when the test ends.
 */
export async function startHttpServer(answer: Answer = ANSWER_IMAGE): Promise<HttpServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const body = await readBody(incoming).catch(() => undefined);
    if (!body) return;
    const request = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body };
    requests.push(request);
    answer(response, request, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}
