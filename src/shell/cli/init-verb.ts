// `weir init [PATH…]`: what the audit learns of the files becomes a first contract.
import { surveyCompany } from '../../audit/survey-company.js';
import { inlineCrew } from '../../audit/crew.js';
import { runInit } from './init.js';
import type { ExitCode, Output } from './verb.js';

export interface InitVerbOptions {
  readonly paths: readonly string[];
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export async function runInitVerb(options: InitVerbOptions, output: Output): Promise<ExitCode> {
  const { paths, out, force, json } = options;
  const surveyed = await surveyCompany(paths, inlineCrew);
  if (surveyed.kind === 'refused') {
    output.err(`weir init: ${surveyed.reason}.\n`);
    return 2;
  }
  return runInit(
    {
      survey: surveyed.survey,
      force: force === true,
      json: json === true,
      ...(out === undefined ? {} : { folder: out }),
    },
    output,
  );
}
