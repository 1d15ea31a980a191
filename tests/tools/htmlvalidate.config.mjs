// The rules that the markup of every kind of page keeps. What is off says why.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // HTML does not care, and one style holds in all templates.
    "doctype-style": ["error", { style: "lowercase" }],
    // A list may bear a name, as ARIA has it.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // The filter of a timeline answers every choice at once, and is not there without JavaScript.
    "wcag/h32": "off",
    // What the template language leaves at the end of a line nobody sees.
    "no-trailing-whitespace": "off",
    // The title of a document is what it is; a search engine shortens what it shows.
    "long-title": "off",
  },
};
