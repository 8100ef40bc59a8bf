// `weir map [--gaps] [--out F.html|svg|json]`: prints the integration map or its gaps, or writes the
// drawing. Where the map comes from (an audit, a contract) is the caller's business.
import { mapSvg } from '../../report/map/drawing.js';
import type { IntegrationMap, MapEdge, MapGap } from '../../core/map/integration-map.js';
import { mapHtml } from '../../report/map/page.js';

export interface MapOptions {
  readonly gaps?: boolean;
  /** No files were read: what was seen of it is nothing. */
  readonly contractAlone?: boolean;
  /** A path that ends in .html, .svg or .json. */
  readonly out?: string;
  /** Print one JSON document and nothing else. */
  readonly json?: boolean;
}

export interface MapDoors {
  readonly print: (text: string) => void;
  readonly complain: (line: string) => void;
  /** null: it is written; else the line that says why it can't be. */
  readonly write: (path: string, text: string) => Promise<string | null>;
}

const stateWords: Readonly<Record<MapEdge['state'], string>> = {
  kept: 'arrives',
  failing: 'some fail',
  silent: 'never seen to arrive',
  unproven: 'not shown by the inputs',
};

function edgeLine(edge: MapEdge, contractAlone: boolean): string {
  const { from, to, fact, state, shown, faults } = edge;
  const rule = edge.rule === null ? `no rule, ${edge.kind}` : edge.rule;
  const owed = `  ${from} → ${to}  ${fact} (${rule})`;
  // Of a contract nothing was seen, and that is no news.
  if (contractAlone) return owed;
  const faulty = `${faults} fault${faults === 1 ? '' : 's'}`;
  return `${owed}: ${stateWords[state]}; ${shown} seen, ${faulty}`;
}

function gapLine(gap: MapGap): string {
  return `  ${gap.kind}  ${gap.from ?? '?'} → ${gap.to ?? '?'}  ${gap.fact ?? ''}: ${gap.because}`;
}

function gapLines(map: IntegrationMap): string[] {
  if (map.gaps.length === 0) return ['No gaps.'];
  const closing =
    map.closing_set.length === 0 ? [] : ['', `Closed by: ${map.closing_set.join(', ')}`];
  return [`Gaps (${map.gaps.length})`, ...map.gaps.map(gapLine), ...closing];
}

/** The map as plain text, one line a system, an edge, a gap. */
function mapText(map: IntegrationMap, options: MapOptions): string {
  const gaps = gapLines(map);
  if (options.gaps === true) return `${gaps.join('\n')}\n`;
  const nodes = map.nodes.map((node) => `  ${node.id} (${node.role ?? 'role unknown'})`);
  const edges = map.edges.map((edge) => edgeLine(edge, options.contractAlone === true));
  return `${['Systems', ...nodes, '', 'Handoffs', ...edges, '', ...gaps].join('\n')}\n`;
}

function fileText(map: IntegrationMap, path: string): string | null {
  const format = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  if (format === 'svg') return `${mapSvg(map)}\n`;
  if (format === 'html' || format === 'htm') return mapHtml(map);
  return format === 'json' ? `${JSON.stringify(map, null, 2)}\n` : null;
}

function jsonText(map: IntegrationMap, gapsOnly: boolean): string {
  const shown = gapsOnly ? { gaps: map.gaps, closing_set: map.closing_set } : map;
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/**
 * Runs the verb on a map that is there already.
 * @returns the exit code: 0 done; 2 a file whose name's ending names no format, or that can't be written.
 */
export async function showMap(
  map: IntegrationMap,
  options: MapOptions,
  doors: MapDoors,
): Promise<0 | 2> {
  const { gaps = false, out, json = false } = options;
  const text = out === undefined ? undefined : fileText(map, out);
  if (text === null) {
    doors.complain(`--out ${out ?? ''}: the name must end in .html, .svg or .json.`);
    return 2;
  }
  const refused = out === undefined || text === undefined ? null : await doors.write(out, text);
  if (refused !== null) {
    doors.complain(refused);
    return 2;
  }
  if (json) doors.print(jsonText(map, gaps));
  else if (out === undefined || gaps) doors.print(mapText(map, options));
  return 0;
}
