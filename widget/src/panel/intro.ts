/** The first-open page: who answers and who not, three good questions, the privacy line. */
import { html, nothing, type TemplateResult } from "lit";
import type { BlockContext } from "../blocks/context.ts";
import { outLink } from "../blocks/link.ts";
import { noticeBlock } from "../blocks/notice.ts";
import { safeUrl } from "../format.ts";
import type { Keeping } from "../memory.ts";
import type { BotMessage, Option } from "../protocol.ts";
import { isKnown, sourcesOf } from "../reading.ts";
import { words } from "../strings/index.ts";
import { nextIcon } from "./icons.ts";

export interface IntroView {
  readonly isFirst: boolean;
  readonly keeping: Keeping;
  /** The page of the owner that says how data is used, where there is one. */
  readonly policy: string;
  readonly isConnecting: boolean;
  readonly greeting: readonly BotMessage[];
  readonly context: Omit<BlockContext, "sources">;
}

export function introView(view: IntroView): TemplateResult {
  return html`<div class="intro" part="intro">
    <p class="who">${words.who}</p>
    ${view.greeting.flatMap((message) => notices(message, view.context))}
    ${view.isFirst ? questions(view) : nothing}
    <p class="privacy">
      ${words.privacy} ${words.remembers[view.keeping]} ${safeUrl(view.policy) ? outLink(view.policy, words.policy) : nothing}
    </p>
  </div>`;
}

/** What the server must say at once, such as maintenance; its words of welcome are those above. */
const notices = (message: BotMessage, context: Omit<BlockContext, "sources">) =>
  (message.blocks ?? [])
    .filter(isKnown)
    .flatMap((b) =>
      b.type === "notice" ? [noticeBlock(b, { ...context, sources: sourcesOf(message) })] : [],
    );

const offered = (greeting: readonly BotMessage[]): readonly Option[] =>
  greeting
    .flatMap((message) => message.blocks ?? [])
    .filter(isKnown)
    .flatMap((block) => (block.type === "options" ? block.options : []));

/** The server's questions where it offers some; they wait unseen for half a second rather than change under a finger. */
function questions({ greeting, isConnecting, context }: IntroView): TemplateResult {
  const options = offered(greeting);
  const list = options.length
    ? options.map(({ id, title }) => question(title, () => context.choose(id)))
    : words.questions.map((text) => question(text, () => context.say(text)));
  return html`<div class=${isConnecting ? "questions later" : "questions"} role="group" aria-label=${words.try}>
    <p>${words.try}</p>
    ${list}
  </div>`;
}

const question = (text: string, press: () => void) =>
  html`<button class="question" part="question" type="button" @click=${press}>
    <span lang="en" dir="auto">${text}</span>${nextIcon}
  </button>`;
