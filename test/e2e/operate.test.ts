import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock/system.ts'
import { fakeWechat } from '../support/fake-wechat.ts'
import { fakeWecom } from '../support/fake-wecom.ts'
import { operate } from '../support/operate.ts'
import { png } from '../support/pictures.ts'
import { type RunningDesk, runDesk, runDeskWith } from '../support/running-desk.ts'
import { tempFolder } from '../support/store-folder.ts'

type Said = { text?: string; files?: { url: string }[] }

/** A customer who talks by the HTTP API. */
async function customer(desk: RunningDesk) {
  const opened = await fetch(`${desk.base}/api/conversations`, { method: 'POST' })
  const { messages, files, lines } = (await opened.json()) as Record<string, string>
  return {
    async say(text: string) {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: crypto.randomUUID(), text }),
      }
      return (await fetch(desk.base + messages, init)).status
    },
    async send(bytes: Uint8Array<ArrayBuffer>) {
      const form = new FormData()
      form.set('id', crypto.randomUUID())
      form.set('file', new File([bytes], 'cup.png', { type: 'image/png' }))
      return (await fetch(desk.base + files, { method: 'POST', body: form })).status
    },
    async lines() {
      const answer = await fetch(desk.base + lines)
      return answer.ok ? ((await answer.json()) as { lines: Said[] }).lines : []
    },
  }
}

async function stop(desk: RunningDesk): Promise<void> {
  await desk.kill()
}

describe('backup and restore', () => {
  it('copies a desk that is being written to, refuses to restore under it, and brings everything back', async () => {
    await using desk = await runDesk()
    await using place = await tempFolder()
    const env = { DATA: desk.folder }
    const before = await customer(desk)
    expect(await before.say('杯子漏水，我要投诉')).toBe(202)
    expect(await before.send(new Uint8Array(png(300, 200)))).toBe(202)

    // Others write all the time, faster than the copy is made.
    let writing = true
    let written = 0
    const others = await Promise.all(Array.from({ length: 4 }, () => customer(desk)))
    const crowd = others.map(async (one) => {
      while (writing) if ((await one.say('快递三天没到')) === 202) written++
    })
    const to = join(place.path, 'copy')
    const backup = await operate(env, 'backup', to)
    writing = false
    await Promise.all(crowd)
    expect(backup).toMatchObject({ code: 0, err: '' })
    expect(backup.out).toContain(to)
    expect(written).toBeGreaterThan(0)
    expect((await readdir(to)).sort()).toEqual(['backup.json', 'files', 'redress.db'])

    const after = await customer(desk)
    expect(await after.say('备份之后才说的')).toBe(202)
    const refused = await operate(env, 'restore', to)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('another process of the desk is running')
    expect(await after.lines()).not.toEqual([])

    await stop(desk)
    const restored = await operate(env, 'restore', to)
    expect(restored).toMatchObject({ code: 0, err: '' })
    await desk.start()
    const lines = await before.lines()
    expect(lines[0]).toMatchObject({ text: '杯子漏水，我要投诉' })
    const photo = lines.flatMap(({ files = [] }) => files)[0]!
    const bytes = await (await fetch(desk.base + photo.url)).arrayBuffer()
    expect(new Uint8Array(bytes)).toEqual(new Uint8Array(png(300, 200)))
    // The customer who came after the backup is in what was put aside, not in the desk.
    expect(await after.lines()).toEqual([])
    const aside = (await readdir(desk.folder)).find((name) => name.startsWith('before-restore-'))!
    expect(await readdir(join(desk.folder, aside))).toContain('redress.db')
  })

  it('refuses what is no whole backup, and leaves the desk as it was', async () => {
    await using desk = await runDesk()
    await using place = await tempFolder()
    const env = { DATA: desk.folder }
    await stop(desk)
    const nothing = await operate(env, 'restore', place.path)
    expect(nothing.code).toBe(1)
    expect(nothing.err).toContain('is no backup')
    await desk.start()
    expect((await fetch(`${desk.base}/health`)).status).toBe(200)
  })
})

describe('an admin code', () => {
  const enter = async (desk: RunningDesk, code: string) => {
    const answer = await fetch(`${desk.base}/desk/pair`, {
      method: 'POST',
      headers: { origin: desk.base },
      body: new URLSearchParams({ name: '王小明', code }),
      redirect: 'manual',
    })
    return answer.status
  }
  const codeIn = (text: string) => /\b[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}\b/.exec(text)![0]

  it('is issued by the desk that runs and works once; the code before it no longer does', async () => {
    await using desk = await runDesk()
    const env = { DATA: desk.folder }
    const first = desk.code
    const made = await operate(env, 'admin-code')
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(made.out).toMatch(/until .*\d/)
    expect(await enter(desk, first)).toBe(403)
    expect(await enter(desk, codeIn(made.out))).toBe(303)
    expect(await enter(desk, codeIn(made.out))).toBe(303)
  })

  it('is issued for a desk that has stopped, and one that has an admin already', async () => {
    await using desk = await runDesk()
    expect(await enter(desk, desk.code)).toBe(303)
    await stop(desk)
    const made = await operate({ DATA: desk.folder }, 'admin-code')
    await desk.start()
    expect(await enter(desk, codeIn(made.out))).toBe(303)
  })

  it('says so where no desk has run yet, and makes none', async () => {
    await using place = await tempFolder()
    const made = await operate({ DATA: join(place.path, 'new') }, 'admin-code')
    expect(made.code).toBe(1)
    expect(made.out).toContain('No desk has run')
    expect(await readdir(place.path)).toEqual([])
  })
})

