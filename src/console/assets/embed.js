/* global texts */
/**
 * The chat on somebody else's page: a button, and a panel that opens with it. The words stand before this file as
 * `texts`, in every language. Nothing of it leaks into the page, nor of the page into it.
 */
const script = document.currentScript
const base = new URL(script.src).origin
const { order, shop, lang } = script.dataset
const tongue = lang || document.documentElement.lang || navigator.language
const locale = /^zh-(tw|hk|mo|hant)/i.test(tongue) ? 'zh-TW' : /^zh/i.test(tongue) ? 'zh-CN' : 'en'
const words = texts[locale]
const style = `
:host { all: initial; }
button { font: 600 1rem/1.2 system-ui, sans-serif; cursor: pointer; border: 0; }
:focus-visible { outline: 3px solid #0c665a; outline-offset: 3px; }
.open { position: fixed; z-index: 2147483000; right: 1rem; bottom: 1rem; padding: .875rem 1.25rem; border-radius: 999px;
  background: #0c665a; color: #fff; box-shadow: 0 4px 20px rgb(0 0 0 / 25%); }
.open::after { content: ""; display: none; position: absolute; top: 0; right: .25rem; width: .75rem; height: .75rem;
  border: 2px solid #fff; border-radius: 50%; background: #a93226; }
.open.news::after { display: block; }
.panel { position: fixed; z-index: 2147483001; right: 1rem; bottom: 1rem; width: 24rem; height: min(40rem, 100dvh - 2rem);
  display: flex; flex-direction: column; overflow: hidden; border-radius: 1.125rem; background: #fffefb;
  box-shadow: 0 8px 40px rgb(0 0 0 / 30%); }
.panel[hidden] { display: none; }
.close { align-self: stretch; min-height: 2.75rem; padding: 0 1rem; background: #0c665a; color: #fff; text-align: end; }
.close:focus-visible { outline-color: #fff; outline-offset: -5px; }
iframe { flex: 1; width: 100%; border: 0; }
@media (max-width: 40rem) { .panel { inset: 0; width: auto; height: auto; border-radius: 0; } }
`

const host = document.createElement('div')
const shadow = host.attachShadow({ mode: 'open' })
// A sheet made here is no inline style: the page's content policy need not allow any.
const sheet = new CSSStyleSheet()
sheet.replaceSync(style)
shadow.adoptedStyleSheets = [sheet]

const make = (tag, name, text) => {
  const made = document.createElement(tag)
  made.className = name
  if (text) made.textContent = text
  return made
}
const opener = make('button', 'open', words.open)
opener.type = 'button'
opener.setAttribute('aria-haspopup', 'dialog')
const panel = make('div', 'panel')
panel.setAttribute('role', 'dialog')
panel.setAttribute('aria-label', words.open)
panel.hidden = true
const closer = make('button', 'close', `${words.close} ✕`)
closer.type = 'button'
closer.setAttribute('aria-label', words.close)
panel.append(closer)
shadow.append(opener, panel)
let frame

function showNews(on) {
  opener.classList.toggle('news', on)
  opener.setAttribute('aria-label', on ? `${words.open} · ${words.news}` : words.open)
}

function open() {
  if (!frame) {
    const address = new URL('/?embed', base)
    for (const [name, value] of Object.entries({ lang: locale, shop, order })) {
      if (value) address.searchParams.set(name, value)
    }
    frame = make('iframe', 'frame')
    frame.title = words.open
    frame.src = address
    panel.append(frame)
  }
  panel.hidden = false
  opener.hidden = true
  showNews(false)
  frame.focus()
}

function close() {
  panel.hidden = true
  opener.hidden = false
  opener.focus()
}

opener.addEventListener('click', open)
closer.addEventListener('click', close)
panel.addEventListener('keydown', (event) => event.key === 'Escape' && close())
addEventListener('message', ({ origin, source, data }) => {
  if (origin !== base || !frame || source !== frame.contentWindow) return
  if (data?.redress === 'close') close()
  if (data?.redress === 'news' && panel.hidden) showNews(true)
})
const add = () => document.body.append(host)
if (document.body) add()
else addEventListener('DOMContentLoaded', add)
