// `weir map`: the map of what an audit saw, of an older report, or of the contract alone.
import { readFile, writeFile } from 'node:fs/promises';
import { inlineCrew } from '../../audit/crew.js';
import { mapOfContract } from '../../audit/contract-map.js';
import { audit } from '../../audit/run.js';
import { noAnswers } from '../../core/contract/answers.js';
import type { Contract } from '../../core/contract/contract.js';
import type { IntegrationMap } from '../../core/map/integration-map.js';
import type { Instant } from '../../core/observation/instant.js';
import { loadContract } from '../contract/load.js';
import { contractFileName } from './contract.js';
import { showMap } from './map.js';
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
  const { gaps, out, json } = options;
  return showMap(
    found,
    {
      gaps: gaps === true,
      json: json === true,
      ...(out === undefined ? {} : { out }),
    },
    {
      print: doors.out,
      complain: (line) => doors.err(`${line}\n`),
      write: async (path, text) => writeFile(path, text),
    },
  );
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
  switch (load.kind) {
    case 'loaded':
      return load.contract;
    case 'unreadable':
      if (file === undefined) return optional ? null : noContract;
      return `${load.file}: ${load.reason}. ${load.remedy}`;
    case 'faulty':
      return `${load.file}: it has faults. See weir contract check.`;
  }
}

async function mapOfReport(path: string): Promise<IntegrationMap | string> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value === 'object' && value !== null && 'map' in value) {
      return value.map as IntegrationMap;
    }
  } catch {
    // Told below, together with a file that is JSON and no report.
  }
  return `${path}: it is not a report.json of weir audit.`;
}
