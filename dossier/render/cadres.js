// A frame that has nothing to scroll is no stop for the keyboard, and no group. Without a script, each of them is one.
(() => {
  const frames = new Map([...document.querySelectorAll(".tableau, .dessin")].map((frame) =>
    [frame, ["role", "tabindex", "aria-label"].map((name) => [name, frame.getAttribute(name)])]));
  const settle = (frame) => frames.get(frame).forEach(([name, value]) => {
    if (frame.scrollWidth > frame.clientWidth) frame.setAttribute(name, value);
    else frame.removeAttribute(name);
  });
  const sizes = new ResizeObserver((seen) => seen.forEach(({target}) => settle(target.closest(".tableau, .dessin"))));
  frames.forEach((_, frame) => [frame, frame.firstElementChild].forEach((each) => sizes.observe(each)));
})();
