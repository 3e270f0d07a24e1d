/** Who asks and is no customer yet: what became of them by channel, and whom to follow up. */

import { day, money, share } from '../../figures.js';
import { numeric, table } from '../../table.js';
import { button } from './proof.js';

/** So many are shown. */
const FIRST_OF_WHO_ASK = 20;

export function enquiries(context, { scorecard }) {
  const { el, words } = context;
  const { currency, enquiries: asked, run } = scorecard;
  if (!asked)
    return el('p', null, words('analyst.enquiriesNone'));
  const place = el('div', { 'aria-live': 'polite' });
  followUps(context, scorecard, place, context.latest());
  return el('div', null,
    asked.proof?.difference && el('p', null, words('analyst.followUpProof', {
      treated: asked.proof.treated, control: asked.proof.control, estimate: share(asked.proof.difference.estimate),
      low: share(asked.proof.difference.low), high: share(asked.proof.difference.high),
    })),
    table(context, {
      caption: words('analyst.enquiriesOf', { run }), name: `enquiries ${run}`, rows: asked.rows,
      columns: [
        { title: words('agentChannel'), of: row => words.named('channel', row.channel) },
        numeric('analyst.enquiries', row => row.enquiries),
        numeric('analyst.openEnquiries', row => row.open),
        numeric('analyst.followedUp', row => row.followedUp),
        numeric('analyst.rootInTime', row => row.inTime),
        numeric('analyst.wonEnquiries', row => row.won),
        numeric('analyst.wastedEnquiries', row => row.wasted),
        numeric('analyst.wastedShare', row => row.wastedShare, share),
        numeric('analyst.lost', row => row.lost, money(currency)),
      ],
    }),
    place);
}

/** Whom to follow up first and why; who may says here what came of it. */
async function followUps(context, { currency, run }, place, anew) {
  const { api, fault, focusOn, me, words } = context;
  const signal = anew();
  try {
    const { entries } = await api('enquiries', { query: { run, top: FIRST_OF_WHO_ASK }, signal });
    const may = me.roles.some(role => ['agent', 'marketer'].includes(role));
    place.replaceChildren(table(context, {
      caption: words('analyst.followUps'), name: `follow up ${run}`, rows: entries, empty: words('analyst.followUpsNone'),
      columns: [
        { title: words('analyst.enquiry'), of: entry => entry.enquiryId },
        { title: words('agentChannel'), of: entry => words.named('channel', entry.channel) },
        {
          title: words('analyst.due'), of: entry => entry.dueOn, show: day, mark: entry => (entry.overdue ? 'missed' : ''),
        },
        numeric('marketer.expected', entry => entry.expected, money(currency, 'auto', 2)),
        numeric('analyst.likeBest', entry => entry.likeness, share),
        { title: words('agentMayGo'), of: entry => entry.channels.map(channel => words.named('channel', channel)).join(', ') },
        { title: words('agentWhy'), of: entry => entry.reasons.join(' ') },
        ...(may ? [{
          title: words('analyst.cameOf'), act: true, of: entry => entry.enquiryId,
          show: id => ['interested', 'declined', 'notReached'].map(answer => button(
            context, words(`analyst.${answer}`), id, () => tell(context, id, answer)
              .then(() => followUps(context, { currency, run }, place, anew))
              // Whose button it was may be gone from the list.
              .then(() => document.activeElement === document.body && focusOn(document.getElementById('analyst-enquiries')))
              .catch(error => place.append(fault(error))))),
        }] : []),
      ],
    }));
  } catch (error) {
    if (!signal.aborted)
      place.replaceChildren(fault(error));
  }
}

async function tell({ announce, api, words }, id, answer) {
  await api(`enquiries/${encodeURIComponent(id)}/followups`, { method: 'POST', body: { answer } });
  announce(words('analyst.told', { id, answer: words(`analyst.${answer}`) }));
}
