// How a made-up system tells the hub: a signed webhook (Standard Webhooks), sent again for a while where
// the hub does not take it.
import { createHmac } from 'node:crypto';
import { request } from 'undici';

export interface PairEvent {
  readonly id: string;
  readonly event: string;
  readonly at: string;
  readonly order: string;
  readonly [field: string]: unknown;
}

export interface EventDoorGiven {
  /** The hub's address for this system. */
  readonly url: string;
  /** The secret as bytes. */
  readonly key: Uint8Array;
  readonly now: () => number;
}

const triesMost = 5;
const pauseMillis = 2_000;
const patienceMillis = 5_000;

export class EventDoor {
  readonly #given: EventDoorGiven;
  readonly #pauses = new Set<NodeJS.Timeout>();

  constructor(given: EventDoorGiven) {
    this.#given = given;
  }

  /** Tells it in the background: what a system's own work never waits for. */
  tell(event: PairEvent): void {
    void this.#tell(event, 1);
  }

  close(): void {
    for (const pause of this.#pauses) clearTimeout(pause);
    this.#pauses.clear();
  }

  async #tell(event: PairEvent, tries: number): Promise<void> {
    if ((await this.#sent(event)) || tries >= triesMost) return;
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      void this.#tell(event, tries + 1);
    }, pauseMillis * tries);
    this.#pauses.add(pause);
  }

  async #sent(event: PairEvent): Promise<boolean> {
    const { url, key, now } = this.#given;
    const body = JSON.stringify(event);
    const time = String(Math.floor(now() / 1_000));
    const signature = createHmac('sha256', key)
      .update(`${event.id}.${time}.${body}`)
      .digest('base64');
    try {
      const answer = await request(url, {
        method: 'POST',
        body,
        headersTimeout: patienceMillis,
        bodyTimeout: patienceMillis,
        headers: {
          'content-type': 'application/json',
          'webhook-id': event.id,
          'webhook-timestamp': time,
          'webhook-signature': `v1,${signature}`,
        },
      });
      await answer.body.dump();
      return answer.statusCode < 300;
    } catch {
      return false;
    }
  }
}
