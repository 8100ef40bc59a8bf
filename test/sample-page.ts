// A report with the timeline of one order: what the suites of the page draw.
import type { Report, ReportTimeline } from '../src/core/detect/report.js';
import { onDay, sampleReport } from './sample-run.js';
import { instantText } from '../src/core/observation/instant.js';

const at = (day: number): string => instantText(onDay(day));

/** Of order A-1: shipped at amazon on day 0, never told to the ERP. */
export const sampleTimeline: ReportTimeline = {
  subject: { type: 'order', key: 'A-1' },
  statements: [
    {
      system: 'amazon',
      id: 'ship-A-1',
      kind: 'shipment.shipped',
      at: at(0),
      until: null,
      basis: 'event',
      word: 'Shipped',
      says: '2 × MUG',
      as_of: null,
    },
    {
      system: 'erp',
      id: 'so-1',
      kind: 'order.acknowledged',
      at: at(1),
      until: at(2),
      basis: 'day',
      word: null,
      says: 'SO-1, confirmed',
      as_of: null,
    },
  ],
  handoffs: [
    {
      rule: 'shipment-to-erp',
      from: 'amazon',
      to: 'erp',
      state: 'overdue',
      at: at(0),
      due: at(3),
      effect: null,
      waiting_for: null,
    },
  ],
  left_out: 4,
};

export function samplePage(fields: Partial<Report> = {}): Report {
  return { ...sampleReport(), timelines: [sampleTimeline], ...fields };
}
