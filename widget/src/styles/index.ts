/** The panel's sheets, from the general to the particular. */
import { base } from "./base.ts";
import { blocks } from "./blocks.ts";
import { cards } from "./cards.ts";
import { form } from "./form.ts";
import { frame } from "./frame.ts";
import { kept } from "./kept.ts";
import { study } from "./study.ts";
import { talk } from "./talk.ts";

export const sheets = [base, frame, talk, blocks, form, cards, study, kept];
