// What an agent sees while a customer is on the line: first what to say, then why, then everything else.

import { tellDesktop } from '../desktop.js';
import { day, moment, money } from '../figures.js';
import { table } from '../table.js';

/** How long a reply can be taken back before it is sent, in milliseconds. */
const undoTime = 10_000;

/** The reply that waits to be sent; it outlives the page of its customer. */
let pending = null;

/** The channel that prompts are for; who calls in, as long as no other is chosen. */
let channel = remembered() ?? 'inbound';

function remembered() {
  try { return sessionStorage.getItem('channel'); } catch { return null; }
}

/** Chosen once, it is that of the session; '' is any. */
function chooseChannel(name) {
  channel = name;
  try { sessionStorage.setItem('channel', name); } catch { /* A frame may not keep anything. */ }
}

export const agent = {
  key: 'agent',
  role: 'agent',
  show(root, context) {
    const page = new AgentPage(root, context);
    page.open(context.path[0]);
    return stays => page.close(stays);
  },
};

addEventListener('pagehide', () => pending?.send(true));

/** A reply or what a customer is unhappy about, from the click until it is recorded. */
class Reply {
  /**
   * @param kind Where it is posted to: outcomes or feedback.
   * @param body With an id of its own: sent twice, it counts once.
   * @param title What it is about.
   * @param said Gives what was said of it, in the language of the page.
   */
  constructor(context, customerId, kind, body, title, said) {
    Object.assign(this, { context, customerId, kind, body, title, said, until: Date.now() + undoTime });
  }

  wait(tick, done) {
    clearInterval(this.timer);
    Object.assign(this, { tick, done });
    this.timer = setInterval(() => Date.now() >= this.until ? this.send() : this.tick(this.left), 250);
  }

  get left() {
    return Math.max(0, Math.ceil((this.until - Date.now()) / 1000));
  }

  undo() {
    clearInterval(this.timer);
    pending = null;
  }

  async send(leaving = false) {
    clearInterval(this.timer);
    if (pending === this)
      pending = null;
    this.tick?.(null);
    let error = null;
    try {
      await this.context.api(`customers/${encodeURIComponent(this.customerId)}/${this.kind}`,
        { method: 'POST', body: this.body, keepalive: leaving });
      if (this.body.reply)
        tellDesktop({ type: 'replyGiven', customerId: this.customerId, offer: this.body.offer, reply: this.body.reply });
    } catch (fault) {
      error = fault;
    }
    this.done(error);
  }
}

/**
 * A reply that could not be recorded, above whatever page is shown: whoever gave it may be with another customer by now.
 * @returns Its button to try again.
 */
function showUnsent(reply, error) {
  const { announce, el, focusOn, said, words } = reply.context;
  const values = { id: reply.customerId, title: reply.title, reply: reply.said(), why: said(error) };
  const done = text => {
    box.remove();
    if (text)
      announce(text);
    focusOn(document.querySelector('#unsent button, #main h1'));
  };
  const again = el('button', { type: 'button', onclick: () => {
    if (box.ariaBusy)
      return;
    box.ariaBusy = 'true';
    reply.done = fault => {
      box.remove();
      if (fault)
        focusOn(showUnsent(reply, fault));
      else
        done(words('agentRecordedOf', values));
    };
    reply.send();
  } }, words('agentAgainNow'));
  // The page may be in another language later on, and this is not.
  const box = el('div', { class: 'fault row', role: 'alert', lang: document.documentElement.lang },
    el('span', null, words('agentUnsent', values)), again,
    el('button', { type: 'button', onclick: () => done('') }, words('agentForget')));
  document.getElementById('unsent').append(box);
  return again;
}

