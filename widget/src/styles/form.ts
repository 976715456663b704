/** What the learner answers with: chips and the fields of a form. */
import { css } from "lit";

export const form = css`
  .options {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .chip {
    min-height: 40px;
    padding: 7px 16px;
    border: 1px solid var(--_accent);
    border-radius: 20px;
    color: var(--_accent);
    background: var(--_paper);
    line-height: 1.4;
    text-align: start;
  }
  .chip:focus-visible {
    border-radius: 20px;
  }
  .chip.quiet {
    border-color: transparent;
    padding-inline: 8px;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .step {
    margin-block-end: 8px;
    color: var(--_soft);
    font-size: 0.875em;
  }
  .number {
    display: grid;
    gap: 12px;
    margin-block-end: 12px;
    justify-items: start;
  }
  .number input[type="range"] {
    width: 100%;
    height: 28px;
    accent-color: var(--_accent);
  }
  .field {
    display: flex;
    gap: 8px;
    align-items: center;
  }
  .field input {
    width: 6em;
    min-height: 40px;
    padding: 6px 10px;
    border: 1px solid var(--_edge);
    border-radius: 8px;
    background: var(--_paper);
  }
  @media (pointer: coarse) {
    .chip {
      min-height: 44px;
    }
  }
`;
