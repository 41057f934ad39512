// A training step by step: of the pictures of all its steps one is shown, chosen with a slider.
export function walk() {
  document.querySelectorAll(".training:not(.walked)").forEach(slide);
}

function slide(training) {
  const names = [...training.querySelectorAll(".planes > .step strong")].map((name) => name.textContent);
  training.classList.add("walked");
  if (names.length < 2) return;
  // Moving the slider must not read out every picture that it passes: its own value is enough.
  training.setAttribute("aria-live", "off");
  const slider = document.createElement("input"), label = document.createElement("label");
  Object.assign(slider, { type: "range", min: 0, max: names.length - 1, step: 1 });
  slider.value = names.length - 1;
  label.append("Steps of your training", slider);
  training.prepend(label);

  function show() {
    const at = Number(slider.value);
    slider.setAttribute("aria-valuetext", names[at]);
    training.querySelectorAll(".step").forEach((step) => {
      step.hidden = !step.classList.contains(`step-${at}`);
    });
  }
  slider.addEventListener("input", show);
  show();
}
