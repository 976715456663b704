/** The few words of the loader, apart from the panel's so that they stay small. */
export const en = {
  launcher: "Ask Pathwise",
  dialog: "Pathwise, advising chat",
  notLoaded: "The chat could not be loaded. Please try again.",
  unread: (n: number) => `Ask Pathwise, ${n} new ${n === 1 ? "answer" : "answers"}`,
};
