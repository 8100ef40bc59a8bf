// The port of an embedded server: chosen at its first start and kept, so that whoever was connected finds it
// there again when it has ended and was started anew. Where another program has it by then, the file says which
// it has instead.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { portIn } from '../address.js';
import type { Place } from './place.js';

/** The one that the folder has; another where it has none, or where that is somebody else's now. */
export async function portFor(place: Place): Promise<number> {
  const kept = portIn(portFile(place));
  if (kept !== null && (await listened(kept)) !== null) return kept;
  return (await listened(0)) ?? 0;
}

/** Once a server answers on it. */
export function keepPort(place: Place, port: number): void {
  if (portIn(portFile(place)) !== port) writeFileSync(portFile(place), `${port}\n`);
}

/** Holds the port of the server that answered last. */
export function portFile({ folder }: Place): string {
  return join(folder, 'port');
}

/** @param port 0: any that is free. @returns null: it is taken. */
async function listened(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(null);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : null);
      });
    });
  });
}
