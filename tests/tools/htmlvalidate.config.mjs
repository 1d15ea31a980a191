// The rules that the markup of every kind of page keeps. What is off says why.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // HTML does not care, and one style holds in all templates.
    "doctype-style": ["error", { style: "lowercase" }],
    // What the template language leaves at the end of a line nobody sees.
    "no-trailing-whitespace": "off",
    // The title of a document is what it is; a search engine shortens what it shows.
    "long-title": "off",
  },
};