class AgentPage {
  constructor(root, context) {
    Object.assign(this, context, { root, context, closing: new AbortController(), anew: context.latest() });
    const { el, words } = context;
    this.input = el('input', {
      id: 'customer', name: 'customer', autocomplete: 'off', spellcheck: 'false', required: true, value: context.path[0] ?? '',
      'aria-describedby': 'customer-fault',
    });
    this.inputFault = el('p', { id: 'customer-fault', class: 'fault', hidden: true });
    this.channels = context.choice(
      { id: 'channel', onchange: () => this.choose() },
      [['', words('agentAnyChannel')], ['inbound', words('agentInbound')],
        ...[...context.me.visits, ...context.me.channels].map(name => [name, words.named('channel', name)])]);
    this.channels.value = channel;
    // What was chosen may be none of this portfolio.
    if (this.channels.selectedIndex < 0)
      this.channels.value = channel = 'inbound';
    this.status = el('div');
    this.answer = el('div', { class: 'answer' });
    root.append(
      el('h1', { class: 'unseen' }, words('agent')),
      el('form', { class: 'row search', role: 'search', novalidate: true, onsubmit: event => this.search(event) },
        context.field(this.input, words(['agentCustomer', ...context.me.finders.toSorted()].join('.'))),
        context.field(this.channels, words('agentChannel')),
        el('button', { class: 'main' }, words('agentShow'))),
      this.inputFault, this.status, this.answer);
    this.showPending();
  }

  /** @param stays Whether the page is shown again, so that what waits can still be taken back. */
  close(stays) {
    this.closing.abort();
    this.anew();
    if (!stays)
      pending?.send();
  }

  /** Makes a call for what is shown as the answer; null where something else is asked for before it comes. */
  async ask(path, options) {
    const signal = this.anew();
    this.answer.setAttribute('aria-busy', 'true');
    try {
      const answer = await this.api(path, { ...options, signal });
      return signal.aborted ? null : answer;
    } catch (error) {
      if (signal.aborted)
        return null;
      throw error;
    } finally {
      if (!signal.aborted)
        this.answer.removeAttribute('aria-busy');
    }
  }

  /** Another channel, for who is shown; who is being looked for is shown with it anyway. */
  choose() {
    chooseChannel(this.channels.value);
    if (!this.looking)
      this.open(this.customerId, false);
  }

  search(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    this.anew();
    this.looking = null;
    this.answer.removeAttribute('aria-busy');
    const finder = finderOf(text, this.me.finders);
    if (!text)
      this.refuse(this.words('agentNoId'));
    else if (finder)
      this.find(finder);
    else
      this.go(`agent/${encodeURIComponent(text)}`);
  }

  /** By a number or an address, which stands in no address of the page. */
  async find(body) {
    const { el, words } = this;
    const looking = this.looking = {};
    let found;
    this.refuse(null);
    try {
      found = (await this.ask('customers/find', { method: 'POST', body }))?.customers;
    } catch (error) {
      this.answer.replaceChildren();
      this.answer.append(this.fault(error));
      return;
    } finally {
      if (this.looking === looking)
        this.looking = null;
    }
    if (!found)
      return;
    if (found.length === 1) {
      this.input.value = found[0];
      this.go(`agent/${encodeURIComponent(found[0])}`);
    } else if (found.length === 0) {
      // Nobody talks about, or answers for, the customer before.
      this.answer.replaceChildren();
      this.refuse(words('agentNobody'));
    } else {
      this.answer.replaceChildren(el('h2', null, words('agentSeveral', { n: found.length })),
        el('ul', null, found.map(id => el('li', null, el('a', { href: `#/agent/${encodeURIComponent(id)}` }, id)))));
      this.focusOn(this.answer.querySelector('h2'));
    }
  }

  refuse(text) {
    this.inputFault.hidden = !text;
    this.inputFault.textContent = text ?? '';
    this.input.toggleAttribute('aria-invalid', false);
    if (text) {
      this.input.setAttribute('aria-invalid', 'true');
      this.announce(text);
      this.focusOn(this.input);
    }
  }

