/** What a block may know and do beyond its own fields. */
import type { SourceNote } from "../protocol.ts";

export interface BlockContext {
  /** The notes of the same message, by number. */
  readonly sources: ReadonlyMap<number, SourceNote>;
  /** True while the learner may answer here: the bot's last message, and nothing on its way. */
  readonly isCurrent: boolean;
  readonly choose: (id: string) => void;
  readonly say: (text: string) => void;
}
