// `weir init`: writes weir.yaml, answers.yaml and their schemas from what the audit found.
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answersText, contractText } from '../../core/contract/draft.js';
import type { Survey } from '../../core/contract/survey.js';
import { answersJsonSchema, contractJsonSchema } from '../contract/json-schema.js';
import { unwritable } from './unwritable.js';
import type { ExitCode, Output } from './verb.js';

export interface InitOptions {
  /** What the audit learnt from the files; empty lists where it was shown none. */
  readonly survey: Survey;
  /** Folder to write to; the working folder where absent. */
  readonly folder?: string;
  /** Overwrite what is there. */
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Beside the data, out of the way; the comment at the top of each file points there. */
const schemaFolder = '.weir';
const contractSchemaFile = `${schemaFolder}/weir.schema.json`;
const answersSchemaFile = `${schemaFolder}/answers.schema.json`;

interface NewFile {
  readonly name: string;
  readonly text: string;
  /** Ours to renew at any time: nobody writes in it. */
  readonly generated: boolean;
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function newFiles(survey: Survey): NewFile[] {
  const contract = contractText(survey, `./${contractSchemaFile}`);
  const answers = answersText(`./${answersSchemaFile}`);
  return [
    { name: 'weir.yaml', text: contract, generated: false },
    { name: 'answers.yaml', text: answers, generated: false },
    { name: contractSchemaFile, text: jsonText(contractJsonSchema()), generated: true },
    { name: answersSchemaFile, text: jsonText(answersJsonSchema()), generated: true },
  ];
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

async function existing(folder: string, files: readonly NewFile[]): Promise<string[]> {
  const found: string[] = [];
  for (const file of files) {
    if (!file.generated && (await exists(join(folder, file.name)))) found.push(file.name);
  }
  return found;
}

function reportText(survey: Survey, folder: string): string {
  const undecided = survey.systems.filter((system) => system.role === null);
  const lines = [
    `Wrote ${join(folder, 'weir.yaml')} (${survey.systems.length} systems, ${survey.joins.length} joins, ${survey.feeds.length} feeds)`,
    `and ${join(folder, 'answers.yaml')}. Read both, then: weir contract check`,
  ];
  if (undecided.length > 0) {
    lines.push(`No role was found for: ${undecided.map((system) => system.name).join(', ')}.`);
  }
  return `${lines.join('\n')}\n`;
}

async function writeAll(folder: string, files: readonly NewFile[], force: boolean): Promise<void> {
  await mkdir(join(folder, schemaFolder), { recursive: true });
  for (const file of files) {
    // The flag closes the moment between looking and writing.
    const flag = force || file.generated ? 'w' : 'wx';
    await writeFile(join(folder, file.name), file.text, { flag });
  }
}

/** Writes the files, or none of them: an existing one is never overwritten without `force`. */
export async function runInit(options: InitOptions, output: Output): Promise<ExitCode> {
  const folder = options.folder ?? '.';
  const survey = emptyOrNamed(options.survey);
  const files = newFiles(survey);
  const force = options.force === true;
  const taken = force ? [] : await existing(folder, files);
  if (taken.length > 0) {
    const which = taken.map((name) => join(folder, name)).join(' and ');
    const [stand, it] = taken.length === 1 ? ['stands', 'it'] : ['stand', 'them'];
    const remedy = `Move ${it} away, or overwrite ${it} with --force.`;
    output.err(`${which} ${stand} there already. ${remedy}\n`);
    return 2;
  }
  try {
    await writeAll(folder, files, force);
  } catch (error) {
    output.err(`${unwritable(folder, error)}\n`);
    return 2;
  }
  const written = files.map((file) => join(folder, file.name));
  if (options.json === true) output.out(`${JSON.stringify({ written })}\n`);
  else output.out(reportText(survey, folder));
  return 0;
}

/** With nothing to go by, the contract starts from the two systems that every company has. */
function emptyOrNamed(survey: Survey): Survey {
  if (survey.systems.length > 0) return survey;
  const example = { connector: null, zone: null, kinds: [], from: null, until: null };
  return {
    ...survey,
    systems: [
      { ...example, name: 'shop', role: 'storefront' },
      { ...example, name: 'erp', role: 'erp' },
    ],
  };
}
