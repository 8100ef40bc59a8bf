// What every connector must keep, whatever system it is for: called by the suite of each folder under
// src/connectors with what only that system can show. A part that it lacks is a capability that it
// lacks; for each that it has, something must be shown.
import { describe, expect, it } from 'vitest';
import type { Connector } from '../../src/connectors/connector.js';
import type { Answering } from './answers.js';
import { keepsItsWord } from './answers.js';
import type { Signed } from './forgeries.js';
import { refusesForgeries } from './forgeries.js';
import { answersPages } from './pages.js';
import type { Paging } from './pages.js';
import type { Payloads } from './payloads.js';
import { readsItsPayloads } from './payloads.js';

export interface Shows {
  /** Of `exports`. */
  readonly payloads?: Payloads;
  /** Of `webhook`. */
  readonly webhook?: Signed;
  /** Of `destination`. */
  readonly commands?: Answering;
  /** Of `polled`. */
  readonly pages?: Paging;
}

export function connectorConformance(connector: Connector, shows: Shows): void {
  const { name, exports, webhook, destination, polled } = connector;
  const { payloads, webhook: signed, commands, pages } = shows;

  it(`shows something of each part of ${name}`, () => {
    const parts = { payloads: exports, webhook, commands: destination, pages: polled };
    const had = Object.entries(parts).flatMap(([part, has]) => (has === undefined ? [] : [part]));
    expect(Object.keys(shows).sort()).toEqual(had.sort());
  });

  if (payloads !== undefined) {
    describe(`what ${name} reads`, () => {
      readsItsPayloads(connector, payloads);
    });
  }
  if (webhook !== undefined && signed !== undefined) {
    describe(`the webhooks of ${name}`, () => {
      refusesForgeries({ ...signed, signature: webhook.signature });
    });
  }
  if (destination !== undefined && commands !== undefined) {
    describe(`the commands of ${name}`, () => {
      keepsItsWord(destination, commands);
    });
  }
  if (polled !== undefined && pages !== undefined) {
    describe(`the pages of ${name}`, () => {
      answersPages(polled, pages);
    });
  }
}
