export default {
  key: 'marketer',
  role: 'marketer',
  show(root, { el, words }) {
    root.append(el('h1', null, words('marketer')));
  },
};
