/** Plans and costs: the timeline, the bars, amounts, pay. */
import { css } from "lit";

export const study = css`
  .scale {
    display: block;
    width: 100%;
    height: 10px;
    margin-block: 4px;
    stroke: none;
  }
  .scale:dir(rtl) {
    transform: scaleX(-1);
  }
  .stairs {
    display: block;
    width: 100%;
    max-width: 400px;
    height: auto;
    margin-block-start: 12px;
    font-weight: 400;
    stroke: none;
  }
  .stairs text {
    fill: var(--_soft);
    font-size: 11px;
    text-anchor: middle;
  }
  .track {
    fill: var(--_line);
  }
  .span {
    fill: var(--_soft);
  }
  .mark {
    fill: var(--_paper);
    stroke: var(--_ink);
    stroke-width: 1.5;
  }
  .quiet {
    color: var(--_soft);
    font-size: 0.875em;
  }
  .plan,
  .money {
    max-width: 60ch;
  }
  .timeline {
    display: grid;
    gap: 20px;
    grid-template-columns: minmax(0, 1fr);
  }
  .timeline > li {
    display: grid;
    gap: 4px;
    grid-template-columns: minmax(0, 1fr);
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_line);
  }
  .pause .span {
    fill: var(--_paper);
    stroke: var(--_edge);
    stroke-dasharray: 3 2;
  }
  .total {
    font-size: 1.25em;
    font-weight: 650;
    line-height: 1.4;
  }
  .total .note,
  .total .tag {
    font-size: 0.7em;
    font-weight: 400;
  }
  .money th:last-child {
    width: 34%;
  }
  .wages {
    display: grid;
    gap: 20px;
  }
  .wages dl {
    grid-template-columns: repeat(3, minmax(0, 1fr));
    margin-block: 0 4px;
  }
  .wages dl > div {
    display: block;
  }
  @container (max-width: 479px) {
    .money tbody td:last-child {
      grid-column: 1 / -1;
    }
  }
  @media (forced-colors: active) {
    .track {
      fill: CanvasText;
      opacity: 0.4;
    }
    .span {
      fill: CanvasText;
    }
    .stairs text {
      fill: CanvasText;
    }
    .pause .span,
    .mark {
      fill: Canvas;
      stroke: CanvasText;
    }
  }
`;
