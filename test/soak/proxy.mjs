// A wire between one hub and PostgreSQL, which can be cut at the worst moment: after the server has
// heard COMMIT and before the hub has heard that it was done.

import { Buffer } from 'node:buffer';
import { createServer, connect } from 'node:net';

const commit = Buffer.from('commit\0');

export class Wire {
  /** Port of PostgreSQL: another one after each of its starts. */
  target = 0;
  cuts = 0;
  #left = 0;
  #server;
  #pairs = new Set();

  async open() {
    this.#server = createServer((hub) => this.#join(hub));
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this.#server.address().port;
  }

  /** The answers to so many of the next commits never come. */
  cut(count) {
    this.#left = count;
  }

  /** By which ports of ours the server knows this hub's sessions. */
  ports() {
    return [...this.#pairs].map(({ server }) => server.localPort);
  }

  close() {
    this.#server.close();
    for (const { hub, server } of this.#pairs) {
      hub.destroy();
      server.destroy();
    }
  }

  #join(hub) {
    const server = connect(this.target, '127.0.0.1');
    const pair = { hub, server };
    this.#pairs.add(pair);
    let isCut = false;
    hub.on('data', (bytes) => {
      server.write(bytes);
      if (this.#left === 0 || !bytes.includes(commit)) return;
      this.#left -= 1;
      this.cuts += 1;
      isCut = true;
      hub.destroy();
      // The server has the bytes, and ends its session when it finds nobody there.
      server.end();
    });
    server.on('data', (bytes) => {
      if (!isCut) hub.write(bytes);
    });
    for (const [one, other] of [
      [hub, server],
      [server, hub],
    ]) {
      one.on('error', () => undefined);
      one.on('close', () => {
        this.#pairs.delete(pair);
        if (!(isCut && one === hub)) other.destroy();
      });
    }
  }
}
