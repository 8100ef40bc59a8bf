// A document, in JSON or XML, that a system sent -> what its readers of today make of it, with the version of them
// all: a change of the contract or of a reader is another version, which may read what this one can't.
import type { ExportReader } from '../connectors/connector.js';
import { readersOf, readersVersion } from '../connectors/registry.js';
import type { Contract } from '../core/contract/contract.js';
import { readDocument } from '../files/read-document.js';
import type { Receipt } from '../store/store.js';
import type { Interpretation } from './interpret.js';
import type { Interpreting } from './observations.js';

type Given = Pick<Interpreting, 'contract' | 'digest'>;

/** @param only a reader of the contract, where one is named; null: whichever knows the document. */
export async function documentInterpretation(
  { system, body, at }: Pick<Receipt, 'system' | 'body' | 'at'>,
  only: string | null,
  given: Given,
): Promise<Interpretation> {
  const { readers, mapping } = reading(system, only, given);
  const syntax = syntaxOf(only, given.contract);
  const options = { contract: given.contract, system, readers, syntax, came: at };
  return { readings: await readDocument(body, options), mapping };
}

/** By the reader that the contract names, never by what the document looks like. */
export function syntaxOf(reader: string | null, { readers }: Contract): 'json' | 'xml' {
  const format = readers.find(({ name }) => reader !== null && name === reader)?.format;
  return format === 'xml' ? 'xml' : 'json';
}

export function documentMapping(system: string, only: string | null, given: Given): string {
  return reading(system, only, given).mapping;
}

interface DocumentReading {
  readonly readers: readonly ExportReader[];
  readonly mapping: string;
}

/** A contract does not change while it is used: how it reads is made out once, not with every document. */
const readings = new WeakMap<Contract, Map<string, DocumentReading>>();

function reading(system: string, only: string | null, given: Given): DocumentReading {
  const ofContract = readings.get(given.contract) ?? new Map<string, DocumentReading>();
  readings.set(given.contract, ofContract);
  const place = JSON.stringify([system, only]);
  const made = ofContract.get(place) ?? {
    readers: readersOf(given.contract, system).filter(({ name }) => only === null || name === only),
    mapping: mappingOf(system, only, given),
  };
  ofContract.set(place, made);
  return made;
}

function mappingOf(system: string, only: string | null, given: Given): string {
  const { contract, digest } = given;
  const { connector = null, zone = null } = contract.systems.get(system) ?? {};
  const declared = declaredFor(system, only, contract);
  const goesBy = digest(JSON.stringify([only, zone, declared])).slice(0, 12);
  return `${connector ?? 'readers'}/${readersVersion} ${goesBy}`;
}

function declaredFor(system: string, only: string | null, { readers }: Contract): unknown {
  return readers.filter(
    (reader) => reader.system === system && (only === null || reader.name === only),
  );
}
