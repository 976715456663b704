/** Gives the learner a file. The browser keeps it itself: nothing of it goes through the page. */
export function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Not at once: the browser reads the address after the click was handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
