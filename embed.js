// Defines <ballast-calculator>, see docs/embedding.md. No module: other origins load those only with a header.
(() => {
  const HERE = new URL('.', (document.currentScript ?? document.querySelector('[src$="embed.js"]')).src);
  const SANDBOX = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms allow-downloads';
  const OPTIONS = ['panels', 'locked', 'hidden-inputs', 'reset', 'account'];
  const TOKENS = ['accent', 'background', 'surface', 'text', 'radius'];

  /** A fragment, from a link or from what stands behind the question mark of one. */
  function fragment(text, slug) {
    if (text.includes('#')) return text.slice(text.indexOf('#'));
    const bare = text.replace(/^[/?]+/, '');
    return bare.includes('?') ? `#/${bare}` : `#/${slug}${bare && '?v=1&'}${bare}`;
  }

  class BallastCalculator extends HTMLElement {
    static observedAttributes = ['calculator', 'scenario', 'theme', 'src', 'sandbox', ...OPTIONS];
    #root = this.attachShadow({ mode: 'open' });
    #probe = document.createElement('i');
    #watcher = new MutationObserver(() => this.#look());
    #frame;
    #origin;
    #ready;
    #stale;
    /** What the frame shows, and is to be told once it is ready. */
    #shown;
    #wanted;
    #height = 600;
    #growths = [];

    constructor() {
      super();
      const style = new CSSStyleSheet();
      style.replaceSync(':host{display:block}iframe{display:block;width:100%;border:0}');
      this.#root.adoptedStyleSheets = [style];
      this.#root.append(this.#probe);
    }

    connectedCallback() {
      addEventListener('message', this);
      for (const node of [document.documentElement, document.body]) this.#watcher.observe(node, { attributes: true });
      this.#build();
    }

    disconnectedCallback() {
      removeEventListener('message', this);
      this.#watcher.disconnect();
      this.#frame.remove();
      this.#frame = null;
    }

    attributeChangedCallback(name, before, after) {
      if (before === after || !this.#frame) return;
      if (name === 'theme') return this.#look();
      if (name === 'scenario' && this.#ready) return this.restore();
      if (name === 'scenario' || name === 'calculator') this.#shown = this.#wanted = null;
      this.#stale = true;
      queueMicrotask(() => this.#frame && this.#stale && this.#build());
    }

    getScenario() {
      return this.#wanted?.scenario ?? this.#shown ?? this.#written;
    }

    setScenario(text) {
      this.#want('set', fragment(`${text}`, this.#slug));
    }

    restore() {
      this.#want('fix', this.#written);
    }

    get #slug() {
      return this.getAttribute('calculator') ?? 'position-size';
    }

    get #written() {
      return fragment(this.getAttribute('scenario') ?? '', this.#slug);
    }

    /** Another address for the old frame would be a step in the page's history. */
    #build() {
      const sandbox = this.getAttribute('sandbox') ?? SANDBOX;
      const src = new URL(this.getAttribute('src') ?? HERE, document.baseURI);
      src.search = this.#query();
      src.hash = this.#written;
      // Chromium warns of such a sandbox unless `src` comes first.
      const frame = Object.assign(document.createElement('iframe'), {
        src, sandbox, title: this.title || `Ballast: ${this.#slug}`, loading: 'lazy', allow: 'clipboard-write',
      });
      frame.style.height = `${this.#height}px`;
      this.#frame?.remove();
      this.#root.append(this.#frame = frame);
      this.#ready = this.#stale = false;
      this.#wanted ??= this.#shown && { type: 'set', scenario: this.#shown };
      this.#origin = sandbox.includes('same-origin') ? src.origin : 'null';
    }

    #query() {
      const query = new URLSearchParams({ embed: 1 });
      for (const name of OPTIONS) if (this.hasAttribute(name)) query.set(name, this.getAttribute(name) || 1);
      const style = getComputedStyle(this);
      const theme = this.getAttribute('theme') ?? 'auto';
      query.set('theme', theme === 'auto' ? style.colorScheme : theme);
      for (const name of TOKENS) {
        const text = style.getPropertyValue(`--ballast-${name}`);
        // The browser resolves whatever is a colour.
        this.#probe.style.color = '';
        this.#probe.style.color = text;
        const colour = this.#probe.style.color && getComputedStyle(this.#probe).color;
        const hex = /^rgb\(/.test(colour) && colour.match(/\d+/g).map((part) => (+part).toString(16).padStart(2, 0)).join('');
        if (text) query.set(name, name === 'radius' ? text : hex);
      }
      return query;
    }

    #look() {
      if (this.#ready) this.#post({ type: 'look', query: `${this.#query()}` });
    }

    #want(type, scenario) {
      this.#wanted = { type, scenario };
      if (this.#ready) this.#send();
    }

    #send() {
      if (!this.#wanted) return;
      this.#post(this.#wanted);
      this.#shown = this.#wanted.scenario;
      this.#wanted = null;
    }

    #post(message) {
      this.#frame.contentWindow.postMessage({ ballast: 1, ...message }, this.#origin === 'null' ? '*' : this.#origin);
    }

    handleEvent({ source, origin, data }) {
      if (source !== this.#frame.contentWindow || origin !== this.#origin || data?.ballast !== 1) return;
      const { type, height, scenario, results } = data;
      if (type === 'height') this.#fit(Math.min(Math.max(Math.ceil(height), 200), 10000));
      if (type !== 'ready' && type !== 'change') return;
      this.#shown = scenario;
      if (type === 'ready') {
        this.#ready = true;
        this.#look();
        this.#send();
      }
      this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: { scenario, results } }));
    }

    /** What a frame shows might follow its height: five steps of growth a second. */
    #fit(height) {
      if (!(Math.abs(height - this.#height) > 1)) return;
      if (height > this.#height) {
        const now = performance.now();
        this.#growths = this.#growths.filter((before) => now - before < 1000);
        if (this.#growths.push(now) > 5) return;
      }
      this.#height = height;
      this.#frame.style.height = `${height}px`;
    }
  }

  customElements.get('ballast-calculator') ?? customElements.define('ballast-calculator', BallastCalculator);
})();
