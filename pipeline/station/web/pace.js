// How long an item takes the clerk, on the average since he began: beside his name, on each screen.
import {label} from '/dom.js';

const PAUSE = 60 * 1000;  // ms; whoever answers nothing for so long does something else

let items = 0, spent = 0, last = 0;

// Somebody else is before the page.
export function beginAnew() {
  items = spent = last = 0;
  label('pace', '');
}

// Said after the page has shown what comes next.
export function answered(count) {
  const now = performance.now();
  if (last && now - last < PAUSE) {
    items += count;
    spent += now - last;
  }
  last = now;
  if (items) setTimeout(() => label('pace', `已处理 ${items} 项，平均 ${(spent / items / 1000).toFixed(1)} 秒一项`), 0);
}
