// What an agent sees while a customer is on the line: first what to say, then why, then everything else.

/** How long a reply can be taken back before it is sent, in milliseconds. */
const undoTime = 10_000;

/** The reply that waits to be sent; it outlives the page of its customer. */
let pending = null;

/** A question about a customer, of any channel the page was set to. */
let channel = '';

export default {
  key: 'agent',
  role: 'agent',
  show(root, context) {
    const page = new AgentPage(root, context);
    page.open(context.path[0]);
    return () => page.close();
  },
};

addEventListener('pagehide', () => pending?.send(true));

/** One reply, from the click until it is recorded. */
class Reply {
  constructor(context, customerId, prompt, body) {
    Object.assign(this, { context, customerId, prompt });
    // Sent twice, it counts once.
    this.body = { ...body, outcomeId: crypto.randomUUID() };
  }

  wait(tick, done) {
    Object.assign(this, { tick, done, until: Date.now() + undoTime });
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
    pending = null;
    let error = null;
    try {
      await this.context.api(`customers/${encodeURIComponent(this.customerId)}/outcomes`,
        { method: 'POST', body: this.body, keepalive: leaving });
      tellDesktop(this.context, { type: 'replyGiven', customerId: this.customerId, offer: this.body.offer, reply: this.body.reply });
    } catch (fault) {
      error = fault;
    }
    this.done(error);
  }
}

/** Says to the desktop that shows this page in a frame what happened here. */
function tellDesktop({ me }, message) {
  if (me.desktopOrigin && window.parent !== window)
    window.parent.postMessage({ source: 'reap', ...message }, me.desktopOrigin);
}

class AgentPage {
  constructor(root, context) {
    Object.assign(this, context, { root, context, closing: new AbortController() });
    const { el, words } = context;
    this.input = el('input', {
      id: 'customer', name: 'customer', autocomplete: 'off', spellcheck: 'false', required: true, value: context.path[0] ?? '',
      'aria-describedby': 'customer-fault',
    });
    this.inputFault = el('p', { id: 'customer-fault', class: 'fault', hidden: true });
    this.channels = el('select', { id: 'channel', onchange: () => { channel = this.channels.value; this.open(this.customerId, false); } },
      el('option', { value: '' }, words('agentAnyChannel')),
      el('option', { value: 'inbound' }, words('agentInbound')),
      context.me.channels.map(name => el('option', { value: name }, name)));
    this.channels.value = channel;
    this.status = el('div');
    this.answer = el('div', { class: 'answer' });
    root.append(
      el('h1', { class: 'unseen' }, words('agent')),
      el('form', { class: 'row search', role: 'search', novalidate: true, onsubmit: event => this.search(event) },
        el('div', { class: 'field' }, el('label', { for: 'customer' }, words(context.me.finders.length > 0 ? 'agentCustomerOr' : 'agentCustomer')), this.input),
        el('div', { class: 'field' }, el('label', { for: 'channel' }, words('agentChannel')), this.channels),
        el('button', { class: 'main' }, words('agentShow'))),
      this.inputFault, this.status, this.answer);
    addEventListener('message', event => this.heed(event), { signal: this.closing.signal });
    this.showPending();
  }

  close() {
    this.closing.abort();
    pending?.send();
  }

  /** "customerOpened" of the desktop, and of nobody else. */
  heed(event) {
    if (this.me.desktopOrigin && event.origin === this.me.desktopOrigin && event.source === window.parent
        && event.data?.type === 'customerOpened' && typeof event.data.customerId === 'string')
      this.go(`agent/${encodeURIComponent(event.data.customerId)}`);
  }

