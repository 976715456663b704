/** Fetches the panel and its language from beside the loader, checked against the loader's own list when it is pinned. */
import type { PathwiseChat } from "./chat.ts";
import { make } from "./dom.ts";
import type { ChatWindow } from "./panel/window.ts";
import type { Strings } from "./strings/en.ts";

/** What panel.js exports. */
interface PanelModule {
  readonly ChatWindow: new (
    chat: PathwiseChat,
    launcher: HTMLElement,
    server: string,
    language?: Strings,
  ) => ChatWindow;
}

/** Filled in by the build: the integrity of each file that the loader may load. */
declare const INTEGRITY: Readonly<Record<string, string>>;

const LONGEST_MS = 20_000;

/** Where the loader came from, and whether the page pinned it: then what it loads is pinned too. */
export const origin = { url: "", isPinned: false };

let tries = 0;

export async function load(chat: PathwiseChat, launcher: HTMLElement): Promise<ChatWindow> {
  const again = tries++ ? `?try=${tries}` : "";
  const [panel, words] = await Promise.all([
    fetched<PanelModule>("panel.js", again, "ChatWindow"),
    chat.lang.startsWith("es") ? fetched<{ default: Strings }>("es.js", again, "default") : undefined,
  ]);
  return new panel.ChatWindow(chat, launcher, new URL(origin.url).origin, words?.default);
}

/** What was asked for before and given up: it may still come, and then no second copy can run beside it. */
const awaited: Record<string, Promise<unknown>> = {};

/**
 * A module that once failed stays failed under its address, so that each new try has another one. `name` is what it
 * must export: something on the way may answer with a script of its own.
 */
async function fetched<T extends object>(file: string, again: string, name: keyof T): Promise<T> {
  const url = new URL(file + again, origin.url).href;
  const late = new Promise<never>((_, reject) => setTimeout(reject, LONGEST_MS));
  const coming = (origin.isPinned ? checked<T>(url, file) : (import(url) as Promise<T>)).then((module) =>
    name in module ? module : Promise.reject(),
  );
  const first = Promise.any([coming, awaited[file] ?? coming]);
  awaited[file] = first;
  return Promise.race([late, first as Promise<T>]);
}

/** import() cannot check what it loads; what was preloaded and checked is what it then takes. */
async function checked<T>(href: string, file: string): Promise<T> {
  await new Promise((done, reject) => {
    const link = make("link", {
      rel: "modulepreload",
      crossorigin: "",
      href,
      integrity: INTEGRITY[file] ?? "",
    });
    link.onload = done;
    link.onerror = reject;
    document.head.append(link);
  });
  return import(href);
}
