// The certificate that a server shows: one that nobody trusted has signed is not taken, and of one that is taken
// it is known until when it is valid. openssl makes it for each run.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { day } from '../../core/observation/instant.js';
import type { Exchanged, HttpClient } from './client.js';
import { httpClient } from './client.js';

const validDays = 9;
const request = { method: 'GET', path: '/', headers: {}, body: null } as const;

/** PEM of a key and of its certificate, signed by itself; null: there is no openssl. */
function selfSigned(): { readonly key: Buffer; readonly cert: Buffer } | null {
  const folder = mkdtempSync(join(tmpdir(), 'weir-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', key, '-out', cert, '-days', String(validDays)];
  try {
    const made = spawnSync('openssl', ['req', '-x509', ...kind, ...subject, ...files]);
    return made.status === 0 ? { key: readFileSync(key), cert: readFileSync(cert) } : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const made = selfSigned();

describe.skipIf(made === null)('the certificate of a destination', () => {
  let server: Server;
  let client: HttpClient;

  beforeAll(async () => {
    server = createServer({ ...made }, (_asked, response) => response.end('ok'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    await client.close();
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function asked(): Promise<Exchanged> {
    const { port } = server.address() as AddressInfo;
    const origin = `https://localhost:${port}`;
    client = httpClient({
      origin,
      allowed: true,
      connections: 1,
      timeoutMillis: 5_000,
      secrets: [],
    });
    return client.exchange(request);
  }

  it('is not taken where nobody trusted has signed it, and nothing is sent', async () => {
    expect(await asked()).toEqual({
      got: 'nothing',
      sent: false,
      why:
        'no connection: nobody trusted here has signed its certificate: ' +
        'NODE_EXTRA_CA_CERTS names a file of further signers',
    });
    expect(client.certificateUntil?.()).toBeNull();
  });

  it('is known to be valid until its end', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    expect(await asked()).toMatchObject({ got: 'answer', status: 200 });
    const left = Number(client.certificateUntil?.()) - Date.now();
    expect(Math.round(left / day)).toBe(validDays);
  });
});
