// What a destination did for us, by its answer alone: kept as a statement of its own, and told apart from what
// it says by itself.
import type { Observation } from './observation.js';

const prefix = 'answer:';

/** The id of the statement that an answer to the command of this key makes. */
export function answerId(key: string): string {
  return prefix + key;
}

/** Key of the handoff to which a destination answered by the statement; null: it is no answer. */
export function answeredKey(statement: Pick<Observation, 'id' | 'system'>): string | null {
  return isAnswer(statement) ? statement.id.slice(prefix.length) : null;
}

/** Whether it is the answer to a command of ours, which that system was told under `rule/system/…`. */
export function isAnswer({ id, system }: Pick<Observation, 'id' | 'system'>): boolean {
  return id.startsWith(prefix) && id.split('/', 2)[1] === system;
}
