// Workato carries what others say and has no state of an order of its own: no word of it claims one.
import { vocabularyOf } from '../../core/observation/status-table.js';

export const vocabulary = vocabularyOf('workato', 'middleware', []);
