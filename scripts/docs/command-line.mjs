// docs/reference/cli.md: the help of every verb, as it prints it.

import { code, fenced, page, table } from './markdown.mjs';

const exitCodes = [
  ['0', 'done'],
  ['1', 'done, and what was asked to hold does not: `--fail-on`, `contract check`'],
  ['2', "the call or its input can't be used; one line says what, where and how to mend it"],
  ['3', 'a fault of Weir or of the machine'],
];

function doorsInto(written) {
  return {
    out: (text) => written.push(text),
    err: (text) => written.push(text),
    version: '',
    now: () => 0,
    columns: 80,
    colour: false,
    simulator: { patterns: [], write: () => ({ lines: 0, faults: 0 }) },
  };
}

async function helpOf({ runProgram }, verb) {
  const written = [];
  await runProgram([...verb, '--help'], doorsInto(written));
  return written.join('');
}

/** Names of the verbs that a help text lists. */
function verbsIn(help) {
  const listed = help.split('\nCommands:\n')[1] ?? '';
  const names = [...listed.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name);
  return names.filter((name) => name !== 'help');
}

async function sectionsOf(program, verb) {
  const help = await helpOf(program, verb);
  const own = verb.length === 0 ? [] : [`## ${code(`weir ${verb.join(' ')}`)}`, fenced(help)];
  for (const name of verbsIn(help)) own.push(...(await sectionsOf(program, [...verb, name])));
  return own;
}

export async function commandLinePage({ program }) {
  // Help is as wide as the terminal; the page is as wide as help is without one.
  const { columns } = process.stdout;
  if (process.stdout.isTTY) process.stdout.columns = 80;
  const sections = await sectionsOf(program, []);
  if (process.stdout.isTTY) process.stdout.columns = columns;
  return page(
    '# Command line',
    'The binary is `weir`; in a checkout, `npx weir`. With `--json` a verb prints one JSON document ' +
      'on stdout and nothing else. Progress and complaints go to stderr.',
    table(['exit code', 'meaning'], exitCodes),
    sections,
  );
}
