import { describe, expect, it } from 'vitest';
import { fuzzDocument } from '../../../test/fuzz-export.js';
import { readDocument, unreadable } from '../../../test/read-export.js';
import { told } from '../../../test/told.js';
import { hookdeckAttempts, hookdeckEvents } from './exports-hookdeck.js';

const event = {
  id: 'evt_1',
  source_id: 'src_shop',
  destination_id: 'des_erp',
  attempts: '2',
  status: 'SUCCESSFUL',
  response_status: '200',
  error_code: null,
  created_at: '2026-03-04T10:00:00.250Z',
  last_attempt_at: '2026-03-04T10:05:00.000Z',
  successful_at: '2026-03-04T10:05:00.000Z',
  data: { body: { name: '#1001', email: 'ada@example.com' } },
};
const failed = {
  ...event,
  id: 'evt_2',
  status: 'FAILED',
  response_status: '502',
  error_code: 'BAD_GATEWAY',
  successful_at: null,
};
const attempt = {
  id: 'atm_1',
  event_id: 'evt_1',
  attempt_number: '1',
  trigger: 'INITIAL',
  status: 'FAILED',
  response_status: '500',
  delivered_at: '2026-03-04T10:00:00.300Z',
  responded_at: '2026-03-04T10:00:00.900Z',
};

describe('the events of Hookdeck', () => {
  it('are what came, and what the receiver answered', () => {
    expect(told(readDocument(hookdeckEvents, { models: [event, failed] }))).toEqual([
      'hop.received 2026-03-04T10:00:00.250Z order_name=#1001 {"message":"evt_1","from":"src_shop","to":"des_erp"}',
      'hop.forwarded 2026-03-04T10:05:00Z order_name=#1001 {"message":"evt_1","from":"src_shop","to":"des_erp"}',
      'hop.received 2026-03-04T10:00:00.250Z order_name=#1001 {"message":"evt_2","from":"src_shop","to":"des_erp"}',
      'hop.failed 2026-03-04T10:05:00Z order_name=#1001 {"message":"evt_2","from":"src_shop","to":"des_erp","error":"answered 502, BAD_GATEWAY"}',
    ]);
  });

  it('have only come while they wait', () => {
    const waiting = { ...event, status: 'QUEUED', successful_at: null };
    expect(told(readDocument(hookdeckEvents, [waiting]))).toHaveLength(1);
  });

  it('tell of a success without its time', () => {
    expect(unreadable(readDocument(hookdeckEvents, [{ ...event, successful_at: '' }]))).toEqual([
      '1: successful_at is empty, so nothing can be placed in time',
    ]);
  });
});

describe('the attempts of Hookdeck', () => {
  it('are answers, each at its own time', () => {
    expect(told(readDocument(hookdeckAttempts, { models: [attempt] }))).toEqual([
      'hop.failed 2026-03-04T10:00:00.900Z {"message":"evt_1","error":"answered 500"}',
    ]);
  });
});

describe('the readers of Hookdeck', () => {
  it('leave the lists of each other alone', () => {
    expect(readDocument(hookdeckEvents, { models: [attempt] })).toBeNull();
    expect(readDocument(hookdeckAttempts, { models: [event] })).toBeNull();
  });

  it.each([
    ['events', hookdeckEvents, { models: [event, failed] }],
    ['attempts', hookdeckAttempts, { models: [attempt] }],
  ])('keep the laws whatever stands in a document: %s', (_name, reader, document) => {
    fuzzDocument(reader, document);
  });
});
