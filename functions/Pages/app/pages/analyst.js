export default {
  key: 'analyst',
  role: 'analyst',
  show(root, { el, words }) {
    root.append(el('h1', null, words('analyst')));
  },
};
