// From sheet to sheet: what comes back of one that the clerk has gone on from is the next thing he sees, and nothing is
// shown that asks nothing.
import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';

import {press, settled, textOf} from './browser.mjs';
import {Sheets} from './sheets.mjs';

const {Pile} = await import('/pile.js');

let home;  // what was said when the clerk came home
let screen;

async function begin() {
  const enter = sheet => {
    if (screen) screen.close();
    screen = sheet;
    sheet.open();
  };
  const app = {attempt: work => work(), home: words => { home = words || 'home'; }, signedOut: words => { home = words; }};
  await new Pile(app, enter).next();
  await settled();
}

async function pressAndWait(code) {
  press(code);
  await settled();
}

// "sheet/field" before the clerk; what asks there stands behind it.
function shown() {
  const asks = / · 还有 (\d+) 项/.exec(textOf('where'))[1];
  return `${screen.view.record}/${screen.field.id}, ${asks} left`;
}

beforeEach(() => {
  if (screen) screen.close();
  screen = home = null;
});

test('The clerk goes through the pile, and home when it is empty', async () => {
  const sheets = new Sheets({a: ['name', 'date'], b: ['name']});
  await begin();
  assert.equal(shown(), 'a/name, 2 left');
  await pressAndWait('Enter');
  assert.equal(shown(), 'a/date, 1 left');
  await pressAndWait('Enter');
  assert.equal(shown(), 'b/name, 1 left');
  await pressAndWait('Enter');
  assert.equal(home, '没有待处理的表了');
  assert.deepEqual(sheets.decided, ['a/name: name as read', 'a/date: date as read', 'b/name: name as read']);
});

test('A sheet that was answered to its end before an earlier one came back is not shown again', async () => {
  const sheets = new Sheets({a: ['name'], b: ['name'], c: ['name']});
  await begin();
  sheets.hold('a/name');
  await pressAndWait('Enter');
  assert.equal(shown(), 'b/name, 1 left', 'the clerk does not wait for the answer about a');
  sheets.letGo('a/name', [400, 'not saved']);
  await settled();
  assert.equal(shown(), 'b/name, 1 left', 'what is before him does not change under his hands');
  await pressAndWait('Enter');
  assert.equal(shown(), 'a/name, 1 left', 'what came back interrupts b, all of which is answered');
  await pressAndWait('Enter');
  assert.equal(shown(), 'c/name, 1 left', 'b has nothing left to decide');
  await pressAndWait('Enter');
  assert.equal(home, '没有待处理的表了');
  assert.deepEqual(sheets.decided.map(one => one.split(':')[0]), ['b/name', 'a/name', 'c/name']);
});

test('A sheet that was interrupted in its middle is shown again where it was left', async () => {
  const sheets = new Sheets({a: ['name'], b: ['name', 'date'], c: ['name']});
  await begin();
  sheets.hold('a/name');
  await pressAndWait('Enter');
  sheets.letGo('a/name', [400, 'not saved']);
  await settled();
  await pressAndWait('Enter');
  assert.equal(shown(), 'a/name, 1 left');
  await pressAndWait('KeyU');
  assert.equal(shown(), 'b/date, 1 left');
  await pressAndWait('Enter');
  assert.equal(shown(), 'c/name, 1 left');
});

test('What comes back of a sheet that waits is shown once the one that interrupted it is done', async () => {
  const sheets = new Sheets({a: ['name'], b: ['name'], c: ['name']});
  await begin();
  sheets.hold('a/name');
  sheets.hold('b/name');
  await pressAndWait('Enter');
  sheets.letGo('a/name', [400, 'not saved']);
  await settled();
  await pressAndWait('Enter');
  assert.equal(shown(), 'a/name, 1 left');
  sheets.letGo('b/name', [400, 'not saved either']);
  await settled();
  assert.equal(shown(), 'a/name, 1 left');
  await pressAndWait('Enter');
  assert.equal(shown(), 'b/name, 1 left');
  await pressAndWait('Enter');
  assert.equal(shown(), 'c/name, 1 left');
  assert.deepEqual(sheets.decided.map(one => one.split(':')[0]), ['a/name', 'b/name']);
});

test('Of a sheet that another tab has changed the decision comes back, and counts when it is made again', async () => {
  const sheets = new Sheets({a: ['name', 'date'], b: ['name']});
  await begin();
  const other = {record: 'a', revision: 1, field: 'date', kind: 'value', value: '2026-03-05'};
  assert.equal((await sheets.decide(other))[0], 200);
  await pressAndWait('Enter');
  assert.deepEqual(sheets.decided, ['a/date: 2026-03-05'], 'what the page had was an old state');
  assert.equal(shown(), 'a/date, 1 left');
  await pressAndWait('Enter');
  assert.equal(shown(), 'a/name, 1 left');
  await pressAndWait('Enter');
  assert.deepEqual(sheets.decided, ['a/date: 2026-03-05', 'a/name: name as read']);
});

test('What was typed when the session ended is there again after signing in', async () => {
  const sheets = new Sheets({a: ['name'], b: ['name']});
  await begin();
  await pressAndWait('KeyE');
  const input = screen.panel.querySelector('input');
  input.value = '林阿满';
  input.dispatchEvent({type: 'input'});
  sheets.hold('a/name');
  await pressAndWait('Enter');
  assert.equal(shown(), 'b/name, 1 left');
  sheets.letGo('a/name', [401, 'signed out']);
  await settled();
  assert.match(textOf('message'), /「name」没有保存：signed out/);
  await begin();
  assert.equal(shown(), 'a/name, 1 left');
  assert.equal(screen.panel.querySelector('input').value, '林阿满');
  await pressAndWait('Enter');
  assert.deepEqual(sheets.decided, ['a/name: 林阿满']);
});
