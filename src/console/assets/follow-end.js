/** How near the end counts as reading the newest. */
const near = 90

/** Keeps the newest line in view while the reader is there, and offers the way back when he has scrolled away. */
export function followEnd(root) {
  const scroll = root.querySelector('.scroll')
  const latest = root.querySelector('.latest')
  let follows = true

  const go = () => {
    // Before anything is said the page begins at its beginning.
    if (root.querySelector('.welcome')) return
    scroll.scrollTop = scroll.scrollHeight
    latest.hidden = true
  }
  scroll.addEventListener('scroll', () => {
    follows = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < near
    if (follows) latest.hidden = true
  })
  latest.onclick = go
  const watch = new ResizeObserver(() => follows && go())
  watch.observe(scroll)
  watch.observe(scroll.firstElementChild)

  return {
    go,
    /** Something was added at the end; `force` where the reader has to see it. */
    grown(force) {
      if (follows || force) go()
      else latest.hidden = false
    },
    /** What `change` adds above does not move what is being read. */
    keepPlace(change) {
      const height = scroll.scrollHeight
      change()
      scroll.scrollTop += scroll.scrollHeight - height
    },
  }
}
