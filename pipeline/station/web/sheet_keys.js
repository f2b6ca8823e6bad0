// What the keys do on the whole sheet.
import {get, post} from '/api.js';
import {make, say} from '/dom.js';
import {allSaved} from '/saving.js';

export function keysOfSheet(sheet) {
  if (sheet.busy) return {};
  if (sheet.reason) return {Enter: () => putOnList(sheet), Escape: () => dropReason(sheet)};
  return {
    F3: () => sheet.page.look('large'), F4: () => sheet.page.look('whole'), F9: () => askForReason(sheet), F10: () => complete(sheet),
    Tab: () => sheet.move(1), 'Shift+Tab': () => sheet.move(-1), ...(sheet.editing ? editKeys(sheet) : panelKeys(sheet)),
  };
}

function editKeys(sheet) {
  return {Enter: () => sheet.accept(), Escape: () => sheet.giveUp(), ...(sheet.words ? sheet.words.keys() : {})};
}

function panelKeys(sheet) {
  const keys = {
    Enter: () => sheet.accept(), ArrowDown: () => sheet.move(1), ArrowUp: () => sheet.move(-1), Digit0: () => sheet.decide('value', null),
    KeyU: () => sheet.decide('unreadable'), Digit: number => sheet.digit(number - 1), 'Ctrl+Z': () => sheet.undo(), Escape: () => sheet.leave(),
  };
  if (sheet.field.type === 'text') {
    keys.KeyE = keys.F2 = () => { sheet.editing = true; sheet.drawItem(); };
    if (sheet.field.masked) keys.KeyV = () => sheet.reveal();
  }
  return keys;
}

// All that is left is confirmed as it was read, once the clerk has said so twice. What has to be keyed, and what
// contradicts a rule or the ink, is asked one by one nevertheless.
function complete(sheet) {
  const left = sheet.view.fields.filter(field => sheet.asks(field));
  const sure = left.filter(field => !field.blind && !field.again && !field.findings.length && field.state !== 'unreadable');
  if (!left.length) return sheet.advance();
  if (!sure.length) {
    sheet.go(sheet.nextOpen(sheet.at));
    sheet.draw();
    return say(`还有 ${left.length} 项要逐项处理`, true);
  }
  if (!sheet.completing) {
    sheet.completing = true;
    return say(`还有 ${left.length} 项没有处理：再按一次 F10，其中 ${sure.length} 项都照读出的确认`, true);
  }
  for (const field of sure) sheet.send('decide', {field: field.id, kind: 'as_read'});
  return sheet.advance();
}

// Too little can be made out: the sheet is scanned once more, and asks nobody before.
export function askForReason(sheet) {
  sheet.reason = make('input', {value: '图像看不清', autocomplete: 'off', 'aria-label': '补扫原因'});
  sheet.panel.replaceChildren(make('h2', {text: '列入补扫单，原因：'}), sheet.reason,
                              make('p', {class: 'keys', text: 'Enter 列入补扫单，看下一张 · Esc 不补扫'}));
  sheet.reason.focus();
  sheet.reason.select();
}

function dropReason(sheet) {
  sheet.reason = null;
  sheet.drawItem();
}

async function putOnList(sheet) {
  const reason = sheet.reason.value.trim(), {record} = sheet.view;
  if (!reason) return say('请写明补扫的原因', true);
  sheet.busy = true;
  try {
    await allSaved();
    await post('rescan', {record, revision: sheet.view.revision, reason});
    sheet.reason = null;
    sheet.isGivenUp = true;
    await sheet.next(sheet);
    say('已列入补扫单；同一流水号重新扫描后会自动恢复处理');
  } catch (error) {
    if (error.status === 401) sheet.leave(error.message);
    else {
      if (error.status === 409) sheet.take(await get('sheet/' + record));
      dropReason(sheet);
      say(error.message, true);
    }
  }
  sheet.busy = false;
  return undefined;
}
