// `weir audit --what-to-export [SYSTEM…]`: what to export by hand, from which menu, and what it is worth.
import type { ExportGuide } from '../../connectors/connector.js';
import { exportGuides } from '../../connectors/registry.js';
import type { ExitCode, Output } from './verb.js';
import { labelled } from './wrap.js';

export interface WhatToExportOptions {
  /** Connectors by name; none: all of them. */
  readonly systems: readonly string[];
  readonly json: boolean;
}

function guideText(guide: ExportGuide): string {
  const { file, menu, columns, period, zone, shows, cannotShow } = guide;
  const rows = [
    ['menu', menu],
    ['columns', columns],
    ['period', period],
    ['zone', zone],
    ['shows', shows],
    ['not in it', cannotShow],
  ] as const;
  return `${file}\n${labelled(rows)}\n`;
}

const ending = 'Leave the files as they come: a spreadsheet takes digits off long ids.\n';

export function runWhatToExport(options: WhatToExportOptions, doors: Output): ExitCode {
  const known = [...exportGuides.keys()];
  const unknown = options.systems.filter((system) => !exportGuides.has(system));
  if (unknown.length > 0) {
    doors.err(`There is no ${unknown.join(', ')} here: say one of ${known.join(', ')}.\n`);
    return 2;
  }
  const systems = options.systems.length === 0 ? known : options.systems;
  const found = systems.map((system) => ({ system, files: exportGuides.get(system) ?? [] }));
  if (options.json) {
    doors.out(`${JSON.stringify(found, null, 2)}\n`);
    return 0;
  }
  for (const { system, files } of found) {
    doors.out(`== ${system} ==\n\n${files.map(guideText).join('\n')}\n`);
  }
  doors.out(ending);
  return 0;
}
