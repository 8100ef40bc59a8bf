// The middleware's open errors as Celigo downloads them. An error whose record went through later has resolved itself
// and is not among them, and no success is.
import { UTC } from '../clock.js';
import type { Emission } from '../emission.js';
import { NOTHING, exactly, type Exported, type Exporter } from './shape.js';
import { csvRow, rowUnder, slashedSecond, textIn } from './text.js';

const ERRORS = 'celigo-errors.csv';
const COLUMNS =
  'occurredAt,source,code,message,traceKey,exportDataURI,importDataURI,oIndex,retryDataKey,errorId,legacyId,_flowJobId,classification,classifiedBy,retryAt'.split(
    ',',
  );

function wentThrough(failed: Emission, hops: readonly Emission[]): boolean {
  return hops.some(
    ({ kind, at, data }) =>
      kind === 'hop.forwarded' &&
      at > failed.at &&
      data?.['kind_of'] === failed.data?.['kind_of'] &&
      data?.['to'] === failed.data?.['to'],
  );
}

function codeOf(message: string): readonly [code: string, classification: string] {
  const [code = ''] = message.split(' ');
  if (code === '429') return ['429', 'rate_limit'];
  return /^\d{3}$/.test(code)
    ? [code, code === '400' ? 'value' : 'intermittent']
    : ['ETIMEDOUT', 'connection'];
}

/** What the trace key of an error was set up to be: the record's own name. */
function traceKey({ refs }: Emission): string {
  const name = refs['order'] ?? refs['order_name'] ?? refs['sku'] ?? '';
  return String(name);
}

export function celigoExports(): Exporter {
  return {
    files: new Map([[ERRORS, COLUMNS.join(',')]]),
    tell({ visible }): Exported {
      const hops = visible.filter(({ system }) => system === 'ipaas');
      const open = hops.filter((hop) => hop.kind === 'hop.failed' && !wentThrough(hop, hops));
      if (open.length === 0) return NOTHING;
      const rows = open.map((hop) => {
        const message = textIn(hop.data, 'error');
        const [code, classification] = codeOf(message);
        const cells = {
          occurredAt: slashedSecond(hop.at, UTC),
          source: textIn(hop.data, 'to'),
          code,
          message,
          traceKey: traceKey(hop),
          oIndex: '0',
          errorId: hop.id,
          classification,
          classifiedBy: 'auto',
        };
        return { file: ERRORS, text: csvRow(rowUnder(COLUMNS, cells)) };
      });
      return { rows, shown: open.map(exactly) };
    },
  };
}
