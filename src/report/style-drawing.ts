// The look of the drawings in the page: timelines, bars, the map's size.
import { css } from './markup.js';

export const drawingStyle = css`
  svg {
    display: block;
    font-family: inherit;
  }
  svg.map {
    max-width: 100%;
    height: auto;
    min-width: 56rem;
  }
  svg text {
    fill: var(--ink);
    font-size: 11px;
  }
  svg .soft {
    fill: var(--soft);
    font-size: 11px;
  }
  svg .name {
    font-size: 12px;
    font-weight: 600;
  }
  svg .grid {
    stroke: var(--line);
  }
  svg .card {
    fill: var(--card);
  }
  svg .dot {
    fill: var(--say);
  }
  svg .cited {
    fill: var(--ground);
    stroke: var(--say);
    stroke-width: 3;
  }
  svg .span {
    fill: var(--say);
    opacity: 0.75;
  }
  svg .wait {
    stroke: var(--wait);
    stroke-width: 2;
    stroke-dasharray: 4 3;
    fill: none;
  }
  svg .owed {
    fill: var(--wait);
  }
  svg .late {
    stroke: var(--bad);
    stroke-width: 6;
    fill: none;
  }
  svg .due {
    stroke: var(--bad);
    stroke-width: 2;
  }
  svg text.bad {
    fill: var(--bad);
  }
  svg .bar {
    fill: var(--say);
  }
  svg .void {
    fill: var(--line);
  }
`;
