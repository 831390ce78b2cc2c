"use strict";
const form = document.getElementById("filtres");
if (form) {
  const choices = [...form.querySelectorAll("select")];
  const findings = [...document.querySelectorAll(".constat")];
  const count = document.getElementById("compte");
  const apply = () => {
    const wanted = choices.filter((choice) => choice.value);
    for (const finding of findings) {
      finding.hidden = !wanted.every((choice) => finding.dataset[choice.dataset.filtre] === choice.value);
    }
    const shown = findings.filter((finding) => !finding.hidden).length;
    count.textContent = `${shown} constat${shown > 1 ? "s" : ""} sur ${findings.length}`;
  };
  form.hidden = false;
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
}
