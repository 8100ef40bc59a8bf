// A built copy of Weir with one fault planted in it: an exact text of one module replaced by another.
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kind } from '../accuracy/kinds.js';

export interface PlantedFault {
  /** What the audit can no longer do, in words. */
  readonly breaks: string;
  /** Module under `dist/src/core`, without its ending. */
  readonly module: string;
  /** Stands exactly once in the built module. */
  readonly text: string;
  readonly replacement: string;
  /** The kind of company that shows it. */
  readonly on: Kind;
}

/** How often the text stands in the built module: anything but once means that the list is out of date. */
export async function timesFound(root: string, { module, text }: PlantedFault): Promise<number> {
  return (await readFile(pathOf(root, module), 'utf8')).split(text).length - 1;
}

/** Copies the build into `folder` with the fault in it, and answers with the path of its binary. */
export async function planted(root: string, folder: string, fault: PlantedFault): Promise<string> {
  await mkdir(folder, { recursive: true });
  await cp(join(root, 'dist'), join(folder, 'dist'), {
    recursive: true,
    filter: (path) => !/\/dist\/(bench|test|build\.)/.test(path),
  });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const path = pathOf(folder, fault.module);
  const whole = await readFile(path, 'utf8');
  await writeFile(
    path,
    whole.replace(fault.text, () => fault.replacement),
  );
  return join(folder, 'dist', 'src', 'main.js');
}

function pathOf(root: string, module: string): string {
  return join(root, 'dist', 'src', 'core', `${module}.js`);
}