it('only who may read the data folder can give the running desk orders', async () => {
  await using desk = await runDesk()
  const file = join(desk.folder, 'control.json')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const { port } = JSON.parse(await readFile(file, 'utf8'))
  const order = (headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${port}/admin-code`, { method: 'POST', headers, body: 'null' })
  expect((await order({})).status).toBe(404)
  expect((await order({ authorization: 'Bearer wrong' })).status).toBe(404)
  expect((await fetch(`${desk.base}/admin-code`, { method: 'POST' })).status).toBe(404)
})

describe('the commands that only look', () => {
  it('finds the shipped settings right', async () => {
    const checked = await operate({}, 'policy-check')
    expect(checked).toMatchObject({ code: 0, err: '' })
    expect(checked.out).toContain('are right')
  })

  it('looks at a running desk without disturbing it', async () => {
    await using desk = await runDesk()
    const looked = await operate({ DATA: desk.folder, PORT: new URL(desk.base).port }, 'doctor')
    expect(looked.code, looked.out + looked.err).toBe(0)
    expect(looked.out).toContain('a desk runs on it')
    expect(looked.out).toContain("is the running desk's")
    expect(looked.out.trim().split('\n')).toHaveLength(7)
  })

  it('tells of each channel what is set up, whether it works, and what to enter where', async () => {
    await using wechat = await fakeWechat(systemClock)
    await using wecom = await fakeWecom(systemClock)
    const accounts = {
      WECHAT_OFFICIAL_APP_ID: wechat.account.appId,
      WECHAT_OFFICIAL_APP_SECRET: wechat.account.appSecret,
      WECHAT_OFFICIAL_TOKEN: wechat.account.token,
      WECHAT_OFFICIAL_AES_KEY: wechat.account.aesKey,
      WECHAT_OFFICIAL_API: wechat.account.api,
      WECOM_CORP_ID: wecom.account.corpId,
      WECOM_KF_SECRET: wecom.account.secret,
      WECOM_KF_TOKEN: wecom.account.token,
      WECOM_KF_AES_KEY: wecom.account.aesKey,
      WECOM_API: wecom.account.api,
    }
    await using desk = await runDeskWith(accounts)
    const env = { ...accounts, DATA: desk.folder, BASE_URL: desk.base }
    const old = { WECHAT_OFFICIAL_APP_SECRET: 'old', WECOM_KF_TOKEN: 'old', LC_ALL: 'zh_CN.UTF-8' }
    const [fine, wrong, doctor] = await Promise.all([
      operate(env, 'channels'),
      operate({ ...env, ...old }, 'channels'),
      operate({ ...env, WECOM_KF_SECRET: 'old' }, 'doctor', '--json'),
    ])
    expect(fine.code, fine.out + fine.err).toBe(0)
    expect(fine.out).toContain(`${desk.base}/channels/wechat-official answers as this desk`)
    expect(fine.out).toContain(`${desk.base}/channels/wecom-kf answers as this desk`)
    expect(fine.out.match(/The desk that runs here works with it/g)).toHaveLength(2)
    expect(fine.out).toMatch(/令牌 \(Token\) +as in WECHAT_OFFICIAL_TOKEN/)
    expect(fine.out).toMatch(/Telegram bot\n {2}– Not set up\. It needs TELEGRAM_BOT_TOKEN/)
    expect(fine.out).not.toMatch(/app-secret|kf-secret|the-token|abcdefgh|token-1/)
    expect(wrong.code).toBe(1)
    expect(wrong.out).toContain('✗ 平台不认可 WECHAT_OFFICIAL_APP_SECRET（40125）')
    expect(wrong.out).toContain('不认可 config/.env 里的内容（401）')
    expect(doctor.code).toBe(1)
    expect(JSON.parse(doctor.out)).toContainEqual({
      state: 'ill',
      key: 'account wrong',
      text: expect.stringContaining('WECOM_KF_SECRET'),
    })

    // What is set up by command.
    const picture = join(desk.folder, 'code.png')
    const scene = ['--scene', 'order:SO-42', 'shop:南京店', '--out', picture]
    const [menu, code, link] = await Promise.all([
      operate(env, 'channels', 'wechat', 'menu'),
      operate(env, 'channels', 'wechat', 'qr', ...scene),
      operate(env, 'channels', 'wecom', 'link', '--scene', 'shop7'),
    ])
    expect(menu.out).toContain('我要投诉 | 查进度 | 找人工')
    expect(wechat.menus).toHaveLength(2)
    expect(code, code.err).toMatchObject({ code: 0, err: '' })
    expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG')
    expect(link.out).toMatch(/scene_param=shop%3Dshop7[\s\S]*█/)
  })
})