  search(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    const finder = this.me.finders.length > 0 && finderOf(text);
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
    let found;
    this.refuse(null);
    this.answer.setAttribute('aria-busy', 'true');
    try {
      found = (await this.api('customers/find', { method: 'POST', body, signal: this.closing.signal })).customers;
    } catch (error) {
      this.answer.replaceChildren();
      if (error.status === 400)
        this.refuse(error.detail);
      else if (error.name !== 'AbortError')
        this.answer.replaceChildren(this.fault(error));
      return;
    } finally {
      this.answer.removeAttribute('aria-busy');
    }
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
    this.answer.setAttribute('aria-busy', 'true');
    const at = `customers/${encodeURIComponent(customerId)}`;
    let answer;
    try {
      answer = await this.api(`${at}/prompts`, { query: { channel }, signal: this.closing.signal });
    } catch (error) {
      if (error.name !== 'AbortError') {
        this.answer.replaceChildren();
        if (error.status === 404)
          this.refuse(this.words('agentUnknown', { id: customerId }));
        else
          this.answer.append(this.fault(error));
      }
      return;
    } finally {
      this.answer.removeAttribute('aria-busy');
    }
    this.showAnswer(answer, at);
    if (takeFocus)
      this.focusOn(this.answer.querySelector('h2'));
  }

