// One harmless question to a system over HTTP: whether it answers, and whether it takes the credentials.
// It asks for something that is hardly there, and reads nothing of the answer but its status.
import { limits } from '../../core/limits.js';
import type { HttpDeclaration } from '../../core/contract/contract.js';
import { templateOf } from '../../core/contract/path-template.js';
import type { PollDeclaration } from '../../core/contract/poll.js';
import type { Trial } from '../connector.js';
import type { HttpFetcher } from './client.js';

export interface TrialGiven {
  readonly declaration: Pick<HttpDeclaration, 'url' | 'lookUps'>;
  readonly polls: readonly Pick<PollDeclaration, 'path'>[];
  /** Headers with their secrets in place. */
  readonly headers: Readonly<Record<string, string>>;
  readonly client: HttpFetcher;
}

/** In the place of every field of a path. */
const madeUp = 'weir-connection-test';

export async function httpTrial(given: TrialGiven): Promise<Trial> {
  const path = pathOf(given);
  if (path === null) return { asked: false };
  const { declaration, headers, client } = given;
  const under = new URL(declaration.url).pathname.replace(/\/+$/, '');
  const fetched = await client.fetch(
    { method: 'GET', path: under + path, headers: { accept: '*/*', ...headers }, body: null },
    { most: limits.pageBytesMax, take: () => undefined },
  );
  if (fetched.got === 'nothing') return { asked: true, taken: false, answer: fetched.why };
  return { asked: true, ...meaningOf(fetched.status) };
}

/** A look-up before a poll: the answer to it is short. */
function pathOf({ declaration, polls }: TrialGiven): string | null {
  for (const { path } of declaration.lookUps.values()) {
    const template = templateOf(path);
    if ('message' in template) continue;
    return template.map((part) => ('text' in part ? part.text : madeUp)).join('');
  }
  return polls[0]?.path ?? null;
}

function meaningOf(status: number): { readonly taken: boolean; readonly answer: string } {
  const answer = `it answered ${status}`;
  if (status === 401 || status === 403 || status === 407) {
    return { taken: false, answer: `${answer}: it does not take these credentials` };
  }
  if (status >= 300 && status < 400) {
    return { taken: false, answer: `${answer}: it leads elsewhere, and that is never followed` };
  }
  // 404 and 410 to what is made up are what a system says that knows who asks.
  return { taken: status < 500 && status !== 408 && status !== 429, answer };
}
