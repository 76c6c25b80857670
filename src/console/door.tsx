import type { Child } from 'hono/jsx'
import { Mark } from './icons.tsx'
import { Layout, type Look } from './layout.tsx'

type DoorProps = Look & { title: string; heading: string; lead: string; children?: Child }

/** A page before a page: what is behind it, and what it takes to go in. */
export function Door({ heading, lead, children, ...look }: DoorProps) {
  return (
    <Layout {...look} className="customer" styles={['customer.css']} scripts={[]}>
      <main class="frame">
        <div class="entrance">
          <Mark />
          <h1>{heading}</h1>
          <p>{lead}</p>
          {children}
        </div>
      </main>
    </Layout>
  )
}
