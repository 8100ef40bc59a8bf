// The look of the map, in the page and in a file of its own: blue, vermilion and grey, told apart by their
// dashes too; the page's own colours where it has them.
import { css } from '../markup.js';

export const mapStyle = css`
  .map {
    --m-ground: var(--card, #f5f6f8);
    --m-box: var(--ground, #fff);
    --m-ink: var(--ink, #191d23);
    --m-soft: var(--soft, #555e6b);
    --m-kept: var(--say, #1b5e9e);
    --m-bad: var(--bad, #a83a00);
    --m-none: var(--wait, #6b7280);
  }
  .map text {
    font-family: system-ui, sans-serif;
    font-size: 11px;
    fill: var(--m-soft);
  }
  .map .title {
    font-size: 16px;
    font-weight: 650;
    fill: var(--m-ink);
  }
  .map .system {
    font-size: 13px;
    font-weight: 650;
    fill: var(--m-ink);
  }
  .map .ground {
    fill: var(--m-ground);
  }
  .map .box {
    fill: var(--m-box);
    stroke: var(--m-ink);
    stroke-width: 1.2;
  }
  .map .arrow {
    fill: none;
    stroke: var(--m-bad);
  }
  .map .arrow.kept {
    stroke: var(--m-kept);
  }
  .map .arrow.unproven {
    stroke: var(--m-none);
  }
  .map .arrow.silent {
    stroke-dasharray: 7 5;
  }
  .map .arrow.gap {
    stroke-dasharray: 2 4;
  }
  .map .label {
    fill: var(--m-bad);
  }
  .map .label.kept {
    fill: var(--m-kept);
  }
  .map .label.unproven {
    fill: var(--m-soft);
  }
  .map marker path {
    fill: var(--m-bad);
  }
  .map marker .kept {
    fill: var(--m-kept);
  }
  .map marker .unproven {
    fill: var(--m-none);
  }
`;
