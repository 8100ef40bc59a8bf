// Who makes a call, as the journal names them.
import { userInfo } from 'node:os';

/** The user's name; in a container it may have none, and then the number stands for it. */
export function callerName(named: () => { readonly username: string } = userInfo): string {
  try {
    return named().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
