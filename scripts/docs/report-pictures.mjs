// docs/images/report-*.png and docs/images/report/: the page that `npm run demo` writes, part by part, as wide
// and as narrow screens show it and as it prints, in light and in dark. Printed pages need pdftoppm (poppler).

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { photograph, photographPrint } from './photograph.mjs';

/** Name of the picture -> which part of the page, and how it is looked at. */
const views = {
  'report-brief': { part: '', width: 1280, height: 1150 },
  'report-fault': { part: '#fault-1', width: 1280, height: 860, dark: true },
};

/** Every part of the page, by the anchors of its own list of parts. */
const parts = [
  'front',
  'right',
  'map',
  'faults',
  'fault-1',
  'signals',
  'questions',
  'feeds',
  'coverage',
  'inputs',
];
const widths = { 1280: 860, 390: 844 };
const printedPages = 4;

/** The page in a frame: so narrow a window Chromium does not open by itself. */
function framed(report, { part, width, height }) {
  const source = pathToFileURL(report).href + part;
  return `<!doctype html><meta charset="utf-8"><body style="margin:0">
  <iframe src="${source}" style="border:0;display:block;width:${width}px;height:${height}px"></iframe>`;
}

export function drawReportPictures(root) {
  const report = join(root, '.weir/demo-report/report.html');
  const images = join(root, 'docs/images');
  for (const [name, view] of Object.entries(views)) {
    photograph(framed(report, view), join(images, `${name}.png`), view);
  }
  const all = join(images, 'report');
  rmSync(all, { recursive: true, force: true });
  mkdirSync(all);
  for (const [width, height] of Object.entries(widths)) {
    for (const part of parts) {
      const view = { part: `#${part}`, width: Number(width), height };
      photograph(framed(report, view), join(all, `${part}-${width}.png`), view);
    }
  }
  photographPrint(report, join(all, 'print'), printedPages);
}
