/** The wire contract (docs/protocol.md) as types. */
import type { MoneyBlock } from "./protocol_money.ts";
import type { PlanBlock } from "./protocol_plan.ts";

export interface Noted {
  readonly text: string;
  readonly notes?: readonly number[];
}

export interface Option {
  readonly id: string;
  readonly title: string;
}

export interface Disagreement {
  readonly value: string;
  readonly publisher: string;
  readonly kind: string;
  readonly source_date: string;
  readonly url?: string;
}

export interface SourceNote extends Disagreement {
  readonly n: number;
  readonly claim?: string;
  readonly evidence?: string;
  readonly tags?: readonly string[];
  readonly disagrees?: readonly Disagreement[];
}

export interface ProgrammeName {
  readonly slug: string;
  readonly title: string;
  readonly school: string;
  readonly credential_type: string;
  readonly url?: string;
}

export interface Fact extends Noted {
  readonly label: string;
  readonly recorded: boolean;
}

export interface Cell extends Noted {
  readonly recorded: boolean;
}

export interface TextBlock {
  readonly type: "text";
  readonly heading?: string;
  readonly style: "paragraph" | "list";
  readonly sentences: readonly Noted[];
  readonly folded?: boolean;
}

export interface SourcesBlock {
  readonly type: "sources";
  readonly notes: readonly SourceNote[];
}

export interface CardsBlock {
  readonly type: "cards";
  readonly cards: readonly (ProgrammeName & { readonly facts: readonly Fact[] })[];
}

export interface TableBlock {
  readonly type: "table";
  readonly caption: string;
  readonly columns: readonly { readonly title: string }[];
  readonly rows: readonly {
    readonly label: string;
    readonly differs: boolean;
    readonly cells: readonly Cell[];
  }[];
}

export interface Recommendation extends ProgrammeName {
  readonly score: number;
  readonly tie: boolean;
  readonly for: readonly Noted[];
  readonly against: readonly Noted[];
  readonly unknown: readonly Noted[];
  /** The score if what is not recorded turned out well, and badly. */
  readonly best?: number;
  readonly worst?: number;
}

/** A way to press the list in one direction: "Cheaper", and how many programmes that would bring. */
export interface Critique extends Option {
  readonly count?: number;
}

export interface RecommendationsBlock {
  readonly type: "recommendations";
  readonly profile: readonly { readonly slot: string; readonly label: string; readonly value: string }[];
  readonly items: readonly Recommendation[];
  readonly changes?: readonly Noted[];
  readonly critiques?: readonly Critique[];
  readonly skipped?: readonly { readonly text: string }[];
  /** The profile as the fragment of a link to the summary page. */
  readonly share?: string;
}

export interface OptionsBlock {
  readonly type: "options";
  readonly options: readonly Option[];
}

export interface FormBlock {
  readonly type: "form";
  readonly slot: string;
  readonly question: string;
  readonly why: string;
  readonly input: "choice" | "number" | "text";
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly options: readonly Option[];
  readonly position: number;
  readonly of: number;
}

export interface NoticeBlock extends Noted {
  readonly type: "notice";
  readonly tone: "info" | "caution";
}

export interface BriefBlock {
  readonly type: "brief";
  readonly id: string;
  readonly text: string;
  readonly mailto?: string;
  readonly can_send: boolean;
}

export type Block =
  | TextBlock
  | SourcesBlock
  | CardsBlock
  | TableBlock
  | RecommendationsBlock
  | OptionsBlock
  | FormBlock
  | NoticeBlock
  | PlanBlock
  | MoneyBlock
  | BriefBlock;

/** A block as it arrives: perhaps of a type that this client does not know. */
export type WireBlock = Block | { readonly type: "later" };

export interface LearnerMessage {
  readonly seq?: number;
  readonly from: "learner";
  readonly text: string;
  readonly at?: string;
  readonly client_message_id?: string;
}

/** Why an answer did not help. */
export type Reason = "not_asked" | "wrong" | "unclear" | "missing";

export interface Feedback {
  readonly helpful: boolean;
  readonly reason?: Reason;
}

export interface BotMessage {
  readonly seq: number;
  readonly from: "bot";
  readonly text: string;
  readonly at?: string;
  readonly topic?: string;
  readonly topics?: readonly string[];
  readonly status?: "answered" | "clarifying" | "declined" | "handed_off";
  readonly feedback?: Feedback | undefined;
  readonly blocks?: readonly WireBlock[];
}

export type Message = LearnerMessage | BotMessage;

/** What the learner sends: a text, or the id of an option that the bot offered. */
export type Outgoing = { readonly client_message_id: string } & (
  | { readonly text: string }
  | { readonly choice: string }
);

export interface Created {
  readonly conversation: string;
  readonly token: string;
  readonly expires_at?: string;
  readonly messages: readonly Message[];
}

export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly retry_after_s?: number;
  readonly limit?: number;
  readonly field?: string;
}

export const TEXT_LIMIT = 2000;
