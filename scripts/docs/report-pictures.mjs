// docs/images/report-*.png: parts of the page that `npm run demo` writes, as wide and as narrow screens show
// them, in light and in dark.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { photograph } from './photograph.mjs';

/** Name of the picture -> which part of the page, and how it is looked at. */
const views = {
  'report-brief': { part: '', width: 1280, height: 1150 },
  'report-map': { part: '#map', width: 1280, height: 860 },
  'report-fault': { part: '#fault-1', width: 1280, height: 860, dark: true },
  'report-phone': { part: '#fault-1', width: 390, height: 1100 },
};

/** The page in a frame: so narrow a window Chromium does not open by itself. */
function framed(report, { part, width, height }) {
  const source = pathToFileURL(report).href + part;
  return `<!doctype html><meta charset="utf-8"><body style="margin:0">
  <iframe src="${source}" style="border:0;display:block;width:${width}px;height:${height}px"></iframe>`;
}

export function drawReportPictures(root) {
  const report = join(root, '.weir/demo-report/report.html');
  for (const [name, view] of Object.entries(views)) {
    photograph(framed(report, view), join(root, 'docs/images', `${name}.png`), view);
  }
}
