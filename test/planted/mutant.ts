// A second build of Weir with one fault planted in it: an exact text of one module replaced by another. All other
// files are the build's own under a second name.
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
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
export function timesFound(root: string, { module, text }: PlantedFault): number {
  return readFileSync(pathOf(root, module), 'utf8').split(text).length - 1;
}

/** Makes the build anew in `folder` with the fault in it, and answers with the path of its binary. */
export function planted(root: string, folder: string, fault: PlantedFault): string {
  const build = join(root, 'dist');
  const sound = pathOf(root, fault.module);
  mkdirSync(join(folder, 'dist'), { recursive: true });
  for (const entry of readdirSync(build, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const there = join(folder, 'dist', relative(build, path));
    if (entry.isDirectory()) mkdirSync(there);
    else if (path !== sound) share(path, there);
  }
  share(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const whole = readFileSync(sound, 'utf8');
  writeFileSync(
    pathOf(folder, fault.module),
    whole.replace(fault.text, () => fault.replacement),
  );
  return join(folder, 'dist', 'src', 'main.js');
}

function share(path: string, there: string): void {
  try {
    linkSync(path, there);
  } catch {
    // Packages, and with them our cache, may stand on a disk of their own.
    copyFileSync(path, there);
  }
}

function pathOf(root: string, module: string): string {
  return join(root, 'dist', 'src', 'core', `${module}.js`);
}