  /** Asks for the prompts of a customer: the one request that the page waits for. */
  async open(customerId, takeFocus = true) {
    this.customerId = customerId;
    if (!customerId) {
      this.focusOn(this.input);
      return;
    }
    this.refuse(null);
    const at = `customers/${encodeURIComponent(customerId)}`;
    let answer;
    try {
      answer = await this.ask(`${at}/prompts`, { query: { channel } });
    } catch (error) {
      this.answer.replaceChildren();
      if (error.status === 404)
        this.refuse(this.words('agentUnknown', { id: customerId }));
      else
        this.answer.append(this.fault(error));
      return;
    }
    if (!answer)
      return;
    this.showAnswer(answer, at);
    this.answer.inert = pending !== null;
    if (takeFocus && !pending)
      this.focusOn(this.answer.querySelector('h2'));
  }

  showAnswer(answer, at) {
    const { el, words } = this;
    this.answer.replaceChildren(
      answer.stale ? el('p', { class: 'warn' }, words('agentStale', { day: day(answer.asOf), n: Math.round(answer.ageHours / 24) })) : '',
      el('div', { class: 'columns' },
        el('div', { class: 'prompts' },
          answer.prompts.map((prompt, index) => this.prompt(prompt, index)),
          answer.prompts.length === 0 && el('h2', null, words('agentNothing'))),
        el('aside', { 'aria-label': words('agentAbout') }, this.about(answer, at))));
  }

  prompt(prompt, index) {
    const { el, words } = this;
    const title = `prompt-${index}`;
    return el('article', { class: 'panel prompt', 'aria-labelledby': title, onkeydown: event => this.key(event) },
      el('h2', { id: title, tabindex: '-1' }, prompt.title),
      prompt.askedFor && el('p', { class: 'good' }, words('agentAskedFor')),
      el('p', { class: 'say' }, prompt.sayFirst),
      prompt.replies.length > 0 && this.replies(prompt, index),
      prompt.mustSay && el('p', { class: 'must' }, el('strong', null, words('agentMustSay')), ' ', prompt.mustSay),
      el('dl', null,
        this.entry('agentWhy', prompt.reason),
        this.entry('agentPrice', prompt.priceEffect),
        !channel && prompt.channels?.length > 0
          && this.entry('agentMayGo', prompt.channels.map(name => words.named('channel', name)).join(', ')),
        this.entry('agentExpires', day(prompt.expires))),
      prompt.objections?.length > 0 && el('details', null,
        el('summary', null, words('agentObjections', { n: prompt.objections.length })),
        el('dl', { class: 'objections' }, prompt.objections.map(objection =>
          [el('dt', null, objection.says), el('dd', null, objection.answer)]))));
  }

  entry(key, text) {
    return text ? [this.el('dt', null, this.words(key)), this.el('dd', null, text)] : null;
  }

  replies(prompt, index) {
    const { el, words } = this;
    const until = el('input', { type: 'date', id: `until-${index}`, min: today(0), max: today(365) });
    const reasons = Object.entries(this.me.titles.leaving);
    const why = /retention|winBack/.test(prompt.kind) && reasons.length > 0
      && this.choice({ id: `leaving-${index}` }, [['', '–'], ...reasons]);
    const button = ({ code, means }, number) => el('button', {
      type: 'button', class: code === 'accepted' ? 'main' : null, title: means, 'data-key': number,
      // A day that has gone by is said to be none where it is written.
      onclick: () => (code !== 'later' || until.reportValidity()) && this.give('outcomes', prompt.title, {
        offer: prompt.offer, reply: code, until: (code === 'later' && until.value) || undefined, outcomeId: crypto.randomUUID(),
        leaving: (code === 'declined' && why.value) || undefined,
      }, () => words.named('reply', code)),
    }, el('kbd', { 'aria-hidden': 'true' }, `${number}`), words.named('reply', code));
    return el('div', { class: 'replies', role: 'group', 'aria-label': words('agentReplies') },
      el('div', { class: 'row' }, prompt.replies.map((reply, i) => button(reply, i + 1))),
      prompt.replies.some(reply => reply.code === 'later')
        && el('div', { class: 'until' }, this.field(until, words('agentUntil'))),
      why && el('div', { class: 'until' }, this.field(why, words('agentLeaving'))));
  }

