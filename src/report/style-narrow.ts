// What differs on a narrow screen.
import { css } from './markup.js';

export const narrowStyle = css`
  @media screen and (max-width: 40rem) {
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
    /* A row is a paragraph: what it is about, then its cells, each behind the title of its column. */
    table,
    tbody,
    tr,
    th,
    td.w {
      display: block;
    }
    thead {
      position: absolute;
      left: -99rem;
    }
    th,
    td {
      max-width: none;
      border: 0;
      padding: 0;
    }
    .rows tr,
    .said tbody {
      padding: 0.5rem 0;
      border-bottom: 1px solid var(--line);
    }
    .rows th {
      font-weight: 600;
    }
    .rows td.n,
    .rows td[data-title] {
      display: inline-block;
      margin-right: 1rem;
      text-align: left;
    }
    .rows td.l,
    .rows td.w {
      min-width: 0;
    }
    .rows td[data-title]:empty {
      display: none;
    }
    .rows td[data-title]::before {
      content: attr(data-title) ' ';
      color: var(--soft);
    }
    .rows td[data-title='#'] {
      float: left;
      margin-right: 0.5rem;
    }
    .rows td[data-title='#']::before {
      content: none;
    }
    .said td {
      display: block;
      padding-left: 0.75rem;
    }
    .said td.t,
    .said .t time {
      white-space: normal;
    }
    .said td.t {
      color: var(--soft);
      margin-bottom: 0.3rem;
    }
    .said tr.lack td {
      padding-left: 0.5rem;
      margin: 0 0 0 0.25rem;
    }
    .wide:has(> svg)::before {
      content: 'Wider than the screen: it scrolls sideways.';
      position: sticky;
      left: 0;
      color: var(--soft);
      font-size: 0.8rem;
    }
    dt {
      margin-top: 0.4rem;
      font-size: 0.85rem;
    }
  }
`;
