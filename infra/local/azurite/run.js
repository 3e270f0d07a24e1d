// Runs Azurite for as long as its parent lives. The parent holds the other end of standard input; the operating system closes
// it however the parent ends, so no emulator is left behind, not even after SIGKILL.
"use strict";

let ending = false;

function end() {
  if (ending) return;
  ending = true;
  // Azurite writes its files on SIGTERM; ten seconds are plenty, and a hung shutdown must not outlive the parent for long.
  setTimeout(() => process.exit(0), 10000).unref();
  if (process.argv.includes("--inMemoryPersistence") || !process.emit("SIGTERM")) process.exit(0);
}

process.stdin.on("end", end).on("close", end).on("error", end).resume();
// Nobody reads the output any more once the parent is gone: that is no reason to crash half-way through writing files.
process.stdout.on("error", end);
process.stderr.on("error", end);

// A terminal tells everybody at once of Ctrl+C and of its closing. The parent ends those who use storage first, then this. Azurite asks to be
// told of both only once it has started, so its asking is passed over.
const outside = ["SIGINT", "SIGHUP"];
for (const signal of outside) process.on(signal, () => {});
for (const ask of ["on", "once"]) {
  const asked = process[ask];
  process[ask] = (event, listener) => (outside.includes(event) ? process : asked.call(process, event, listener));
}

require("./removal.js");
require("azurite/dist/src/azurite.js");
