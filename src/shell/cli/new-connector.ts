// `weir new connector NAME`: writes a connector that keeps all its promises for a made-up system, and
// its line in the registry. It is for whoever has the source, and for nobody else.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { roles } from '../../core/contract/contract.js';
import { nearest } from '../../core/contract/nearest.js';
import type { NewConnector } from './new-connector-files.js';
import { filesOf } from './new-connector-files.js';
import type { ExitCode, Output } from './verb.js';

export interface NewConnectorOptions {
  readonly role?: string;
  readonly webhooks?: boolean;
  /** The checkout; the working folder if absent. */
  readonly into?: string;
}

const folder = 'src/connectors';
const registry = `${folder}/registry.ts`;
const suite = 'test/connector/conformance.ts';
const nameForm = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
/** What is written with it stays within the length of a line. */
const longestName = 24;

/** Folders that are no system's, and words that a module can't export. */
const taken: ReadonlySet<string> = new Set(
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield connectors conformance fixtures reading registry signing standard'.split(
    ' ',
  ),
);

export async function runNewConnector(
  name: string,
  options: NewConnectorOptions,
  output: Output,
): Promise<ExitCode> {
  const root = options.into ?? process.cwd();
  const refused =
    (await whyNoCheckout(root)) ?? whyNoName(name, root) ?? whyNoRole(options.role ?? 'erp');
  if (refused !== null) return refuse(output, refused);
  const connector: NewConnector = {
    name,
    variable: name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase()),
    role: options.role ?? 'erp',
    takesWebhooks: options.webhooks === true,
  };
  const listed = withLine(await readFile(join(root, registry), 'utf8'), connector);
  if (listed === null) return refuse(output, `${registry} does not list connectors as it should.`);
  for (const [path, text] of filesOf(connector)) {
    const file = join(root, folder, name, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
    output.out(`wrote ${join(folder, name, path)}\n`);
  }
  await writeFile(join(root, registry), listed);
  output.out(`wrote its line in ${registry}\n`);
  output.out(`\nNext: npx vitest run ${folder}/${name}, then docs/guides/connectors.md.\n`);
  return 0;
}

function refuse(output: Output, why: string): ExitCode {
  output.err(`weir new connector: ${why}\n`);
  return 2;
}

async function whyNoCheckout(root: string): Promise<string | null> {
  const has = [registry, suite].every((path) => existsSync(join(root, path)));
  const manifest = await readFile(join(root, 'package.json'), 'utf8').catch(() => '');
  if (has && /"name": "weir"/.test(manifest)) return null;
  return `a connector is written in the source of Weir, and ${root} is no checkout of it: clone the repository, run npm ci, and call this in its folder. A system that speaks JSON needs no connector: see docs/guides/webhooks.md and docs/guides/polls-and-files.md.`;
}

function whyNoName(name: string, root: string): string | null {
  const shown = JSON.stringify(name.slice(0, 60));
  if (!nameForm.test(name) || name.length > longestName) {
    return `${shown} can't be the name of a connector: write lower-case words with hyphens between, such as acme-erp, of at most ${longestName} characters.`;
  }
  if (taken.has(name)) return `${shown} is a word of the house: choose another name.`;
  if (existsSync(join(root, folder, name))) {
    return `there is a connector ${shown} already: see ${folder}/${name}.`;
  }
  return null;
}

function whyNoRole(role: string): string | null {
  if (roles.some((one) => one === role)) return null;
  const meant = nearest(role, roles);
  const remedy = meant === undefined ? `write one of ${roles.join(', ')}` : `did you mean ${meant}`;
  return `${JSON.stringify(role)} is no role of a system: ${remedy}${meant === undefined ? '.' : '?'}`;
}

const importLine = /^import \{ (\w+)(?:, \w+)* \} from '\.\/([a-z0-9-]+)\/index\.js';$/;
const listForm = /(const connectors: readonly Connector\[\] = \[\n)((?: {2}\w+,\n)*)(\];\n)/;

/** The registry with the connector in it, in the order of the folders; null: it is not as it was. */
function withLine(text: string, { name, variable }: NewConnector): string | null {
  const list = listForm.exec(text);
  if (list === null) return null;
  const [, , entries = ''] = list;
  const listed = new Set(entries.split('\n').map((entry) => entry.trim().replace(',', '')));
  const folders = new Map<string, string>([[variable, name]]);
  const lines = text.split('\n');
  let place = -1;
  for (const [index, line] of lines.entries()) {
    const [, imported, from = ''] = importLine.exec(line) ?? [];
    if (imported === undefined || !listed.has(imported)) continue;
    folders.set(imported, from);
    if (place < 0 || from < name) place = from < name ? index + 1 : index;
  }
  if (place < 0 || folders.size <= 1) return null;
  lines.splice(place, 0, `import { ${variable} } from './${name}/index.js';`);
  const sorted = [...folders].sort(([, one], [, other]) => (one < other ? -1 : 1));
  const items = sorted.map(([item]) => `  ${item},\n`).join('');
  return lines.join('\n').replace(listForm, (_all, head: string, _items, end: string) => {
    return head + items + end;
  });
}
