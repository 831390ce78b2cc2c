"use strict";
const form = document.getElementById("filtres");
if (form) {
  const choices = [...form.querySelectorAll("select")];
  const findings = [...document.querySelectorAll(".constat")];
  const count = document.getElementById("compte");
  const groups = [...document.querySelectorAll("h3")].map((title) => {
    const under = [];
    for (let next = title.nextElementSibling; next?.matches(".constat"); next = next.nextElementSibling) under.push(next);
    return {title, said: title.textContent, under};
  }).filter(({under}) => under.length > 0);
  const visible = (some) => some.filter((finding) => !finding.hidden).length;
  const show = (wanted) => {
    for (const finding of findings) {
      finding.hidden = !wanted.every((choice) => finding.dataset[choice.dataset.filtre] === choice.value);
    }
    for (const {title, said, under} of groups) {
      const shown = visible(under);
      title.textContent = shown === under.length ? said : said.replace(/\d+\)$/, `${shown} sur ${under.length})`);
    }
    const shown = visible(findings);
    count.textContent = shown ? `${shown} constat${shown > 1 ? "s" : ""} sur ${findings.length}` : "Aucun constat ne correspond.";
  };
  const filter = () => show(choices.filter((choice) => choice.value));
  form.hidden = false;
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("beforeprint", () => show([])); // on paper nobody would see that something is missing
  addEventListener("afterprint", filter);
  filter();
}
