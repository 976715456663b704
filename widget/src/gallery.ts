/**
 * Draws every block and state from fixtures, without a server, for looking and for screenshots.
 * `?only=NAME` shows one scene, `?theme=dark` all in the dark, `?dir=rtl` all mirrored,
 * `?lang=es` all in Spanish.
 */
import { type Scene, scenes } from "./fixtures/states.ts";
import { PathwisePanel } from "./panel/index.ts";
import type { Conversing } from "./panel/panel.ts";
import { type Kept, Shortlist } from "./shortlist.ts";
import type { State } from "./store.ts";
import { es } from "./strings/es.ts";
import { speak } from "./strings/index.ts";
import { css, sheetOf } from "./styles/plain.ts";
import { panelColours, tokens } from "./styles/tokens.ts";

const wanted = new URLSearchParams(location.search);

const frame = css`
  :host {
    display: block;
    width: 400px;
    max-width: 100%;
    height: 640px;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: 16px;
    box-shadow: 0 8px 32px var(--_shadow);
  }
  :host([tall]) {
    height: auto;
  }
  :host([wide]) {
    width: 720px;
  }
`;

/** A conversation that stands still and says in the title what it was asked to do. */
const still = (state: State): Conversing => {
  const note = async (what: string) => {
    document.title = what;
  };
  return {
    state,
    isRemembered: false,
    listen: () => () => {},
    open: async () => true,
    say: (text) => note(`say ${text}`),
    choose: (id) => note(`choose ${id}`),
    retry: () => note("retry"),
    restart: () => note("restart"),
    edited: () => {},
    wake: () => {},
    erase: () => note("erase"),
    transcript: async (format) => new Blob([format]),
    judge: (seq, feedback) => note(`judge ${seq} ${JSON.stringify(feedback)}`),
  };
};

/** A shortlist of this scene alone: nothing is stored. */
function inPage(kept: readonly Kept[]): Shortlist {
  const stored = new Map([["pathwise-kept:gallery", JSON.stringify(kept)]]);
  return new Shortlist("gallery", () => ({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  }));
}

class GalleryFrame extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheetOf(tokens, panelColours, frame)];
  }

  show({ state, isTall, isWide, kept, bar }: Scene): void {
    this.toggleAttribute("tall", Boolean(isTall));
    this.toggleAttribute("wide", Boolean(isWide));
    const panel = new PathwisePanel();
    panel.conversation = still(state);
    panel.server = location.origin;
    panel.shortlist = inPage(kept ?? []);
    panel.bar = bar;
    panel.dir = wanted.get("dir") ?? "";
    this.shadowRoot?.replaceChildren(panel);
  }
}

if (wanted.get("lang") === "es") speak(es);
customElements.define("gallery-frame", GalleryFrame);
for (const [name, scene] of Object.entries(scenes)) {
  if (wanted.has("only") && wanted.get("only") !== name) continue;
  const section = document.createElement("section");
  const title = document.createElement("h2");
  const view = document.createElement("gallery-frame") as GalleryFrame;
  section.id = name;
  title.textContent = name;
  if (wanted.has("theme")) view.setAttribute("theme", wanted.get("theme") ?? "");
  view.show(scene);
  section.append(title, view);
  document.querySelector("main")?.append(section);
}
document.documentElement.dataset.theme = wanted.get("theme") ?? "auto";
