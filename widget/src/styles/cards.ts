/** Programme cards, recommendations and the comparison table. */
import { css } from "lit";

export const cards = css`
  .cards {
    display: grid;
    gap: 12px;
    grid-template-columns: minmax(0, 1fr);
  }
  .card {
    padding: 16px;
    border: 1px solid var(--_line);
    border-radius: 12px;
  }
  .card h3 {
    line-height: 1.35;
  }
  .school {
    color: var(--_soft);
    font-size: 0.875em;
  }
  .sign {
    display: inline-block;
    margin-block-end: 6px;
    padding: 1px 8px;
    border: 1px solid var(--_edge);
    border-radius: 10px;
    color: var(--_soft);
    font-size: 0.8125em;
  }
  dl {
    display: grid;
    gap: 8px;
    margin-block-start: 12px;
  }
  dl > div {
    display: grid;
    grid-template-columns: 7.5em minmax(0, 1fr);
    gap: 0 12px;
  }
  dt {
    color: var(--_soft);
    font-size: 0.875em;
    line-height: 1.7;
  }
  .reasons {
    margin-block-start: 12px;
  }
  .reasons h4 {
    color: var(--_soft);
    font-size: 0.875em;
  }
  .reasons ul {
    display: grid;
    gap: 4px;
  }
  .reasons li {
    position: relative;
    padding-inline-start: 20px;
  }
  .reasons li::before {
    position: absolute;
    inset-inline-start: 2px;
    color: var(--_soft);
    content: "+" / "";
  }
  .against li::before {
    content: "−" / "";
  }
  .unknown li::before {
    content: "?" / "";
  }
  .profile {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    align-items: center;
    color: var(--_soft);
    font-size: 0.875em;
  }
  .profile > span {
    margin-inline-end: 4px;
  }
  .profile .chip {
    min-height: 28px;
    padding: 2px 10px;
    border-color: transparent;
    background: var(--_mist);
  }
  .profile .chip:disabled {
    color: var(--_ink);
    cursor: default;
  }
  @media (pointer: coarse) {
    .profile {
      /* Its unseen words must scroll with it, or the whole transcript could be moved sideways. */
      position: relative;
      flex-wrap: nowrap;
      margin-block: -3px;
      margin-inline: -3px -20px;
      padding-block: 3px;
      padding-inline: 3px 20px;
      overflow-x: auto;
      scrollbar-width: none;
      white-space: nowrap;
    }
    .profile .chip {
      flex: none;
      min-height: 44px;
    }
  }
  .chip-label {
    color: var(--_soft);
  }
  .bounds {
    margin-block-start: 12px;
  }
  table,
  tbody,
  tr,
  th,
  td,
  caption {
    display: block;
    padding: 0;
    font-weight: inherit;
    text-align: start;
  }
  caption {
    margin-block-end: 8px;
    font-weight: 650;
  }
  thead {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  tbody {
    display: grid;
    gap: 12px;
  }
  tbody tr {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(128px, 1fr));
    gap: 8px 16px;
    padding: 12px 16px;
    border: 1px solid var(--_line);
    border-radius: 12px;
  }
  tbody th {
    font-weight: 650;
  }
  tbody th,
  td:has(.note:not([hidden])) {
    grid-column: 1 / -1;
  }
  .column {
    display: block;
    color: var(--_soft);
    font-size: 0.8125em;
    font-style: normal;
  }
  @container (min-width: 480px) {
    table {
      display: table;
      width: 100%;
      border-collapse: collapse;
      table-layout: fixed;
    }
    caption {
      display: table-caption;
    }
    thead {
      position: static;
      display: table-header-group;
      clip-path: none;
    }
    tbody {
      display: table-row-group;
    }
    thead tr,
    tbody tr {
      display: table-row;
      border: 0;
    }
    th,
    td {
      display: table-cell;
      padding: 10px 8px;
      border-block-end: 1px solid var(--_line);
      vertical-align: top;
    }
    thead th {
      font-weight: 650;
    }
    :is(th, td):first-child {
      width: 26%;
      padding-inline-start: 0;
    }
    tbody th {
      color: var(--_soft);
      font-weight: inherit;
    }
    .column {
      display: none;
    }
    .cards:has(.tie) {
      grid-template-columns: 1fr 1fr;
    }
    .cards:has(.tie) > :not(.tie) {
      grid-column: 1 / -1;
    }
  }
`;
