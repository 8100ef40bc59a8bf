// Makes durable what comes from a source that Weir asks by itself, and asks again after a fault.
import type { Arrival, Received } from '../store/store.js';
import type { Busy } from './intake.js';

/** Durable when it resolves; rejects where the store could not keep it, or more waits than may wait. */
export type Submit = (arrival: Arrival) => Promise<Received | Busy>;

/** It rejects where the hub is busy too: nothing of it was kept. */
export async function submitted(arrival: Arrival, submit: Submit): Promise<Received> {
  const received = await submit(arrival);
  if ('busy' in received) throw new Error('the hub is busy');
  return received;
}
