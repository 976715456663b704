/** Colours, light and dark. `--pathwise-…` is for the page's owner; `--_…` is what the rules use. */
import { css } from "./plain.ts";

type Colours = Readonly<Record<string, readonly [light: string, dark: string]>>;

/** What the launcher is drawn with. */
export const FIRST: Colours = {
  paper: ["#ffffff", "#15181c"],
  line: ["#dfe3e8", "#343a41"],
  ink: ["#1b1f24", "#eceff2"],
  accent: ["#0b5f66", "#6fd0d6"],
  "on-accent": ["#ffffff", "#15181c"],
  shadow: ["#1b1f2429", "#00000080"],
};

/** What only the panel is drawn with: it brings them. */
export const OTHERS: Colours = {
  mist: ["#f5f6f8", "#1d2126"],
  edge: ["#7b8794", "#7d8894"],
  soft: ["#4a5560", "#b3bcc6"],
  note: ["#fff6e0", "#32290f"],
  "note-ink": ["#5c3d00", "#f6dfae"],
};

const themed = (colours: Colours): string => {
  const theme = (name: string, i: 0 | 1) =>
    `{--_scheme:${name};${Object.entries(colours)
      .map(([colour, values]) => `--_${colour}:var(--pathwise-${colour},${values[i]})`)
      .join(";")}}`;
  const dark = theme("dark", 1);
  return `:host${theme("light", 0)}@media (prefers-color-scheme:dark){:host(:not([theme=light]))${dark}}:host([theme=dark])${dark}`;
};

const host = css`
  :host {
    all: initial;
    color-scheme: var(--_scheme);
    font: var(--pathwise-font-size, medium) / 1.5 var(--pathwise-font, system-ui, sans-serif);
  }
`;

export const tokens = host + themed(FIRST);

export const panelColours = themed(OTHERS);
