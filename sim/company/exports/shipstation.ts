// The warehouse's ShipStation: shipments, a row an item, with the day on which each label was bought.
import { dayAround } from '../clock.js';
import { SYSTEMS } from '../systems.js';
import { NOTHING, type Exported, type Exporter } from './shape.js';
import { csvRow, linesIn, slashedDay, textIn } from './text.js';

const SHIPMENTS = 'shipstation-shipments.csv';
const COLUMNS =
  'Order - Number,Date - Shipped Date,Ship To - Name,Ship To - Country,Carrier - Name,Shipment - Carrier,Shipment - Service,Shipment - Tracking Number,Item - SKU,Item - Qty,Custom - Field 1';

export function shipstationExports(): Exporter {
  const { zone } = SYSTEMS.warehouse;
  return {
    files: new Map([[SHIPMENTS, COLUMNS]]),
    tell({ visible }): Exported {
      const shipped = visible.filter(
        ({ system, kind }) => system === 'warehouse' && kind === 'shipment.shipped',
      );
      if (shipped.length === 0) return NOTHING;
      const rows = shipped.flatMap(({ at, refs, data }) =>
        linesIn(data).map(({ sku, qty }) => {
          const carrier = textIn(data, 'carrier');
          const label = [carrier, carrier, 'Ground', textIn(data, 'tracking')];
          const to = ['Avery Example', 'US'];
          const cells = [String(refs['external']), slashedDay(at, zone), ...to, ...label, sku, qty];
          return { file: SHIPMENTS, text: csvRow([...cells, String(refs['shipment'])]) };
        }),
      );
      return {
        rows,
        shown: shipped.map((emission) => ({ emission, ...dayAround(emission.at, zone) })),
      };
    },
  };
}
