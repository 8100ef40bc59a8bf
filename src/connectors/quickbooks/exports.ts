// The files of QuickBooks Online that can be read: entities of its API and reports of its screen.
import { entities } from './exports-entities.js';
import { reportsCsv } from './exports-reports.js';

export const exports = [...entities, reportsCsv];
