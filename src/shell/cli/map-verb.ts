// `weir map`: the map of what an audit saw, of an older report, or of the contract alone.
import { writeFile } from 'node:fs/promises';
import { inlineCrew } from '../../audit/crew.js';
import { mapOfContract } from '../../audit/contract-map.js';
import { audit } from '../../audit/run.js';
import { noAnswers } from '../../core/contract/answers.js';
import type { Contract } from '../../core/contract/contract.js';
import type { IntegrationMap } from '../../core/map/integration-map.js';
import type { Instant } from '../../core/observation/instant.js';
import { loadContract, refusalOf } from '../contract/load.js';
import { contractFileName } from './contract.js';
import { showMap } from './map.js';
import { noReport, reportAt } from './report-json.js';
import { unwritable } from './unwritable.js';
import type { ExitCode, Output } from './verb.js';

export interface MapVerbOptions {
  readonly paths: readonly string[];
  readonly contract?: string;
  readonly gaps?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

export interface MapVerbDoors extends Output {
  readonly version: string;
  readonly now: () => Instant;
}

export async function runMap(options: MapVerbOptions, doors: MapVerbDoors): Promise<ExitCode> {
  const found = await mapOf(options, doors);
  if (typeof found === 'string') {
    doors.err(`${found}\n`);
    return 2;
  }
  const { gaps, out, json, paths } = options;
  const given = {
    gaps: gaps === true,
    json: json === true,
    contractAlone: paths.length === 0,
    ...(out === undefined ? {} : { out }),
  };
  return showMap(found, given, {
    print: doors.out,
    complain: (line) => doors.err(`${line}\n`),
    write: async (path, text) =>
      writeFile(path, text).then(
        () => null,
        (error: unknown) => unwritable(path, error),
      ),
  });
}

/** The map, or the line that says why there is none. */
async function mapOf(
  { paths, contract: file }: MapVerbOptions,
  doors: MapVerbDoors,
): Promise<IntegrationMap | string> {
  const [only] = paths;
  if (only?.endsWith('report.json') === true && paths.length === 1) return mapOfReport(only);
  const contract = await contractAt(file, paths.length > 0);
  if (typeof contract === 'string') return contract;
  if (paths.length === 0) return contract === null ? noContract : mapOfContract(contract);
  const outcome = await audit({
    paths,
    contract,
    answers: noAnswers,
    baseline: null,
    since: null,
    until: null,
    zone: null,
    version: doors.version,
    generatedAt: doors.now(),
    crew: inlineCrew,
    notes: [],
    progress: () => undefined,
  });
  return outcome.kind === 'audited' ? outcome.report.map : `weir map: ${outcome.reason}.`;
}

const noContract = `There is no ${contractFileName} here: name one with --contract, or name files.`;

async function contractAt(
  file: string | undefined,
  optional: boolean,
): Promise<Contract | null | string> {
  const load = await loadContract(file ?? contractFileName);
  if (load.kind === 'loaded') return load.contract;
  const isNone = file === undefined && load.kind === 'unreadable' && load.missing;
  if (isNone) return optional ? null : noContract;
  return refusalOf(load);
}

async function mapOfReport(path: string): Promise<IntegrationMap | string> {
  return (await reportAt(path))?.map ?? noReport(path);
}
