/** The transcript: first-open page, bubbles, answers, and the sign that an answer is being looked up. */
import { css } from "lit";

export const talk = css`
  .transcript {
    position: relative;
    flex: 1;
    min-height: 0;
    padding-block: 20px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    container-type: inline-size;
  }
  .transcript:focus-visible {
    outline-offset: -3px;
    border-radius: 0;
  }
  .intro {
    max-width: 60ch;
  }
  .questions {
    display: grid;
    gap: 8px;
    margin-block: 20px;
  }
  .questions > p {
    color: var(--_soft);
    font-size: 0.875em;
  }
  .question {
    display: flex;
    gap: 12px;
    align-items: center;
    justify-content: space-between;
    min-height: 48px;
    padding: 10px 14px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    color: var(--_accent);
    background: var(--_paper);
    line-height: 1.4;
    text-align: start;
  }
  .question:dir(rtl) svg {
    transform: scaleX(-1);
  }
  .question:hover,
  .chip:hover:enabled {
    border-color: var(--_accent);
    background: var(--_mist);
  }
  .question:focus-visible {
    border-radius: 12px;
  }
  .privacy {
    margin-block-start: 12px;
    color: var(--_soft);
    font-size: 0.8125em;
  }
  .messages {
    display: flex;
    flex-direction: column;
    gap: 20px;
    margin-block-start: 20px;
    padding-block-start: 20px;
    border-block-start: 1px solid var(--_line);
    list-style: none;
  }
  .learner {
    display: flex;
    flex-direction: column;
    align-items: end;
  }
  .bubble {
    max-width: min(85%, 52ch);
    padding: 10px 16px;
    border: 1px solid transparent;
    border-radius: 16px;
    border-end-end-radius: 4px;
    background: var(--_mist);
  }
  .bubble p {
    white-space: pre-wrap;
  }
  .bubble.failed {
    border: 1px dashed var(--_edge);
    background: none;
  }
  .bubble.waiting {
    border: 1px dashed var(--_edge);
  }
  .at {
    margin-block-start: 4px;
    color: var(--_soft);
    font-size: 0.8125em;
  }
  .after {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: center;
    color: var(--_soft);
    font-size: 0.8125em;
  }
  .after .at {
    margin: 0;
    font-size: 1em;
  }
  .feedback {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    align-items: center;
  }
  .divider {
    color: var(--_soft);
    font-size: 0.875em;
    text-align: center;
  }
  .answer {
    display: grid;
    gap: 16px;
    grid-template-columns: minmax(0, 1fr);
  }
  .whole {
    display: grid;
    gap: 12px;
    max-width: 60ch;
    white-space: pre-line;
  }
  .whole ol {
    padding-inline-start: 24px;
  }
  code {
    font-size: 0.9375em;
  }
  .working {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 10px;
    align-items: center;
    margin-block-start: 20px;
    color: var(--_soft);
    font-size: 0.9375em;
    visibility: hidden;
    animation: appear 0s linear 0.4s forwards;
  }
  .slow {
    flex: 1 1 100%;
    visibility: hidden;
    animation: appear 0s linear 8s forwards;
  }
  .later {
    visibility: hidden;
    animation: appear 0s linear 0.5s forwards;
  }
  .dots {
    display: inline-flex;
    gap: 4px;
  }
  .dots i {
    width: 6px;
    height: 6px;
    border-radius: 50%;
    background: currentColor;
    animation: wait 1.2s ease-in-out infinite;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes appear {
    to {
      visibility: visible;
    }
  }
  @keyframes wait {
    0%,
    60%,
    100% {
      opacity: 0.35;
    }
    30% {
      opacity: 1;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .dots i {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .bubble {
      border-color: CanvasText;
    }
    .dots i {
      background: CanvasText;
    }
  }
`;
