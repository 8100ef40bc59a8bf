// A destination as a lane sees it: commands reach the lane with tokens in the places of personal data,
// which is put in only here, on its way out, and taken out of what is said in answer.
import type { Delivery, Destination, LookUp, Reply } from '../connectors/connector.js';
import { erasedAnswer, joined, tokensIn } from '../core/people/split.js';
import type { People } from '../store/people.js';
import { leaves, withoutTexts } from './echoes.js';

/** A command with whatever is left of its personal data. */
interface Whole {
  readonly delivery: Delivery;
  /** Some of it was erased, and stands there as tokens. */
  readonly isErased: boolean;
  /** Texts that must not come back. */
  readonly texts: readonly string[];
}

const erased: Reply = { outcome: 'refused', answer: erasedAnswer };

export function personalDestination(
  destination: Destination,
  people: Pick<People, 'values'>,
): Destination {
  /** Keys that were looked up without what was erased: they can't be repeated. */
  const incomplete = new Set<string>();
  const wholeOf = async (delivery: Delivery): Promise<Whole> => {
    const tokens = tokensIn(delivery.command);
    if (tokens.length === 0) return { delivery, isErased: false, texts: [] };
    const values = await people.values(tokens);
    const command = joined(delivery.command, values);
    const texts = [...values.values()].flatMap(leaves);
    const isErased = tokens.some((token) => !values.has(token));
    return { delivery: { ...delivery, command }, isErased, texts };
  };
  const asked = async (
    delivery: Delivery,
    ask: (delivery: Delivery) => Promise<LookUp>,
  ): Promise<LookUp> => {
    const whole = await wholeOf(delivery);
    if (whole.isErased) incomplete.add(delivery.key);
    const seen = await ask(whole.delivery);
    return 'answer' in seen ? { ...seen, answer: withoutTexts(seen.answer, whole.texts) } : seen;
  };
  return {
    deliver: async (delivery) => {
      const whole = await wholeOf(delivery).catch(() => null);
      if (whole === null) return unread;
      if (whole.isErased && destination.sparesErased !== true) return erased;
      const reply = await destination.deliver(whole.delivery);
      return { ...reply, answer: withoutTexts(reply.answer, whole.texts) };
    },
    lookUp: async (delivery) => asked(delivery, destination.lookUp),
    readBack: async (delivery) => asked(delivery, destination.readBack),
    idempotent: (delivery) => !incomplete.has(delivery.key) && destination.idempotent(delivery),
    ...(destination.wordings === undefined ? {} : { wordings: destination.wordings }),
    close: async () => destination.close(),
  };
}

const unread: Reply = {
  outcome: 'retry',
  answer: 'its personal data could not be read',
  afterMillis: null,
};
