// The doors of one process, below the server: observation lines, and webhooks that must prove whose they
// are. What is answered is the status that the server would answer.
import type { Contract } from '../../src/core/contract/contract.js';
import type { Intake } from '../../src/in/intake.js';
import type { Interpreting } from '../../src/in/observations.js';
import { arrivalOf } from '../../src/in/observations.js';
import type { SourceReading } from '../../src/in/source-readings.js';
import type { OpenWebhook } from '../../src/in/webhook.js';
import { authenticity, webhookArrival, webhooksOf } from '../../src/in/webhook.js';
import type { Arrival, Receipt } from '../../src/store/store.js';
import type { VirtualClock } from './clock.js';
import { secretName, secretOf } from './hearing-terms.js';
import type { Post } from './source.js';

export interface DoorGiven {
  readonly contract: Contract;
  readonly clock: VirtualClock;
  readonly intake: Intake;
  readonly interpreting: Interpreting;
  /** How a webhook is read. */
  readonly reading: SourceReading;
  /** What comes now is kept unread. */
  readonly isLater: () => boolean;
}

export class Door {
  readonly #given: DoorGiven;
  readonly #webhooks: ReadonlyMap<string, OpenWebhook>;

  constructor(given: DoorGiven) {
    this.#given = given;
    const environmentOf = (system: string): Record<string, string> => ({
      [secretName(system)]: secretOf(system),
    });
    this.#webhooks = webhooksOf(given.contract, environmentOf).open;
  }

  /** The status that a post is answered with; rejects where the store fails. */
  async take(post: Post): Promise<number> {
    const arrival = await this.#arrivalOf(post);
    if (arrival === null) return 401;
    const received = await this.#given.intake.submit(arrival);
    return 'busy' in received ? 503 : 202;
  }

  async #arrivalOf(post: Post): Promise<Arrival | null> {
    const webhook = this.#webhooks.get(post.system);
    const { clock, interpreting } = this.#given;
    const body = Buffer.from(post.body);
    if (webhook !== undefined) {
      const { headers } = post;
      const request = { method: 'POST', path: `/in/${post.system}`, headers, body };
      const at = clock.now;
      const proof = authenticity(webhook, request, at);
      if (!proof.genuine) return null;
      const genuine = { request, event: proof.event, at };
      const reading = this.#given.isLater() ? null : this.#given.reading;
      return webhookArrival(webhook, genuine, { interpreting, reading });
    }
    const source = post.source === 'poll' ? 'poll' : 'webhook';
    const receipt: Receipt = {
      ...{ id: await interpreting.ids(1), system: post.system, source },
      ...{ position: null, at: clock.now, headers: {}, body, digest: interpreting.digest(body) },
    };
    return arrivalOf(receipt, post.body, interpreting);
  }
}
