// The inputs of a run; read a second time where their own orders tell the zone that their times leave out.
import { inferContract } from '../core/contract/infer.js';
import type { PlacedZone } from '../core/contract/survey.js';
import type { ReportNote } from '../core/detect/report.js';
import type { FileOptions } from '../files/read-file.js';
import type { Crew } from './crew.js';
import type { GatheredInputs, RefusedInputs } from './gather-inputs.js';
import { gatherInputs } from './gather-inputs.js';
import { placeZones } from './place-zones.js';
import { surveyNames } from './search-joins.js';

interface PlacedInputs extends GatheredInputs {
  readonly placed: readonly PlacedZone[];
}

export async function gatherPlaced(
  paths: readonly string[],
  options: FileOptions,
  crewOf: (bytes: number) => Crew,
): Promise<PlacedInputs | RefusedInputs> {
  const gathered = await gatherInputs(paths, options);
  if (gathered.kind === 'refused') return gathered;
  if (gathered.zoneless.size === 0) return { ...gathered, placed: [] };
  let zones: readonly PlacedZone[] = [];
  try {
    zones = await zonesOf(gathered, options, crewOf(0));
  } finally {
    if (zones.length > 0) await gathered.remove();
  }
  if (zones.length === 0) return { ...gathered, placed: [] };
  const placed = new Map(zones.map(({ system, zone }) => [system, zone]));
  const again = await gatherInputs(paths, { ...options, zones: placed });
  return again.kind === 'refused'
    ? again
    : { ...again, placed: zones, notes: [...zones.map(zoneNote), ...again.notes] };
}

async function zonesOf(
  { ranges, hints, zoneless }: GatheredInputs,
  { contract: written }: FileOptions,
  crew: Crew,
): Promise<readonly PlacedZone[]> {
  try {
    const progress = (): void => undefined;
    const names = await surveyNames({ ranges, crew, contract: written, hints, progress });
    const contract = written ?? inferContract(names.surveyed.coverage.keys(), hints).contract;
    return placeZones({ systems: names.named(), joins: names.joins, contract, zoneless });
  } finally {
    await crew.close();
  }
}

function zoneNote({ system, zone, channel, matched }: PlacedZone): ReportNote {
  const text =
    `${system}: its times carry no zone; taken as UTC${zone}, by ${matched} orders that ${channel} states too. ` +
    `Give ${system} a zone: in the contract if that is wrong.`;
  return { kind: 'input', text, count: 1 };
}
