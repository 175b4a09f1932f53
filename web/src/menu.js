// The menu beside the page stays open in browsers that cannot be told so in style; folded under a
// small window's head, it closes again once one of its places is chosen.
const WIDE = "(min-width: 62.01rem)";

export function menu() {
  const folded = document.querySelector("nav .menu");
  if (!folded) return;
  const wide = matchMedia(WIDE);
  if (wide.matches && !CSS.supports("selector(::details-content)")) folded.open = true;
  folded.addEventListener("click", (event) => {
    if (!wide.matches && event.target.closest("a")) folded.open = false;
  });
}
