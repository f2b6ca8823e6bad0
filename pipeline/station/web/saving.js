// Decisions on their way to the server, one after the other, while the clerk goes on to the next item. None counts
// before the server has acknowledged it: what is refused, or does not arrive, comes back to him.
import {post} from '/api.js';
import {say} from '/dom.js';
import {answered} from '/pace.js';

const TRIES = 5;
const PAUSE = 400;  // ms, longer each time

let underWay = 0;   // decisions of all screens
let last = Promise.resolve();
let refusals = 0;

// A cut connection is tried again; a refusal is not.
async function sent(path, body) {
  for (let tries = 1; ; ++tries) try {
    return await post(path, body);
  } catch (error) {
    if (error.status || tries === TRIES) throw error.status ? error : new Error('连接不上服务器，这一项没有保存');
    await new Promise(done => setTimeout(done, PAUSE * tries));
  }
}

// body: called when its turn has come, for the revision that is known then
// saved: given the answer; refused: given the error
export function save(path, body, saved, refused) {
  ++underWay;
  answered(1);
  last = last.then(async () => {
    const {answer, error} = await sent(path, body()).then(answer => ({answer}), error => ({error}));
    --underWay;
    if (error || answer.differs) ++refusals;
    if (!error) return saved(answer);
    return refused(error);
  }).catch(error => say(error.message, true));  // what follows is sent nevertheless
}

export function countUnderWay() {
  return underWay;
}

// When all have been answered: did the server take each as it is?
export async function allSaved() {
  const before = refusals;
  while (underWay) await last;
  await last;
  return refusals === before;
}

window.addEventListener('beforeunload', event => {
  if (!underWay) return;
  event.preventDefault();
  event.returnValue = '';  // Chromium asks the clerk only then
});
