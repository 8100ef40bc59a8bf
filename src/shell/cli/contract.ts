// `weir contract check | explain | schema`: whether the contract can be used, and what it means.
import { connectorNames } from '../../connectors/registry.js';
import { contractGaps } from '../../core/contract/gaps.js';
import type { Contract, Rule } from '../../core/contract/contract.js';
import { durationShort } from '../../core/contract/duration.js';
import { explainRule } from '../../core/contract/explain.js';
import { pathText } from '../../core/contract/fault.js';
import { suggestion } from '../../core/contract/nearest.js';
import { standardIds } from '../../core/contract/standard.js';
import { answersJsonSchema, contractJsonSchema } from '../contract/json-schema.js';
import { answersBeside, loadContract, refusalOf } from '../contract/load.js';
import type { FaultyFile, LocatedFault, UnreadableFile } from '../contract/load.js';
import type { ExitCode, Output } from './verb.js';
import { labelled, wrapped } from './wrap.js';

export const contractFileName = 'weir.yaml';
const shownFaultsMax = 200;

export interface ContractCheckOptions {
  /** Path of the contract; weir.yaml in the working folder where absent. */
  readonly file?: string;
  readonly json?: boolean;
}

function printJson(output: Output, value: unknown): void {
  output.out(`${JSON.stringify(value, null, 2)}\n`);
}

function faultLines(fault: LocatedFault): string {
  const at = fault.path.length === 0 ? '' : ` (${pathText(fault.path)})`;
  const where = `${fault.file}:${fault.line}:${fault.column}`;
  return `${where}${at}\n${wrapped(fault.message, '  ')}\n${wrapped(fault.remedy, '  → ')}\n`;
}

function printFaults(load: FaultyFile, output: Output): void {
  for (const fault of load.faults.slice(0, shownFaultsMax)) output.out(`${faultLines(fault)}\n`);
  const more = load.faults.length - shownFaultsMax;
  if (more > 0) output.out(`and ${more} more.\n\n`);
  const count = load.faults.length;
  output.out(`${count} ${count === 1 ? 'fault' : 'faults'} in ${load.file}.\n`);
}

function ruleTitle(rule: Rule): string {
  const within =
    rule.withinMillis === null ? 'learned' : `within ${durationShort(rule.withinMillis)}`;
  const to = rule.to.length === 0 ? 'the partner' : rule.to.join(', ');
  return `${rule.on.join(', ')} → ${to}, ${within}`;
}

function summaryText(file: string, contract: Contract): string {
  const systems = [...contract.systems.values()].map((system): [string, string] => [
    system.name,
    [system.role, system.connector, system.zone].filter((part) => part !== null).join(', '),
  ]);
  const rules = contract.rules.map((rule): [string, string] => [rule.id, ruleTitle(rule)]);
  const feeds = [...contract.feeds.values()].map((feed): [string, string] => [
    feed.name,
    `from ${feed.from} every ${durationShort(feed.everyMillis)}, fresh within ${durationShort(feed.freshWithinMillis)}`,
  ]);
  const gaps = contractGaps(contract, connectorNames);
  const parts = [`${file} is good.\n`, section('Systems', systems), section('Handoffs', rules)];
  if (feeds.length > 0) parts.push(section('Feeds', feeds));
  if (gaps.length > 0) {
    parts.push(
      `Gaps, which do no harm to the check\n${gaps.map((gap) => wrapped(gap.words, '  - ')).join('\n')}\n`,
    );
  }
  return parts.join('\n');
}

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  return `${title} (${rows.length})\n${labelled(rows)}\n`;
}

function summaryJson(file: string, contract: Contract): unknown {
  return {
    file,
    ok: true,
    faults: [],
    systems: [...contract.systems.values()],
    rules: contract.rules.map((rule) => ({
      id: rule.id,
      on: rule.on,
      to: rule.to,
      do: rule.operation,
      within_seconds: rule.withinMillis === null ? null : rule.withinMillis / 1_000,
      mode: rule.mode,
      owner: rule.owner,
      standard: rule.standard,
    })),
    feeds: [...contract.feeds.keys()],
    gaps: contractGaps(contract, connectorNames),
  };
}

function faultsJson(load: FaultyFile): unknown {
  const faults = load.faults.map(({ file, line, column, path, message, remedy }) => ({
    file,
    line,
    column,
    path: pathText(path),
    message,
    remedy,
  }));
  return { file: load.file, ok: false, faults };
}

function refuse(
  load: FaultyFile | UnreadableFile,
  options: ContractCheckOptions,
  output: Output,
): ExitCode {
  if (load.kind === 'unreadable') {
    output.err(`${refusalOf(load)}\n`);
    return 2;
  }
  if (options.json === true) printJson(output, faultsJson(load));
  else printFaults(load, output);
  return 1;
}

/** Exit 0 where the contract, and the answers beside it, can be used; 1 with its faults; 2 unreadable. */
export async function runContractCheck(
  options: ContractCheckOptions,
  output: Output,
): Promise<ExitCode> {
  const file = options.file ?? contractFileName;
  const load = await loadContract(file);
  if (load.kind !== 'loaded') return refuse(load, options, output);
  const answers = await answersBeside(file);
  if (answers !== null && answers.kind !== 'loaded') return refuse(answers, options, output);
  if (options.json === true) printJson(output, summaryJson(file, load.contract));
  else output.out(summaryText(file, load.contract));
  return 0;
}

export interface ContractExplainOptions extends ContractCheckOptions {
  readonly rule: string;
}

/** Says in words what a rule of the contract means. */
export async function runContractExplain(
  options: ContractExplainOptions,
  output: Output,
): Promise<ExitCode> {
  const load = await loadContract(options.file ?? contractFileName);
  if (load.kind !== 'loaded') {
    output.err(`${refusalOf(load)}\n`);
    return 2;
  }
  const { contract } = load;
  const rule = contract.rules.find((one) => one.id === options.rule);
  if (rule === undefined) {
    const ids = contract.rules.map((one) => one.id);
    const known = standardIds.includes(options.rule)
      ? 'It is a standard rule, but this contract does not have it: no system has the role that it goes to, or it is off.'
      : suggestion(options.rule, ids, `The contract has: ${ids.join(', ')}.`);
    output.err(`There is no rule "${options.rule}". ${known}\n`);
    return 2;
  }
  const { id, points } = explainRule(rule, contract);
  if (options.json === true) printJson(output, { id, points: Object.fromEntries(points) });
  else output.out(`${id}${rule.standard ? ' (a standard rule)' : ''}\n\n${labelled(points)}\n`);
  return 0;
}

const schemas = new Map([
  ['contract', contractJsonSchema],
  ['answers', answersJsonSchema],
]);

/** Prints the JSON Schema (draft 7) of weir.yaml or of answers.yaml, for editors. */
export function runContractSchema(of: string, output: Output): ExitCode {
  const schema = schemas.get(of);
  if (schema === undefined) {
    const names = [...schemas.keys()];
    const remedy = suggestion(of, names, `Say one of ${names.join(', ')}.`);
    output.err(`${of}: there is no schema of that. ${remedy}\n`);
    return 2;
  }
  printJson(output, schema());
  return 0;
}
