// What a clerk is typing, until it is decided: a session that ends meanwhile takes nothing away. Only in the memory
// of the page.

const texts = new Map();

function keyOf(record, field) {
  return `${record}/${field}`;
}

// An input's text from now on; what was typed before an interruption comes back.
export function keepDraft(input, record, field) {
  const key = keyOf(record, field);
  if (texts.has(key)) input.value = texts.get(key);
  input.addEventListener('input', () => texts.set(key, input.value));
}

export function hasDraft(record, field) {
  return texts.has(keyOf(record, field));
}

export function dropDraft(record, field) {
  texts.delete(keyOf(record, field));
}
