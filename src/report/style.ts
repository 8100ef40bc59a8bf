// The look of the page: one column, system fonts, few colours. Blue and vermilion stay apart for every
// kind of colour blindness (Okabe and Ito, Color Universal Design, 2008); no meaning is in colour alone.
// Text against its ground has at least 4.5 to 1 (WCAG 2.2, 1.4.3), in light and in dark.
import { css } from './markup.js';

export const style = css`
  :root {
    color-scheme: light dark;
    --ground: #fff;
    --card: #f5f6f8;
    --ink: #191d23;
    --soft: #555e6b;
    --line: #d5dae1;
    --say: #1b5e9e;
    --bad: #a83a00;
    --wait: #6b7280;
    --tint: #fbeee6;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --ground: #14171b;
      --card: #1c2026;
      --ink: #e8eaed;
      --soft: #a9b1bc;
      --line: #363d47;
      --say: #86b8ee;
      --bad: #f39a6d;
      --wait: #98a1ad;
      --tint: #2d211a;
    }
  }
  * {
    box-sizing: border-box;
  }
  html {
    -webkit-text-size-adjust: 100%;
  }
  body {
    margin: 0;
    background: var(--ground);
    color: var(--ink);
    font:
      16px/1.55 system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      sans-serif;
    overflow-wrap: anywhere;
  }
  header,
  main,
  footer {
    max-width: 66rem;
    margin: 0 auto;
    padding: 0 1.25rem;
  }
  header {
    padding-top: 2rem;
  }
  h1,
  h2,
  h3,
  h4 {
    line-height: 1.25;
    margin: 0;
    text-wrap: balance;
  }
  h2,
  h3 {
    scroll-margin-top: 1rem;
  }
  h1 {
    font-size: 1.75rem;
    font-weight: 650;
    margin: 0.25rem 0 0.75rem;
  }
  h2 {
    font-size: 1.3rem;
    font-weight: 650;
    margin: 3rem 0 0.75rem;
    padding-top: 1rem;
    border-top: 2px solid var(--ink);
  }
  h3 {
    font-size: 1.05rem;
    font-weight: 650;
    margin: 2rem 0 0.5rem;
  }
  h4 {
    font-size: 0.95rem;
    font-weight: 650;
    margin: 1.25rem 0 0.35rem;
  }
  p,
  ul,
  ol,
  dl,
  table {
    margin: 0.5rem 0;
  }
  ul,
  ol {
    padding-left: 1.4rem;
  }
  li {
    margin: 0.2rem 0;
  }
  a {
    color: var(--say);
    text-underline-offset: 0.15em;
  }
  a:focus-visible,
  summary:focus-visible,
  [tabindex]:focus-visible {
    outline: 2px solid var(--say);
    outline-offset: 2px;
  }
  code,
  .id {
    font:
      0.9em ui-monospace,
      'Cascadia Mono',
      Menlo,
      Consolas,
      'DejaVu Sans Mono',
      monospace;
  }
  .soft,
  caption {
    color: var(--soft);
    font-size: 0.875rem;
  }
  caption {
    text-align: left;
    margin-bottom: 0.35rem;
  }
  .bad {
    color: var(--bad);
  }
  .skip {
    position: absolute;
    left: -99rem;
  }
  .skip:focus {
    left: 1rem;
    top: 0.5rem;
    background: var(--ground);
    padding: 0.25rem 0.5rem;
  }
  nav ul {
    list-style: none;
    padding: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 0.15rem 1.1rem;
    font-size: 0.9rem;
  }
  .lead {
    font-size: 1.1rem;
  }
  .wide {
    overflow-x: auto;
    margin: 0.5rem 0;
  }
  table {
    border-collapse: collapse;
    width: 100%;
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
    overflow-wrap: normal;
  }
  th,
  td {
    text-align: left;
    vertical-align: top;
    padding: 0.35rem 0.75rem 0.35rem 0;
    border-bottom: 1px solid var(--line);
    max-width: 34rem;
    overflow-wrap: break-word;
  }
  th {
    font-weight: 600;
  }
  .rows th {
    font-weight: 500;
  }
  thead th {
    color: var(--soft);
    font-weight: 500;
    white-space: nowrap;
  }
  td.n,
  th.n {
    text-align: right;
    white-space: nowrap;
  }
  td.t,
  .t time {
    white-space: nowrap;
  }
  td.w {
    min-width: 9rem;
    overflow-wrap: anywhere;
  }
  td.l {
    min-width: 16rem;
  }
  tr.lack td {
    background: var(--tint);
    color: var(--bad);
  }
  tr.lack td:first-of-type {
    padding-left: 0.5rem;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.2rem 1rem;
    font-size: 0.95rem;
  }
  dt {
    color: var(--soft);
  }
  dd {
    margin: 0;
  }
  .tag {
    display: inline-block;
    border: 1px solid currentColor;
    border-radius: 3px;
    padding: 0 0.35rem;
    font-size: 0.75rem;
    font-weight: 600;
    vertical-align: 0.1em;
    white-space: nowrap;
  }
  .fault {
    margin-top: 2.25rem;
    padding-top: 0.25rem;
    border-top: 1px solid var(--line);
  }
  details {
    border-left: 3px solid var(--line);
    padding: 0.15rem 0 0.15rem 0.85rem;
    margin: 0.5rem 0;
  }
  summary {
    cursor: pointer;
    font-weight: 600;
  }
`;
