// Keys of a screen. Letters and digits belong to the input method while it composes (229 on older systems), and
// to a text field while the clerk types in it; Enter and Space belong to a button that he has gone to.

export class Keys {
  // acts: from event.code (or 'Ctrl+Z', 'Shift+Tab', 'Digit') to what is done; may change from key to key
  // ownButtons: the buttons are the screen's items, and the keys are for all of them
  constructor(acts, ownButtons) {
    this.acts = acts;
    this.ownButtons = ownButtons;
    this.onKey = event => this.key(event);
    document.addEventListener('keydown', this.onKey);
  }

  end() {
    document.removeEventListener('keydown', this.onKey);
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey) return;
    if (!this.ownButtons && event.target.matches('button') && ['Enter', 'NumpadEnter', 'Space'].includes(event.code)) return;
    const acts = this.acts(isTyping(event.target));
    if (event.ctrlKey) {
      if (event.code === 'KeyZ' && acts['Ctrl+Z']) take(event, acts['Ctrl+Z']);
      return;
    }
    const code = event.code.replace('NumpadEnter', 'Enter').replace(/^Numpad(\d)$/, 'Digit$1');
    const digit = /^Digit([1-9])$/.exec(code);
    const name = event.shiftKey && code === 'Tab' ? 'Shift+Tab' : code;
    if (acts[name]) take(event, acts[name]);
    else if (digit && acts.Digit) take(event, () => acts.Digit(Number(digit[1])));
  }
}

function take(event, act) {
  event.preventDefault();
  if (!event.repeat || event.code.startsWith('Arrow')) act();
}

function isTyping(element) {
  return element.matches('input, select, textarea');
}
