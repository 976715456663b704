/** Keeps the panel above a phone's keyboard: the height that is really visible, as a rule in a sheet of its own. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

export class VisibleHeight implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #sheet = new CSSStyleSheet();

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const root = this.#host.shadowRoot;
    if (root && !root.adoptedStyleSheets.includes(this.#sheet)) root.adoptedStyleSheets.push(this.#sheet);
    visualViewport?.addEventListener("resize", this.#measure);
  }

  hostDisconnected(): void {
    visualViewport?.removeEventListener("resize", this.#measure);
  }

  readonly #measure = (): void => {
    const height = visualViewport ? Math.round(visualViewport.height * visualViewport.scale) : 0;
    const isCovered = height > 0 && height < window.innerHeight - 80;
    this.#sheet.replaceSync(isCovered ? `:host{max-height:${height}px}` : "");
  };
}
