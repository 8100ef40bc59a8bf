// A log of any middleware carries what others say: no word of it claims a state of an order.
import { vocabularyOf } from '../../core/observation/status-table.js';

export const vocabulary = vocabularyOf('hop-log', 'middleware', []);
