/** What a block may know and do beyond its own fields. */
import type { SourceNote } from "../protocol.ts";
import type { Shortlist } from "../shortlist.ts";

export interface BlockContext {
  /** The notes of the same message, by number. */
  readonly sources: ReadonlyMap<number, SourceNote>;
  /** True while the learner may answer here: the bot's last message, and nothing on its way. */
  readonly isCurrent: boolean;
  /** Where the server is: its files are linked from here. */
  readonly server: string;
  readonly shortlist: Pick<Shortlist, "has" | "toggle">;
  readonly choose: (id: string) => void;
  readonly say: (text: string) => void;
}