  showAnswer(answer, at) {
    const { el, words } = this;
    this.answer.replaceChildren(
      answer.stale ? el('p', { class: 'warn' }, words('agentStale', { day: words.day(answer.asOf), n: Math.round(answer.ageHours / 24) })) : '',
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
        this.entry('agentExpires', words.day(prompt.expires))),
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
    const button = (reply, number) => el('button', {
      type: 'button', class: reply.code === 'accepted' ? 'main' : null, title: reply.means, 'data-key': number,
      onclick: () => this.give(prompt, reply, until.value),
    }, el('kbd', { 'aria-hidden': 'true' }, `${number}`), words.has(`reply.${reply.code}`) ? words(`reply.${reply.code}`) : reply.means);
    return el('div', { class: 'replies', role: 'group', 'aria-label': words('agentReplies') },
      el('div', { class: 'row' }, prompt.replies.map((reply, i) => button(reply, i + 1))),
      prompt.replies.some(reply => reply.code === 'later')
        && el('div', { class: 'field until' }, el('label', { for: until.id }, words('agentUntil')), until));
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

  give(prompt, reply, until) {
    pending?.send();
    const body = { offer: prompt.offer, reply: reply.code, channel: channel || undefined };
    if (reply.code === 'later' && until)
      body.until = until;
    pending = new Reply(this.context, this.customerId, prompt, body);
    pending.said = this.words.has(`reply.${reply.code}`) ? this.words(`reply.${reply.code}`) : reply.means;
    this.showPending();
    this.announce(this.words('agentRecords', { title: prompt.title, reply: pending.said, n: undoTime / 1000 }));
    this.answer.inert = true;
    this.focusOn(this.status.querySelector('button'));
  }

  /** What will be recorded, and the way back. */
  showPending() {
    if (!pending)
      return;
    const { el, words } = this;
    const reply = pending;
    const text = left => words('agentRecords', { title: reply.prompt.title, reply: reply.said, n: left });
    const line = el('span', null, text(undoTime / 1000));
    this.status.replaceChildren(el('div', { class: 'panel row pending' }, line,
      el('button', { type: 'button', onclick: () => this.takeBack(reply) }, words('agentUndo')),
      el('button', { type: 'button', onclick: () => reply.send() }, words('agentSend'))));
    reply.wait(left => { line.textContent = text(left); }, error => this.recorded(reply, error));
  }

  takeBack(reply) {
    reply.undo();
    this.status.replaceChildren();
    this.answer.inert = false;
    this.announce(this.words('agentTakenBack'));
    this.focusOn(this.answer.querySelector('h2'));
  }

  async recorded(reply, error) {
    if (this.closing.signal.aborted)
      return;
    const hadFocus = this.status.contains(document.activeElement) || document.activeElement === document.body;
    this.answer.inert = false;
    if (error) {
      this.status.replaceChildren(this.fault(error));
      return;
    }
    const text = this.words('agentRecorded', { title: reply.prompt.title, reply: reply.said });
    this.status.replaceChildren(this.el('p', { class: 'good' }, text));
    this.announce(text);
    if (reply.customerId === this.customerId)
      await this.open(this.customerId, hadFocus);
  }

  about(answer, at) {
    const { el, words } = this;
    const band = (kind, name) => name && words.has(`band.${name}`) ? words(`band.${name}`) : name;
    return [
      el('h2', null, words('agentCustomerIs', { id: answer.customerId })),
      el('dl', null,
        this.entry('agentValue', band('value', answer.valueBand)),
        this.entry('agentRisk', band('risk', answer.riskBand)),
        this.entry('agentMoved', answer.riskMoved && words(answer.riskMoved.direction === 'up' ? 'agentUp' : 'agentDown',
          { day: words.day(answer.riskMoved.since.slice(0, 10)), because: answer.riskMoved.because ?? '' })),
        this.entry('agentTeam', answer.team),
        this.entry('agentAsOf', words('agentAge', { day: words.day(answer.asOf), n: Math.round(answer.ageHours) }))),
      answer.control && el('p', { class: 'quiet' }, words('agentControl')),
      answer.recovery && el('p', { class: 'warn' }, words('agentRecovery',
        { title: answer.recovery.title ?? answer.recovery.rule, budget: words.number(answer.recovery.budget, 2),
          day: words.day(answer.recovery.followUpOn) })),
      Object.keys(this.me.causes ?? {}).length > 0 && this.unhappy(at),
      answer.reasons.length > 0 && [el('h3', null, words('agentReasons')),
        el('ul', null, answer.reasons.map(reason => el('li', null, reason)))],
      answer.doNotOffer.length > 0 && [el('h3', null, words('agentDoNot')),
        el('ul', null, answer.doNotOffer.map(not => el('li', null, el('strong', null, not.title), ': ', not.because)))],
      answer.lastReplies.length > 0 && [el('h3', null, words('agentLast')),
        el('ul', null, answer.lastReplies.map(last => el('li', null,
          `${words.moment(last.at)}: ${last.offer}, ${words(`reply.${last.reply}`)}`,
          last.until ? ` (${words('agentAgain', { day: words.day(last.until) })})` : '')))],
      el('details', { ontoggle: event => event.target.open && this.decisions(event.target, at) },
        el('summary', null, words('agentDecisions')), el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': words('agentDecisions') })),
    ];
  }

  /** What the customer is unhappy about, recorded by one click, without a complaint. */
  unhappy(at) {
    const { el, words } = this;
    const said = el('p', { role: 'status' });
    const record = async (cause, title) => {
      try {
        const body = { cause, channel: channel || undefined, feedbackId: crypto.randomUUID() };
        await this.api(`${at}/feedback`, { method: 'POST', body });
        said.replaceChildren(words('agentUnhappyRecorded', { title }));
      } catch (error) {
        said.replaceChildren(this.fault(error));
      }
    };
    return el('details', { class: 'unhappy' }, el('summary', null, words('agentUnhappy')),
      el('div', { class: 'row', role: 'group', 'aria-label': words('agentUnhappy') }, Object.entries(this.me.causes)
        .map(([cause, title]) => el('button', { type: 'button', onclick: () => record(cause, title) }, title))), said);
  }

  /** Asked for when they are looked at. */
  async decisions(details, at) {
    const { el, words } = this;
    const place = details.lastElementChild;
    try {
      const answer = await this.api(`${at}/decisions`, { query: { channel }, signal: this.closing.signal });
      const number = value => el('td', { class: 'number' }, words.number(value, 2));
      place.replaceChildren(el('table', null,
        el('caption', null, words('agentFactors')),
        el('thead', null, el('tr', null, ['agentOffer', 'agentDecision', 'P', 'C', 'V', 'L', 'agentPriority', 'agentBecause']
          .map(key => el('th', { scope: 'col' }, words(key))))),
        el('tbody', null, answer.offers.map(offer => el('tr', null,
          el('th', { scope: 'row' }, offer.offer),
          el('td', null, words(`decision.${offer.decision}`)),
          number(offer.p), number(offer.c), number(offer.v), number(offer.l), number(offer.priority),
          el('td', null, offer.because ?? (offer.first ? words('agentFirst') : '')))))));
    } catch (error) {
      if (error.name !== 'AbortError')
        place.replaceChildren(this.fault(error));
    }
  }
}

/** What a text may be besides an id: an e-mail, or a phone number, which an id of digits may look like; null for an id. */
function finderOf(text) {
  if (text.includes('@'))
    return { email: text, id: text };
  const digits = text.replace(/\D/g, '').length;
  return /^[+\d][\d\s()/.-]*$|^\([\d\s()/.-]*$/.test(text) && digits > 5 ? { phone: text, id: text } : null;
}

function today(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
