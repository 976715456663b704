/** Every word of the widget itself, in English. The bot's own words come from the server. */

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const en = {
  lang: "en",
  dir: "ltr",
  name: "Pathwise",
  subtitle: "Independent advice, with sources",
  close: "Close the chat",
  restart: "New conversation",
  restartQuestion: "Start again? This conversation leaves the screen.",
  restartYes: "Start again",
  restartNo: "Keep this one",

  who: "I answer questions about online credentials from dated, sourced facts. I am independent: not affiliated with any school or platform.",
  try: "You could ask",
  questions: [
    "How does a MicroMasters differ from a Professional Certificate?",
    "Which programmes count towards a master’s degree?",
    "Help me choose a programme",
  ],
  privacy: "Please leave out names and contact details. This device forgets the chat when you close the tab.",

  transcript: "Conversation",
  you: "You:",
  bot: "Pathwise:",
  working: "Looking it up",
  slow: "Still looking. This is taking longer than usual.",
  renewed: "The earlier conversation expired. A new one begins here.",

  input: "Your message",
  placeholder: "Ask about a programme",
  send: "Send",
  sending: "Sending…",
  notSent: "Not sent.",
  again: "Try again",
  count: (n: number, limit: number) =>
    `${n.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`,
  over: (n: number) => `${plural(n, "character", "characters")} too many`,

  offline: "No connection. Your message is kept and will be sent when it is back.",
  offlineIdle: "No connection. Trying again by itself.",
  busy: (seconds: number) => `The service is busy. Trying again in ${plural(seconds, "second", "seconds")}.`,
  failed: "No answer came. Please check the connection and try again.",

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

  notRecorded: "not recorded",
  differs: "differs",
  best: "Best match",
  tie: "Tied",
  for: "For",
  against: "Against",
  unknown: "Not recorded",
  nothing: "Nothing recorded",
  changes: "What would change this",
  profile: "What I go by",
  change: (label: string) => `Change my ${label.toLowerCase()}`,
  options: "Suggested replies",
  step: (position: number, of: number) => `Question ${position} of ${of}`,
  why: "Why do you ask?",
  answer: (text: string) => `Answer “${text}”`,
  caution: "Careful",
  info: "Note",

  said: (text: string) => `Pathwise: ${text}`,
  with: (parts: string) => `With ${parts}.`,
  parts: {
    options: (n: number) => plural(n, "suggested reply", "suggested replies"),
    table: (n: number) => `a comparison table with ${plural(n, "row", "rows")}`,
    cards: (n: number) => plural(n, "programme card", "programme cards"),
    recommendations: (n: number) => plural(n, "recommendation", "recommendations"),
    sources: (n: number) => plural(n, "source", "sources"),
  },
};

export type Strings = typeof en;