  /** Digits give a reply, but only while the focus is on the prompt and nothing is being written. */
  key(event) {
    if (event.target.matches('input,select') || event.ctrlKey || event.altKey || event.metaKey)
      return;
    const button = event.currentTarget.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  }

  give(kind, title, body, said) {
    pending?.send();
    pending = new Reply(this.context, this.customerId, kind, { ...body, channel: channel || undefined }, title, said);
    this.showPending();
    this.announce(this.status.querySelector('span').textContent);
    this.answer.inert = true;
    this.focusOn(this.status.querySelector('button'));
  }

  /** What will be recorded, and the way back. */
  showPending() {
    if (!pending)
      return;
    const { el, words } = this;
    const reply = pending;
    const text = left => words('agentRecords', { title: reply.title, reply: reply.said(), n: left });
    const line = el('span', null, text(reply.left));
    const buttons = [
      el('button', { type: 'button', onclick: () => this.takeBack(reply) }, words('agentUndo')),
      el('button', { type: 'button', onclick: () => pending === reply && reply.send() }, words('agentSend'))];
    this.status.replaceChildren(el('div', { class: 'panel row pending' }, line, buttons));
    reply.wait(left => {
      line.textContent = left === null ? words('agentSending', { title: reply.title, reply: reply.said() }) : text(left);
      // On its way it can be neither taken back nor sent once more; the focus stays where it is.
      buttons.forEach(button => button.setAttribute('aria-disabled', left === null));
    }, error => this.recorded(reply, error));
  }

  takeBack(reply) {
    if (pending !== reply)
      return;
    reply.undo();
    this.status.replaceChildren();
    this.answer.inert = false;
    this.announce(this.words('agentTakenBack'));
    this.focusOn(this.answer.querySelector('h2'));
  }

  async recorded(reply, error) {
    const again = error && showUnsent(reply, error);
    // Another page, or another reply, has what was shown.
    if (this.closing.signal.aborted || pending)
      return;
    const hadFocus = this.status.contains(document.activeElement) || document.activeElement === document.body;
    this.answer.inert = false;
    if (error) {
      this.status.replaceChildren();
      if (hadFocus)
        this.focusOn(again);
      return;
    }
    const text = this.words('agentRecorded', { title: reply.title, reply: reply.said() });
    this.status.replaceChildren(this.el('p', { class: 'good' }, text));
    this.announce(text);
    if (reply.customerId === this.customerId)
      await this.open(this.customerId, hadFocus);
  }

  about(answer, at) {
    const { el, words } = this;
    const band = name => name && words.named('band', name);
    const { recovery, standard } = answer;
    const isDue = recovery?.followUpOn <= today(0);
    return [
      el('h2', null, words('agentCustomerIs', { id: answer.customerId })),
      el('dl', null,
        this.entry('agentValue', band(answer.valueBand)),
        this.entry('agentRisk', band(answer.riskBand)),
        this.entry('agentMoved', answer.riskMoved && words(answer.riskMoved.direction === 'up' ? 'agentUp' : 'agentDown',
          { day: day(answer.riskMoved.since.slice(0, 10)), because: answer.riskMoved.because ?? '' })),
        this.entry('agentTeam', standard ? `${answer.team} (${standard.name}, ${words.number(standard.answerHours)} h)` : answer.team),
        standard && this.standard(standard),
        this.entry('agentAsOf', words('agentAge', { day: day(answer.asOf), n: Math.round(answer.ageHours) }))),
      answer.control && el('p', { class: 'quiet' }, words('agentControl')),
      recovery && el('p', { class: 'warn' }, words(isDue ? 'agentRecoveryDue' : 'agentRecovery', {
        title: recovery.title ?? words.named('recovery', recovery.rule), day: day(recovery.followUpOn),
        budget: money(this.me.currency, 'auto', 2)(recovery.budget) })),
      this.told('agentUnhappy', this.me.titles.cause, 'feedback', cause => ({ cause, feedbackId: crypto.randomUUID() })),
      this.me.service && this.told('agentLeaves', this.me.titles.leaving, 'outcomes',
        leaving => ({ offer: this.me.service, reply: 'declined', leaving, outcomeId: crypto.randomUUID() })),
      answer.reasons.length > 0 && [el('h3', null, words('agentReasons')),
        el('ul', null, answer.reasons.map(reason => el('li', null, reason)))],
      answer.doNotOffer.length > 0 && [el('h3', null, words('agentDoNot')),
        el('ul', null, answer.doNotOffer.map(not => el('li', null, el('strong', null, not.title), ': ', not.because)))],
      answer.lastReplies.length > 0 && [el('h3', null, words('agentLast')),
        el('ul', null, answer.lastReplies.map(last => el('li', null,
          `${moment(last.at)}: ${words.named('offer', last.offer)}, ${words(`reply.${last.reply}`)}`,
          last.until ? ` (${words('agentAgain', { day: day(last.until) })})` : '')))],
      el('details', { ontoggle: event => event.target.open && this.decisions(event.target, at) },
        el('summary', null, words('agentDecisions')), el('div')),
    ];
  }

