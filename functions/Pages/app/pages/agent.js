export default {
  key: 'agent',
  role: 'agent',
  show(root, { el, words }) {
    root.append(el('h1', null, words('agent')));
  },
};
