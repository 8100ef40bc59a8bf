// Logs of middleware that has no reader of its own: puts the parts together; nothing else.
import type { Connector } from '../connector.js';
import { exports as tables } from './exports.js';
import { hookdeckAttempts, hookdeckEvents } from './exports-hookdeck.js';
import { vocabulary } from './statuses.js';
import { whatToExport } from './what-to-export.js';

export const hopLog: Connector = {
  name: 'hop-log',
  vocabulary,
  exports: [...tables, hookdeckEvents, hookdeckAttempts],
  whatToExport,
};
