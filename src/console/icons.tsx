const line = {
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': '1.8',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const

/** The desk's mark: a word that was heard. */
export function Mark() {
  return (
    <span class="mark" aria-hidden="true">
      <svg viewBox="0 0 24 24" aria-hidden="true" {...line}>
        <path d="M12 3.5c-4.9 0-8.5 3.2-8.5 7.4 0 2.3 1.1 4.3 2.9 5.7L5.8 20l3.9-1.9c.7.2 1.5.2 2.3.2 4.9 0 8.5-3.2 8.5-7.4S16.9 3.5 12 3.5Z" />
        <path d="m8.6 11 2.4 2.4 4.4-4.6" />
      </svg>
    </span>
  )
}

export function SendIcon() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" {...line}>
      <path d="M12 19V5.5M5.8 11.5 12 5.3l6.2 6.2" />
    </svg>
  )
}

export function PhotoIcon() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" {...line}>
      <rect x="3.5" y="5" width="17" height="14" rx="3" />
      <circle cx="8.8" cy="10" r="1.6" />
      <path d="m4.5 17.5 4.6-4.2 3.2 2.7 3.3-3.6 4.3 4.2" />
    </svg>
  )
}

export function RoomIcon() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" {...line}>
      <path d="M5 9h14M5 15h14M10 4 8.5 20M15.5 4 14 20" />
    </svg>
  )
}

export function TicketIcon() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" {...line}>
      <path d="M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM8 9h8M8 13h8M8 17h4" />
    </svg>
  )
}

export function ChatIcon() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" {...line}>
      <path d="M12 4c-4.7 0-8 3-8 7 0 2.2 1 4.1 2.7 5.4L6 20l3.8-1.9c.7.2 1.4.2 2.2.2 4.7 0 8-3.1 8-7.1S16.7 4 12 4Z" />
    </svg>
  )
}

export function BellIcon() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" {...line}>
      <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15L6 16.5ZM10 20.5h4" />
      <path class="off" d="M4 4l16 16" />
    </svg>
  )
}
