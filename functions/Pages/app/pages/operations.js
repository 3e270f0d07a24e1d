export default {
  key: 'operations',
  role: 'operator',
  show(root, { el, words }) {
    root.append(el('h1', null, words('operations')));
  },
};
