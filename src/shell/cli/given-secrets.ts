// The credentials that `weir connect` is given, checked. A fault names a variable or a line, never what
// stands in it.
import type { Contract } from '../../core/contract/contract.js';
import { hostsText } from '../secrets/named.js';
import type { Purpose } from '../secrets/seal.js';
import type { SecretInput } from './secret-input.js';
import type { Output } from './verb.js';

/** By the name of the variable; none of them empty. */
export type SecretValues = Readonly<Record<string, string>>;

export interface SecretFault {
  readonly fault: string;
}

interface Asked {
  readonly contract: Contract;
  /** What the contract names for the system. */
  readonly purposes: readonly Purpose[];
}

interface Asking extends Pick<Output, 'err'> {
  readonly secretInput: SecretInput;
}

const valueLengthMax = 8_192;

export async function givenSecrets(
  system: string,
  { contract, purposes }: Asked,
  asking: Asking,
): Promise<{ readonly values: SecretValues } | SecretFault> {
  if (!contract.systems.has(system)) return { fault: `the contract has no system ${system}.` };
  if (purposes.length === 0) {
    return {
      fault: `the contract names no credential for ${system}: write env:NAME in its headers or webhooks.`,
    };
  }
  const { secretInput } = asking;
  const given = secretInput.isTerminal
    ? await prompted(system, purposes, asking)
    : linesOf(await secretInput.piped(), purposes);
  if ('fault' in given) return given;
  const values = Object.entries(given.values);
  if (values.length === 0) return { fault: `nothing was given. ${wanted(purposes)}` };
  const unfit = values.find(([, value]) => !isFit(value));
  return unfit === undefined
    ? given
    : {
        fault: `${unfit[0]} is longer than ${valueLengthMax} characters, or holds what no key on paper has.`,
      };
}

/** Nothing that would end a line or a header. */
function isFit(value: string): boolean {
  return value.length <= valueLengthMax && !/\p{Cc}/u.test(value);
}

async function prompted(
  system: string,
  purposes: readonly Purpose[],
  { secretInput, err }: Asking,
): Promise<{ readonly values: SecretValues } | SecretFault> {
  err(
    `Credentials of ${system}; what you type is not shown, and an empty line leaves one as it is.\n`,
  );
  const values: Record<string, string> = {};
  const questions = purposes.map(({ name, hosts }) => `${name}, ${hostsText(hosts)}: `);
  const answers = await secretInput.ask(questions);
  if (answers === null) return { fault: 'broken off: nothing was sealed.' };
  for (const [index, { name }] of purposes.entries()) {
    const answer = answers[index]?.trim() ?? '';
    if (answer !== '') values[name] = answer;
  }
  return { values };
}

function linesOf(
  text: string,
  purposes: readonly Purpose[],
): { readonly values: SecretValues } | SecretFault {
  const values: Record<string, string> = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [, name, value = ''] = /^\s*([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    if (name === undefined || !purposes.some((purpose) => purpose.name === name)) {
      return { fault: `line ${index + 1} of standard input is none. ${wanted(purposes)}` };
    }
    if (value.trim() === '') return { fault: `${name} is empty.` };
    values[name] = value.trim();
  }
  return { values };
}

function wanted(purposes: readonly Purpose[]): string {
  const names = purposes.map(({ name }) => name).join(', ');
  return `Write NAME=value, one a line, for: ${names}.`;
}
