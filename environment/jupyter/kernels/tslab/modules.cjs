// Cells and lib files are ES modules in their text and CommonJS when they run: three spellings need help.
const RELATIVE_TS = /\brequire\("(\.{1,2}\/[^"]+)\.ts"\)/g;

/** `require("./x.ts")` finds what tslab compiled under "./x.js"; `import.meta` becomes what CommonJS has for it. */
function moduleText(text) {
  return text
    .replace(RELATIVE_TS, 'require("$1.js")')
    .replace(/\bimport\.meta\.dirname\b/g, "__dirname")
    .replace(/\bimport\.meta\.filename\b/g, '__filename.replace(/\\.js$/, ".ts")')
    .replace(/\bimport\.meta\.url\b/g, 'require("node:url").pathToFileURL(__filename.replace(/\\.js$/, ".ts")).href');
}

module.exports = { moduleText };
