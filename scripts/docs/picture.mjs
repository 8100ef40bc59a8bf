// docs/images/audit.png: the first screen of what `npm run demo` prints, drawn by Chromium as a terminal
// shows it.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { photograph, run } from './photograph.mjs';
import { drawReportPictures } from './report-pictures.mjs';

const columns = 96;
const lineHeightPixels = 17;
/** Margins, title and padding around the text. */
const framePixels = { width: 880, height: 96 };
/** The heading of the section before which the first screen ends. */
const lastHeading = 'THE FAULTS BEHIND THE EXCEPTIONS';

const classes = { 1: 'bold', 2: 'dim', 31: 'red', 33: 'yellow', 32: 'green', 36: 'cyan' };

/** What begins a colour: the escape character, which a literal may not hold. */
const colourCode = new RegExp(`${String.fromCharCode(27)}\\[(\\d+)m`, 'g');

/** Colours of the terminal as spans; each is closed by a code of its own. */
function htmlOf(text) {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return escaped.replace(colourCode, (_all, number) =>
    classes[number] === undefined ? '</span>' : `<span class="${classes[number]}">`,
  );
}

function pageOf(lines) {
  return `<!doctype html><meta charset="utf-8"><style>
  * { margin: 0; box-sizing: border-box; }
  html, body { background: transparent; overflow: hidden; }
  main { margin: 16px; width: fit-content; border-radius: 10px; background: #14161b; color: #d5d9e0; overflow: hidden; }
  header { height: 36px; padding: 0 16px; background: #20242c; color: #9aa3b2; line-height: 36px;
    font: 13px/36px "DejaVu Sans", sans-serif; }
  pre { padding: 14px 18px; font: 14px/${lineHeightPixels}px "DejaVu Sans Mono", monospace; }
  .bold { color: #fff; font-weight: bold; } .dim { color: #8b93a1; } .red { color: #ff7b72; }
  .yellow { color: #e3b341; } .green { color: #6bc46d; } .cyan { color: #6cb6ff; }
  </style><main><header>npm run demo</header><pre>${lines.map(htmlOf).join('\n')}</pre></main>`;
}

/** From the first line to the end of the table of faults. */
function firstScreen(lines) {
  const table = lines.findIndex((line) => line.includes(lastHeading));
  const end = lines.findIndex((line, index) => index > table && line.trim() === '');
  return lines.slice(0, end);
}

export async function drawPicture(root) {
  run(process.execPath, ['scripts/demo.mjs'], { cwd: root });
  const report = JSON.parse(readFileSync(join(root, '.weir/demo-report/report.json'), 'utf8'));
  const terminal = pathToFileURL(join(root, 'dist/src/report/terminal.js')).href;
  const { terminalReport } = await import(terminal);
  const lines = firstScreen(terminalReport(report, { columns, colour: true }).split('\n'));
  mkdirSync(join(root, 'docs/images'), { recursive: true });
  const image = join(root, 'docs/images/audit.png');
  const height = framePixels.height + lines.length * lineHeightPixels;
  photograph(pageOf(lines), image, { width: framePixels.width, height, scale: 2 });
  drawReportPictures(root);
}
