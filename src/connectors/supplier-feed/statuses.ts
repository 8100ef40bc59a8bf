// What the words of suppliers' feeds mean. They say how an item stands, which is no state of an order.
// The words are Dsco's.
import { row, statusTable, vocabularyOf } from '../../core/observation/status-table.js';

const items = statusTable('stock', 'Dsco', 'open', [
  row(['in-stock', 'out-of-stock', 'discontinued', 'hidden']),
]);

export const vocabulary = vocabularyOf('supplier-feed', 'supplier', [items]);
