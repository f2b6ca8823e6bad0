// How values and states are said to a clerk.

export const marks = {
  ask: '？', decided: '✔', read: '·', derived: '·', blank: '○',
};

export function markOf(field) {
  return field.open ? marks.ask : marks[field.state] || '·';
}

function nameOf(field, id) {
  const option = field.options.find(o => o.id === id);
  return option ? option.zh : String(id);
}

export function wordsOf(field, value) {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(id => nameOf(field, id)).join('、');
  if (typeof value === 'object')
    return 'name' in value ? value.name : value.present ? '有' : '无';
  return nameOf(field, value);
}

export function stateOf(field) {
  if (field.state === 'decided') return `${field.by} 已处理`;
  if (field.state === 'doubtful') return '读不准';
  if (field.state === 'unreadable') return '没有读出';
  return field.state === 'blank' ? '空白' : '已读出';
}

export const formNames = {enrollment: '登记表', visit: '记录表'};

export const roleNames = {operator: '录入', reviewer: '复核', archivist: '归档', auditor: '审计', admin: '管理员'};

export function statusOf(record) {
  return {accepted: '已通过', review: '待复核', rejected: '读不了'}[record.status];
}
