/** Every word of the widget itself, in English. The bot's own words come from the server. */

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

const joined = (names: readonly string[]) =>
  names.length < 3 ? names.join(" and ") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** The few words of the loader: all that a page gets before the chat is opened. */
export const launcher = {
  launcher: "Ask Pathwise",
  loading: "Loading the chat…",
  notLoaded: "The chat could not be loaded. Please try again.",
};

export const en = {
  lang: "en",
  dir: "ltr",
  /** How dates and numbers are written where the reader's own settings have no say. */
  locale: "en-GB",
  dialog: "Pathwise, advising chat",
  unread: (n: number) => `Ask Pathwise, ${plural(n, "new answer", "new answers")}`,
  name: "Pathwise",
  subtitle: "Independent advice, with sources",
  close: "Close the chat",
  menu: "Menu",
  restart: "New conversation",
  restartQuestion: "Start again? This conversation leaves the screen.",
  restartYes: "Start again",
  no: "Keep this one",
  saveText: "Save as text (.txt)",
  saveRecord: "Save as data (.json)",
  saved: "The conversation is saved as a file.",
  erase: "Delete my data",
  eraseQuestion:
    "Delete this conversation on the server, and what you kept in this browser? It cannot be brought back.",
  eraseYes: "Delete it",
  erased: "Your data is deleted.",

  who: "I answer questions about online credentials from dated, sourced facts. I am independent: not affiliated with any school or platform.",
  try: "You could ask",
  questions: [
    "How does a MicroMasters differ from a Professional Certificate?",
    "Which programmes count towards a master’s degree?",
    "Help me choose a programme",
  ],
  privacy:
    "What you write is stored on this site’s server, so please leave out names and contact details. You can delete it in the menu.",
  remembers: {
    memory: "This device forgets the chat when you leave the page.",
    session: "This device forgets the chat when you close the tab.",
    local: "This browser remembers the chat until you delete it.",
  },
  policy: "How your data is used",

  transcript: "Conversation",
  you: "You:",
  bot: "Pathwise:",
  working: "Looking it up",
  slow: "Still looking. This is taking longer than usual.",
  renewed: "The earlier conversation expired. A new one begins here.",

  input: "Your message",
  placeholder: "Ask about a programme",
  send: "Send",
  full: "Wait for an answer",
  waiting: "Waiting to be sent.",
  notSent: "Not sent.",
  again: "Try again",
  count: (n: number, limit: number) =>
    `${n.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`,
  over: (n: number) => `${plural(n, "character", "characters")} too many`,

  offline: "No connection. Your message is kept and will be sent when it is back.",
  offlineIdle: "No connection. Trying again by itself.",
  busy: (seconds: number) => `The service is busy. Trying again in ${plural(seconds, "second", "seconds")}.`,
  failed: "No answer came. Please check the connection and try again.",

  helpful: "Was this helpful?",
  yes: "Yes",
  notHelpful: "No",
  why: "Why do you ask?",
  reasons: {
    not_asked: "Not what I asked",
    wrong: "Wrong or out of date",
    unclear: "Hard to follow",
    missing: "Something is missing",
  },
  whyNot: "What was wrong with it?",
  thanks: "Thank you. The advisers will see it.",

  more: "More",
  whole: "The whole answer as text",
  sources: (n: number) => `Sources (${n})`,
  source: (n: number, publisher: string) => `Source ${n}: ${publisher}`,
  newTab: "(opens in a new tab)",
  differ: "Sources differ",
  asOf: (date: string) => `as of ${date}`,
  undated: "undated",
  seen: (date: string) => `undated, seen ${date}`,
  kinds: {
    official: "official page",
    government: "government",
    press: "press",
    blog: "blog",
    dataset: "dataset",
    "peer-reviewed": "peer-reviewed study",
  } as Readonly<Record<string, string>>,
  evidence: { high: "strong evidence", medium: "fair evidence", low: "weak evidence" } as Readonly<
    Record<string, string>
  >,
  /** Tags as the server names them, where the reader should see another word. */
  tags: {} as Readonly<Record<string, string>>,
  stale: (date: string) =>
    `All sources of this answer are old; the newest is of ${date}. Check the programme’s own page before you decide.`,

  notRecorded: "not recorded",
  differs: "differs",
  best: "Best match",
  tie: "Tie",
  for: "For",
  against: "Against",
  unknown: "Not recorded",
  nothing: "Nothing recorded",
  changes: "What would change this",
  profile: "What I go by",
  changeIt: "(change)",
  bounds: (low: string, high: string) =>
    `Score between ${low} and ${high}, as what is not recorded turns out`,
  critiques: "Press the list in one direction",
  options: "Suggested replies",
  step: (position: number, of: number) => `Question ${position} of ${of}`,
  answer: (text: string) => `Answer “${text}”`,
  caution: "Careful",
  info: "Note",
  brief: "Brief for an adviser",
  mail: "Write the e-mail",
  print: "Print this page",

  plan: {
    title: "Study plan",
    to: "to",
    weeks: (n: number) => plural(n, "week", "weeks"),
    hours: (n: number) => `${plural(n, "hour", "hours")} a week`,
    pause: "Break:",
    unplaced: "Without a place in this plan",
    calendar: "Add to calendar (.ics)",
  },

  money: {
    title: "What it costs",
    stops: "If you stop early",
    after: (what: string) => `After ${what}`,
    paid: "Paid by then",
    saved: "Not yet paid",
    keep: "What you keep",
    baselines: "Compared with",
    breakEven: "When it would have paid for itself",
    rise: (years: number, rise: string) =>
      `In ${plural(years, "year", "years")}, if it raised pay by ${rise}`,
    wages: "What people in this work are paid",
    low: "Low",
    median: "Median",
    high: "High",
  },

  kept: {
    title: "What you keep",
    keep: "Keep",
    kept: "Kept",
    count: (n: number) => `Kept (${n})`,
    summary: "Summary",
    added: (n: number) => `${n} kept. The list is at the top of the chat.`,
    removed: (n: number) => `Removed. ${n} kept.`,
    remove: "Remove",
    where: "This list stays in this browser until you remove it.",
    compare: "Compare them",
    page: "Make a summary page",
    copy: "Copy a share link",
    copied: "Link copied.",
    copyYourself: "This page may not copy. The link is selected for you to copy:",
    holds: "Both hold what I go by and what you kept, nothing else.",
  },
  of: (title: string, school: string) => `${title} of ${school}`,

  said: (text: string) => `Pathwise: ${text}`,
  with: (parts: string) => `With ${parts}.`,
  parts: {
    options: (n: number) => plural(n, "suggested reply", "suggested replies"),
    table: (n: number) => `a comparison table with ${plural(n, "row", "rows")}`,
    cards: (n: number) => plural(n, "programme card", "programme cards"),
    recommendations: (n: number) => plural(n, "recommendation", "recommendations"),
    plan: (n: number) => `a plan of ${plural(n, "course", "courses")}`,
    money: "a list of costs",
    sources: (n: number) => plural(n, "source", "sources"),
  },
};

/** What the widget says to the bot, which reads English whatever the widget's language. */
export const asked = {
  why: "Why do you ask?",
  change: (label: string) => `Change my ${label.toLowerCase()}`,
  compare: (names: readonly string[]) => `compare ${joined(names)}`,
};

export type Strings = typeof en;
export type LauncherStrings = typeof launcher;
