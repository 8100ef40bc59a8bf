// Whoever sends with a key waits for no question: the key is known again each second, beside whatever
// people ask meanwhile. On an embedded server of the suite's own.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedded } from '../../../test/embedded.js';
import { embedded, hasEmbedded } from '../../../test/embedded.js';
import { postgresAccess } from './access.js';
import type { Sessions } from './session.js';
import { sessions } from './session.js';

describe.skipIf(!hasEmbedded)('keys', () => {
  let server: Embedded;
  let open: Sessions;

  beforeAll(async () => {
    server = await embedded();
    await server.open(1);
    open = sessions(server.url, 'weir', 1);
  }, 60_000);

  afterAll(async () => {
    await open.close();
    await server.end();
  });

  it('are read while more is asked than there are sessions for questions', async () => {
    const answered: string[] = [];
    const questions = Array.from({ length: 6 }, async () => {
      await open.query('select pg_sleep(1)', []);
      answered.push('question');
    });
    expect(await postgresAccess(open).keys()).toEqual([]);
    expect(answered).toEqual([]);
    await Promise.all(questions);
  });
});
