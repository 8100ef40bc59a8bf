// What differs on a narrow screen and on paper, where nothing scrolls: what is open
// is printed.
import { css } from './markup.js';

export const mediaStyle = css`
  @media (max-width: 40rem) {
    body {
      font-size: 15px;
    }
    header,
    main,
    footer {
      padding: 0 1rem;
    }
    header {
      padding-top: 1.25rem;
    }
    h1 {
      font-size: 1.4rem;
    }
    dl {
      grid-template-columns: 1fr;
      gap: 0;
    }
    td.t,
    .t time {
      white-space: normal;
    }
    dt {
      margin-top: 0.4rem;
      font-size: 0.85rem;
    }
  }
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
    .skip {
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
    svg {
      break-inside: avoid;
    }
    .new-page {
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
    @page {
      margin: 16mm;
    }
  }
`;
