// The options that many verbs share, and how a verb hands back what it ended with.
import type { ExitCode } from './verb.js';

/** Takes what a verb ends with. */
export type Ends = (verb: Promise<ExitCode> | ExitCode) => Promise<void>;

/** null: it is no port. */
export function portOf(text: string): number | null {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? port : null;
}

export const dataOption = [
  '--data <folder>',
  'where the hub keeps what it holds; .weir if absent',
] as const;

export const contractOption = [
  '--contract <file>',
  'the contract; weir.yaml in the working folder if absent',
] as const;
