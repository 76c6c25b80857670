/** The demo's buttons: push the desk's clock forward and say what it shows. */
for (const form of document.querySelectorAll('.demo form')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const output = form.closest('.demo').querySelector('output')
    const body = new URLSearchParams(new FormData(form, event.submitter))
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => undefined)
    const said = answer && (await answer.json().catch(() => undefined))
    output.textContent = said?.message ?? output.dataset.failed
  })
}
