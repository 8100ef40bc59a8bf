// The files of NetSuite that can be read: searches of transactions, of balances and of system notes.
import { balancesCsv } from './exports-balances.js';
import { systemNotesCsv } from './exports-notes.js';
import { transactionsCsv } from './exports-transactions.js';

export const exports = [transactionsCsv, systemNotesCsv, balancesCsv] as const;
