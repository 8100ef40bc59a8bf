// The files of QuickBooks Online that can be read: entities of its API and reports of its screen.
import { entitiesJson } from './exports-json.js';
import { reportsCsv } from './exports-reports.js';

export const exports = [...entitiesJson, reportsCsv];
