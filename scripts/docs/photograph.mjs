// Pictures of pages, taken by Chromium, which must be installed (`CHROMIUM` names another binary).

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const browser = process.env['CHROMIUM'] ?? 'chromium';

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
];

/** Runs a command to its end; throws with its words where it fails. */
export function run(command, given, options) {
  const ended = spawnSync(command, given, { encoding: 'utf8', ...options });
  if (ended.status !== 0) throw new Error(`${command}: ${ended.error?.message ?? ended.stderr}`);
}

/**
 * @param page its HTML
 * @param image where the PNG goes
 * @param shot width and height in pixels, `scale`, and `dark` for a reader who likes it dark
 */
export function photograph(page, image, { width, height, scale = 1, dark = false }) {
  const folder = mkdtempSync(join(tmpdir(), 'weir-picture-'));
  const file = join(folder, 'page.html');
  writeFileSync(file, page);
  run(browser, [
    ...quiet,
    ...(dark ? ['--blink-settings=preferredColorScheme=0'] : []),
    `--user-data-dir=${join(folder, 'profile')}`,
    `--force-device-scale-factor=${scale}`,
    '--default-background-color=00000000',
    `--window-size=${width},${height}`,
    `--screenshot=${image}`,
    pathToFileURL(file).href,
  ]);
  rmSync(folder, { recursive: true, force: true });
}

/**
 * The first pages of a page's print, as NAME-1.png and so on.
 * @param report its HTML file
 * @param image where the pictures go, without number and ending
 */
export function photographPrint(report, image, pages) {
  const folder = mkdtempSync(join(tmpdir(), 'weir-print-'));
  const printed = join(folder, 'page.pdf');
  run(browser, [
    ...quiet,
    `--user-data-dir=${join(folder, 'profile')}`,
    '--no-pdf-header-footer',
    `--print-to-pdf=${printed}`,
    pathToFileURL(report).href,
  ]);
  run('pdftoppm', ['-png', '-r', '70', '-f', '1', '-l', String(pages), printed, image]);
  rmSync(folder, { recursive: true, force: true });
}
