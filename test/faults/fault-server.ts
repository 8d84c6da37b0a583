import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What a server has read of a request. */
export interface FaultyRequest {
  path: string;
  /** Whether it asks for events. */
  wantsEvents: boolean;
}

/** A way to fail, in terms of the bytes that a server sends, or does not. */
export interface Fault {
  /** Nobody listens. */
  refuses?: boolean;
  /** The server is asked by TLS, of which it knows nothing. */
  https?: boolean;
  /** Only the caller's clock ends a call. */
  hangs?: boolean;
  /** The server sends as fast as it is read, for ever. */
  floods?: boolean;
  onConnect?(socket: Socket): void;
  onRequest?(socket: Socket, request: FaultyRequest): void;
}

export interface FaultServer {
  url: string;
  /** How many requests have come, whole. */
  requests(): number;
  /** When every connection made so far has been closed by either side. */
  allClosed(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server that speaks raw TCP and fails in one way. */
export async function startFaultServer(fault: Fault): Promise<FaultServer> {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client that closes or resets is what is wanted.
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
    fault.onConnect?.(socket);
    readRequests(socket, (request) => {
      requests++;
      fault.onRequest?.(socket, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // Nobody can listen where a connection of our own begins.
  const holder = fault.refuses ? connect(port, '127.0.0.1') : undefined;
  if (holder) await once(holder, 'connect');
  return {
    url: `${fault.https ? 'https' : 'http'}://127.0.0.1:${holder?.localPort ?? port}/v1`,
    requests: () => requests,
    async allClosed() {
      holder?.destroy();
      await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    },
    async close() {
      holder?.destroy();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readRequests(socket: Socket, onRequest: (request: FaultyRequest) => void): void {
  let received = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (let end = endOfRequest(received); end <= received.length; end = endOfRequest(received)) {
      const request = received.subarray(0, end).toString('latin1');
      received = received.subarray(end);
      const wantsEvents = /"stream":true|name="stream"\r\n\r\ntrue/.test(request);
      onRequest({ path: request.split(' ')[1] ?? '', wantsEvents });
    }
  });
}

function headOf(received: Buffer): string {
  return received.subarray(0, Math.max(0, received.indexOf('\r\n\r\n'))).toString('latin1');
}

/** Where the first request ends, or will end; each of them announces its length. */
function endOfRequest(received: Buffer): number {
  const head = headOf(received);
  if (head === '') return Number.POSITIVE_INFINITY;
  return head.length + 4 + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
}
