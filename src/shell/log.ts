// The log: one JSON line an event on standard error. It says what was done, to what, by whom and how
// it ended; it holds no payloads, and what may be a secret is taken out wherever it stands.
import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';

export type Log = Logger;

/** Names under which secrets go, one level deep and at the top. */
const secret = ['authorization', 'cookie', 'password', 'secret', 'token', 'key', 'headers', 'body'];

export function logTo(stream: DestinationStream): Log {
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      redact: {
        paths: secret.flatMap((name) => [name, `*.${name}`]),
        censor: 'redacted',
      },
    },
    stream,
  );
}
