// The page on paper, where nothing scrolls: what is open is printed. The first part is set so small
// that it fits on one sheet, of A4 or of Letter, and can be handed over alone.
import { css } from './markup.js';

export const printStyle = css`
  @media print {
    :root {
      color-scheme: light;
      --ground: #fff;
      --card: #f5f6f8;
      --ink: #000;
      --soft: #444;
      --line: #bbb;
      --say: #1b5e9e;
      --bad: #a83a00;
      --wait: #555;
      --tint: #fbeee6;
    }
    body {
      font-size: 10pt;
    }
    header,
    main,
    footer {
      max-width: none;
      padding: 0;
    }
    nav,
    .skip,
    .screen {
      display: none;
    }
    h2,
    h3,
    h4 {
      break-after: avoid;
    }
    th,
    td {
      padding-top: 0.15rem;
      padding-bottom: 0.15rem;
    }
    tr,
    svg,
    .fault > dl {
      break-inside: avoid;
    }
    summary,
    details > p {
      break-after: avoid;
    }
    details > p:last-child {
      break-after: auto;
    }
    summary {
      list-style: none;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    .new-page,
    .sheet + section {
      break-before: page;
    }
    .wide {
      overflow: visible;
    }
    svg,
    svg.map {
      max-width: 100%;
      height: auto;
      min-width: 0;
    }
    a {
      color: inherit;
      text-decoration: none;
    }
    header p,
    header h1 {
      margin: 0;
    }
    header h1 {
      font-size: 13pt;
    }
    .front {
      font-size: 8.8pt;
      line-height: 1.3;
    }
    .front h2,
    .front h3,
    .front h4 {
      font-size: 10pt;
      margin: 0.5rem 0 0.15rem;
    }
    .front h2 {
      border-top-width: 1px;
      padding-top: 0.25rem;
    }
    .front p,
    .front ul,
    .front ol,
    .front .wide,
    .front dl {
      margin: 0.1rem 0;
    }
    .front li {
      margin: 0;
    }
    .front .soft {
      font-size: inherit;
    }
    .front table {
      font-size: 8pt;
      margin: 0;
    }
    .front th,
    .front td {
      padding: 0.05rem 0.4rem 0.05rem 0;
    }
    .front td.t {
      white-space: normal;
    }
    .front .examples {
      columns: 2;
      column-gap: 1.25rem;
    }
    .front article {
      break-inside: avoid;
    }
    .front dl {
      display: block;
      font-size: inherit;
    }
    .front dt,
    .front dd {
      display: inline;
    }
    .front dt {
      margin-right: 0.4em;
    }
    .front dd::after {
      content: '\\A';
      white-space: pre;
    }
    /* The others stand under their faults. */
    .front article:nth-of-type(n + 4) {
      display: none;
    }
    @page {
      margin: 12mm;
    }
  }
`;
