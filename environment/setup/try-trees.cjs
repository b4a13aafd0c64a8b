// Loads the tree library that is named, in a process of its own, which may crash.
require("koffi").load(process.argv[2]);
console.log("loaded");
