import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Assets } from './assets.ts'
import type { Words } from './words.ts'

/** What every page is rendered with. */
export type Look = { words: Words; assets: Assets; nonce: string }

type LayoutProps = Look & {
  title: string
  className: string
  styles: readonly string[]
  scripts: readonly string[]
  children?: Child
}

/** The shell of every page: no inline script or style, nothing from elsewhere. */
export function Layout(props: LayoutProps) {
  const { words, assets, nonce, title, className, styles, scripts, children } = props
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang={words.locale}>
        <head>
          <meta charset="utf-8" />
          <meta
            name="viewport"
            content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
          />
          <meta name="theme-color" content="#fffefb" media="(prefers-color-scheme: light)" />
          <meta name="theme-color" content="#171b1a" media="(prefers-color-scheme: dark)" />
          <meta name="format-detection" content="telephone=no" />
          <title>{title}</title>
          <link rel="icon" href={assets.url('icon.svg')} type="image/svg+xml" />
          {['base.css', ...styles].map((name) => (
            <link rel="stylesheet" href={assets.url(name)} nonce={nonce} />
          ))}
          {scripts.map((name) => (
            <script type="module" src={assets.url(name)} nonce={nonce} />
          ))}
        </head>
        <body class={className}>{children}</body>
      </html>
    </>
  )
}
