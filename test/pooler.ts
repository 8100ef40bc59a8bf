// A pooler that pools transactions, as PgBouncer does by default elsewhere: after each transaction of a client
// its session of the server is the next one's. What a client says first goes to a session of its own.
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

interface Session {
  readonly socket: Socket;
  /** What the server has said, and was not a whole message yet. */
  rest: Buffer;
  client: Socket | null;
}

export interface Pooler {
  /** The address of before, by way of the pooler. */
  readonly url: string;
  readonly end: () => void;
}

const readyForQuery = 0x5a;
const idle = 0x49;
const terminate = 0x58;

/** Whether the last of the whole messages says that a session is in no transaction. */
function isFree(session: Session, chunk: Buffer): boolean {
  let bytes = Buffer.concat([session.rest, chunk]);
  let free = false;
  while (bytes.length >= 5 && bytes.length > bytes.readInt32BE(1)) {
    free = bytes[0] === readyForQuery && bytes[5] === idle;
    bytes = bytes.subarray(1 + bytes.readInt32BE(1));
  }
  session.rest = bytes;
  return free && bytes.length === 0;
}

export async function poolerBefore(url: string): Promise<Pooler> {
  const { hostname, port } = new URL(url);
  const idleSessions: Session[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const socket = connect(Number(port), hostname);
    for (const one of [client, socket]) {
      sockets.add(one.on('error', () => undefined));
    }
    let session: Session | null = { socket, rest: Buffer.alloc(0), client };
    const own = session;
    socket.on('data', (chunk) => {
      const told = own.client;
      if (isFree(own, chunk)) {
        own.client = null;
        idleSessions.push(own);
        if (told === client) session = null;
      }
      told?.write(chunk);
    });
    client.on('data', (chunk) => {
      if (chunk[0] === terminate) return;
      if (session?.client !== client) session = idleSessions.pop() ?? null;
      if (session === null) return;
      session.client = client;
      session.socket.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const by = new URL(url);
  by.hostname = '127.0.0.1';
  by.port = String((server.address() as AddressInfo).port);
  return {
    url: by.href,
    end: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
