import { execFile } from 'node:child_process'

/** What an operator's command printed, and how it ended. */
export type Operated = { code: number; out: string; err: string }

/** Runs one of the operator's commands as its own process, on the folder of a desk. */
export function operate(
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Operated> {
  const options = { env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', ...env } }
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/src/operate/main.js', ...args], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}
