/** What a programme costs, as it comes over the wire. Amounts are text as the bot says them; any field may be missing. */
import type { Noted } from "./protocol.ts";

export interface Amount extends Noted {
  readonly recorded?: boolean;
}

export interface CostPart extends Amount {
  readonly label: string;
}

/** A point where a learner may stop: what is spent by then, what is saved, what stays. */
export interface Stop {
  readonly after: string;
  readonly cost?: string;
  readonly left?: string;
  readonly keep?: string;
  readonly notes?: readonly number[];
}

/** The pay of an occupation, in US dollars a year. */
export interface Wage extends Partial<Noted> {
  readonly occupation: string;
  readonly low?: number | string;
  readonly median?: number | string;
  readonly high?: number | string;
}

export interface MoneyBlock {
  readonly type: "money";
  readonly title?: string;
  readonly programme?: string;
  readonly total?: Amount;
  readonly parts?: readonly CostPart[];
  readonly stops?: readonly Stop[];
  readonly baselines?: readonly (Noted & { readonly label: string })[];
  readonly break_even?: readonly { readonly years: number; readonly rise: string }[];
  readonly wages?: readonly Wage[];
  readonly cautions?: readonly Noted[];
}
