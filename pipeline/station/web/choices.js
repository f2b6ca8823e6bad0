// The options of a field with boxes, and of a signature: which are picked, and what a key makes of them.
import {make} from '/dom.js';

function optionsOf(field) {
  return field.type === 'signature' ? [{id: '有', zh: '有'}, {id: '无', zh: '无'}] : field.options;
}

// chosen: ids that the clerk has picked; null: what was read
function pickedOf(field, chosen) {
  const value = field.value;
  if (chosen) return chosen;
  if (field.type === 'signature') return value ? [value.present ? '有' : '无'] : [];
  return value === null ? [] : [].concat(value);
}

// What is picked when option i has been flipped; nothing if there is none.
export function flipped(field, chosen, i) {
  const option = optionsOf(field)[i], before = pickedOf(field, chosen);
  if (!option) return undefined;
  if (before.includes(option.id)) return before.filter(id => id !== option.id);
  return field.type === 'many' ? before.concat(option.id) : [option.id];
}

// Buttons; flip: called with the index of an option
export function choicesOf(field, chosen, flip) {
  const picked = pickedOf(field, chosen);
  return make('div', {class: 'choices'}, ...optionsOf(field).map((option, i) => make('button', {
    'aria-pressed': String(picked.includes(option.id)), onclick: () => flip(i),
    text: `${i + 1} ${picked.includes(option.id) ? '☑' : '☐'} ${option.zh}`})));
}
