/** Header, bars and input: what stays while the transcript scrolls. */
import { css } from "lit";

export const frame = css`
  .header {
    display: flex;
    gap: 4px;
    align-items: center;
    padding-block: max(12px, env(safe-area-inset-top)) 12px;
    padding-inline-end: max(12px, (100% - 760px) / 2);
    border-block-end: 1px solid var(--_line);
  }
  .header div {
    flex: 1;
  }
  .header h2 {
    font-size: 1.125em;
    line-height: 1.3;
  }
  .header p {
    color: var(--_soft);
    font-size: 0.8125em;
    line-height: 1.4;
  }
  .header:has(.kept-button:not([hidden])) p {
    display: none;
  }
  .icon {
    display: grid;
    place-items: center;
    width: 44px;
    height: 44px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    color: var(--_accent);
    background: none;
  }
  .icon:hover {
    background: var(--_mist);
  }
  .icon:focus-visible {
    border-radius: 50%;
    outline-offset: -3px;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
    padding-block: 12px;
    border-block-end: 1px solid var(--_line);
    background: var(--_mist);
    font-size: 0.9375em;
  }
  .bar p {
    flex: 1 1 100%;
  }
  .menu {
    display: grid;
    gap: 0;
    padding-block: 4px;
  }
  .menu .plain-button {
    min-height: 44px;
    text-align: start;
    text-decoration: none;
  }
  .menu .plain-button:hover {
    text-decoration: underline;
  }
  .outcome {
    border-block: 1px solid var(--_line);
  }
  .trouble {
    border-block: 1px solid var(--_line);
    border-block-end: 0;
    color: var(--_note-ink);
    background: var(--_note);
  }
  .trouble p {
    flex: 1 1 200px;
  }
  .trouble .plain-button {
    color: inherit;
    font-weight: 600;
  }
  .composer {
    padding-block: 12px max(12px, env(safe-area-inset-bottom));
    padding-inline: max(12px, (100% - 776px) / 2);
    border-block-start: 1px solid var(--_line);
  }
  .trouble + pathwise-composer .composer {
    border-block-start: 0;
  }
  .row {
    display: flex;
    gap: 4px;
    align-items: end;
    padding: 3px;
    border: 1px solid var(--_edge);
    border-radius: 24px;
    background: var(--_paper);
  }
  .row:focus-within {
    border-color: var(--_accent);
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }
  textarea {
    flex: 1;
    min-width: 0;
    padding: 8px 0 8px 14px;
    border: 0;
    background: none;
    line-height: 1.5;
    resize: none;
    scrollbar-width: thin;
  }
  textarea:focus-visible {
    outline: 0;
  }
  textarea:dir(rtl) {
    padding: 8px 14px 8px 0;
  }
  textarea::placeholder {
    color: var(--_soft);
    opacity: 1;
  }
  .send {
    display: grid;
    place-items: center;
    flex: none;
    width: 40px;
    height: 40px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .send:focus-visible {
    border-radius: 50%;
  }
  .send[aria-disabled="true"] {
    color: var(--_soft);
    background: var(--_mist);
    cursor: default;
  }
  .refusal {
    margin-block-end: 8px;
    padding: 8px 12px;
    border-inline-start: 3px solid var(--_note-ink);
    border-radius: 4px;
    color: var(--_note-ink);
    background: var(--_note);
    font-size: 0.9375em;
  }
  .count {
    margin: 6px 16px 0;
    color: var(--_soft);
    font-size: 0.8125em;
    text-align: end;
  }
  @media (forced-colors: active) {
    .row,
    .send {
      border-color: ButtonText;
    }
    .send[aria-disabled="true"] {
      color: GrayText;
      border-color: GrayText;
    }
  }
`;
