/** Keeping programmes: the button on a card, the list under the header. */
import { css } from "lit";

export const kept = css`
  .card header {
    display: grid;
    gap: 0 12px;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: start;
  }
  .card .sign {
    justify-self: start;
  }
  .card .sign ~ :is(h3, .school) {
    grid-column: 1 / -1;
  }
  .keep {
    grid-row: 1 / span 2;
    grid-column: 2;
    min-height: 32px;
    margin-block: -4px;
    padding: 2px 12px;
    border: 1px solid var(--_line);
    border-radius: 16px;
    color: var(--_accent);
    background: var(--_paper);
    font-size: 0.875em;
  }
  .sign ~ .keep {
    grid-row: 1;
  }
  .keep:hover {
    border-color: var(--_accent);
    background: var(--_mist);
  }
  .keep:focus-visible {
    border-radius: 16px;
  }
  .keep[aria-pressed="true"] {
    border-color: var(--_accent);
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .kept-button {
    font-size: 0.875em;
    white-space: nowrap;
  }
  .kept {
    gap: 4px 20px;
    max-height: min(30em, 60vh);
    overflow-y: auto;
  }
  .kept .plain-button {
    padding-inline: 0;
    border-inline-width: 0;
  }
  .kept .primary {
    margin-block: 4px;
  }
  .kept > .quiet {
    margin-block: 2px;
  }
  .kept ul {
    flex: 1 1 100%;
  }
  .kept li {
    display: flex;
    gap: 12px;
    align-items: center;
    justify-content: space-between;
    border-block-end: 1px solid var(--_line);
  }
  .kept li p {
    flex: 1;
    padding-block: 6px;
    line-height: 1.35;
  }
  .kept li .quiet {
    display: block;
  }
  .link-field {
    flex: 1 1 100%;
    display: grid;
    gap: 4px;
  }
  .link-field input {
    min-height: 40px;
    padding: 6px 10px;
    border: 1px solid var(--_edge);
    border-radius: 8px;
    background: var(--_paper);
  }
  @media (pointer: coarse) {
    .keep {
      min-height: 44px;
      margin-block: -8px -6px;
      border-radius: 22px;
    }
    .sign ~ .keep {
      margin-block-end: 2px;
    }
  }
  @media (forced-colors: active) {
    .keep[aria-pressed="true"] {
      border-width: 3px;
    }
  }
`;
