/** The checks that tests run inside a page, in every browser: `checks.smallTargets()`. */
import { axeReport } from "./axe.ts";
import { sceneFacts } from "./facts.ts";
import * as listening from "./listening.ts";
import * as style from "./style.ts";
import * as tabbing from "./tabbing.ts";
import { smallTargets } from "./targets.ts";
import * as text from "./text.ts";
import * as watching from "./watching.ts";

const checks = {
  axeReport,
  sceneFacts,
  smallTargets,
  ...listening,
  ...style,
  ...tabbing,
  ...text,
  ...watching,
};
Object.assign(globalThis, { checks });
watching.watch();
