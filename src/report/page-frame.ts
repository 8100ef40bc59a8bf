// What every page has around its content. Nothing is fetched and nothing runs: the policy says so to the
// browser as well.
import type { Markup } from './markup.js';
import { markup } from './markup.js';
import { drawingStyle } from './style-drawing.js';
import { narrowStyle } from './style-narrow.js';
import { printStyle } from './style-print.js';
import { style } from './style.js';

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function pageOf(title: string, body: Markup): string {
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta http-equiv="Content-Security-Policy" content="${policy}">
        <title>${title}</title>
        ${style}${drawingStyle}${narrowStyle}${printStyle}
      </head>
      <body>${body}</body>
    </html>`.text;
}
