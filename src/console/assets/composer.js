/**
 * The message box: Enter sends, Shift+Enter makes a new line, an input method's Enter does neither. The page arrives with
 * a box that takes nothing, so that what is typed before the page can send it is not lost.
 */
export function createComposer(form, { draftKey, send, photo }) {
  const box = form.querySelector('textarea')
  const file = form.querySelector('input[type=file]')
  const grows = !CSS.supports('field-sizing', 'content')
  let composing = false

  const changed = () => {
    form.classList.toggle('empty', box.value.trim() === '')
    if (grows) {
      box.style.height = 'auto'
      box.style.height = `${box.scrollHeight + 2}px`
    }
    try {
      localStorage.setItem(draftKey, box.value)
    } catch {
      // No storage: the draft lives as long as the page.
    }
  }
  const submit = () => {
    const text = box.value.trim()
    if (text === '') return
    box.value = ''
    changed()
    send(text)
  }

  box.addEventListener('input', changed)
  box.addEventListener('compositionstart', () => {
    composing = true
  })
  box.addEventListener('compositionend', () => {
    // Some browsers send the Enter that ends the composition after its end.
    setTimeout(() => {
      composing = false
    })
  })
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || composing) return
    if (event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    submit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
    box.focus()
  })
  file?.addEventListener('change', () => {
    for (const chosen of file.files) photo(chosen)
    file.value = ''
  })
  box.addEventListener('paste', (event) => {
    const pictures = [...(event.clipboardData?.files ?? [])].filter((f) =>
      f.type.startsWith('image/'),
    )
    if (!file || pictures.length === 0) return
    event.preventDefault()
    for (const picture of pictures) photo(picture)
  })
  try {
    box.value = localStorage.getItem(draftKey) ?? ''
  } catch {
    // As above.
  }
  changed()
  box.readOnly = false
  return {
    focus: () => box.focus(),
    fill(text) {
      box.value = text
      changed()
      box.focus()
    },
    putBack(text) {
      box.value = box.value === '' ? text : `${text}\n${box.value}`
      changed()
      box.focus()
    },
  }
}