  /** What the standard of the customer's care allows. */
  standard({ careBudget, contacts, mayDiscount }) {
    const { words } = this;
    return [
      this.entry('agentMostContacts', contacts && words('agentContactsIn', { n: contacts.most, days: contacts.days })),
      this.entry('agentCareBudget', words('agentCareIn', { budget: money(this.me.currency, 'auto', 2)(careBudget) })),
      this.entry('agentMayDiscount', mayDiscount.join(', ') || words('agentNobodyMay')),
    ];
  }

  /**
   * What the customer tells besides, recorded by one click.
   * @param titles By code: what people read.
   * @param body Gives what is posted of a code.
   */
  told(key, titles, kind, body) {
    const { el, words } = this;
    return Object.keys(titles).length > 0 && el('details', { class: key }, el('summary', null, words(key)),
      el('div', { class: 'row', role: 'group', 'aria-label': words(key) }, Object.entries(titles).map(([code, title]) =>
        el('button', { type: 'button', onclick: () => this.give(kind, title, body(code), () => words(key)) }, title))));
  }

  /** Asked for when they are looked at. */
  async decisions(details, at) {
    const { el, words } = this;
    const place = details.lastElementChild;
    try {
      const answer = await this.api(`${at}/decisions`, { query: { channel }, signal: this.closing.signal });
      place.replaceChildren(table(this.context, {
        caption: words('agentFactors'), name: `decisions ${this.customerId}`, rows: answer.offers,
        columns: [
          { title: words('agentOffer'), of: offer => words.named('offer', offer.offer) },
          { title: words('agentDecision'), of: offer => words(`decision.${offer.decision}`) },
          ...['p', 'c', 'v', 'e', 'l', 'priority'].map(key => ({ title: key === 'priority' ? words('agentPriority') : key.toUpperCase(),
            of: offer => offer[key], show: value => words.number(value), number: true })),
          { title: words('agentBecause'), of: offer => offer.because ?? (offer.first ? words('agentFirst') : ''), mark: () => 'sentence' },
        ],
      }));
    } catch (error) {
      if (error.name !== 'AbortError')
        place.replaceChildren(this.fault(error));
    }
  }
}

/**
 * What a text may be besides an id: an e-mail, or a phone number, which an id of digits may look like; null for an id, and for what
 * nobody is found by here.
 * @param finders What customers are found by.
 */
function finderOf(text, finders) {
  if (text.includes('@') && finders.includes('email'))
    return { email: text, id: text };
  const digits = text.replace(/\D/g, '').length;
  return finders.includes('phone') && /^[+\d][\d\s()/.-]*$|^\([\d\s()/.-]*$/.test(text) && digits > 5 ? { phone: text, id: text } : null;
}

function today(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
