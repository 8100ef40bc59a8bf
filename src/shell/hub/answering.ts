// What a destination answered, and what it said with it, kept in one transaction; and the answers of
// many deliveries in one.
import type { ObservationLine } from '../../connectors/connector.js';
import type { Instant } from '../../core/observation/instant.js';
import type { Interpreting } from '../../in/observations.js';
import { arrivalOf } from '../../in/observations.js';
import { GroupCommit } from '../../store/group-commit.js';
import type { Answer, Arrival, Store } from '../../store/store.js';

export interface AnsweringGiven {
  readonly store: Pick<Store, 'answer'>;
  readonly interpreting: Interpreting;
  readonly now: () => Instant;
  readonly complain: (line: string) => void;
}

export interface Answering {
  /** Notes what `to` said in its answer to a handoff, until that answer is kept. */
  readonly take: (handoff: string, lines: readonly ObservationLine[]) => Promise<void>;
  /** Resolves when they are kept. */
  readonly answer: Store['answer'];
}

const limits = { commits: 1, weight: 1_000 };

/** Where the answers of all lanes meet. */
export interface Answers {
  /** They share its transactions. */
  readonly group: GroupCommit<Answer, true>;
  /** Resolves when others that are heard at about the same time are here too. */
  readonly gathered: () => Promise<void>;
}

/** @returns what takes the answers of one destination. */
export function answeringOf(
  to: string,
  { group, gathered }: Answers,
  given: AnsweringGiven,
): Answering {
  const said = new Map<string, Arrival>();
  return {
    take: async (handoff, lines) => {
      said.set(handoff, await arrivalFrom(to, handoff, { lines, given }));
    },
    answer: async (answers) => {
      await gathered();
      await Promise.all(
        answers.map(async (answer) => {
          const arrival = said.get(answer.handoff);
          await group.submit(arrival === undefined ? answer : { ...answer, said: arrival });
          said.delete(answer.handoff);
        }),
      );
    },
  };
}

/** Resolves together for all who ask within so long. */
export function gathering(millis: number): Answers['gathered'] {
  let next: Promise<void> | null = null;
  return async () => {
    next ??= new Promise((resolve) => {
      setTimeout(() => {
        next = null;
        resolve();
      }, millis);
    });
    return next;
  };
}

export const atOnce: Answers['gathered'] = async () => Promise.resolve();

export function answerGroup(store: Pick<Store, 'answer'>): GroupCommit<Answer, true> {
  const keep = async (answers: readonly Answer[]): Promise<readonly true[]> => {
    await store.answer(answers);
    return answers.map(() => true);
  };
  return new GroupCommit(keep, limits, () => 1);
}

/** A receipt like any other, known again by its handoff however often its answer is heard. */
async function arrivalFrom(
  system: string,
  handoff: string,
  { lines, given }: { readonly lines: readonly ObservationLine[]; readonly given: AnsweringGiven },
): Promise<Arrival> {
  const { interpreting, now, complain } = given;
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const body = Buffer.from(text);
  const receipt = {
    id: await interpreting.ids(1),
    system,
    source: 'answer',
    // What is read back later is another statement than the answer.
    position: lines[0]?.id ?? `answer:${handoff}`,
    at: now(),
    headers: {},
    body,
    digest: interpreting.digest(body),
  } as const;
  const arrival = await arrivalOf(receipt, text, interpreting);
  for (const { reason } of arrival.quarantined) {
    complain(`what ${system} answered to ${handoff} was set aside: ${reason}`);
  }
  return arrival;
}
