document.documentElement.classList.add("scripted");
// Runs before the first paint: a reader who chose a colour scheme never sees the other one flash.
try {
  const chosen = localStorage.getItem("giaoban-scheme");
  if (chosen === "default" || chosen === "slate") {
    document.documentElement.setAttribute("data-md-color-scheme", chosen);
  }
} catch {
  // Storage may be denied: the system's scheme is used.
}
