import { lastTouched, momentBetween } from '../seed/calendar.ts'
import type { World } from '../seed/world.ts'
import { idOf } from '../store/ids.ts'
import type { Row } from '../store/table.ts'

/** A page of the online store. */
export interface PageRecord extends Row {
  readonly title: string
  readonly handle: string
  readonly body: string
  readonly publishedAt: number | null
  readonly templateSuffix: string | null
}

/** A place for articles. */
export interface BlogRecord extends Row {
  readonly title: string
  readonly handle: string
  readonly tags: readonly string[]
}

/** An article of a blog. */
export interface ArticleRecord extends PageRecord {
  readonly blogId: number
  readonly authorName: string
  readonly summary: string | null
  readonly tags: readonly string[]
}

/** What a reader says to an article. */
export interface CommentRecord extends Row {
  readonly articleId: number
  readonly body: string
  readonly authorName: string
  readonly status: 'PENDING' | 'PUBLISHED' | 'SPAM'
  readonly publishedAt: number | null
}

const pageTitles = ['About us', 'Impressum', 'Livraison & retours', '会社概要', 'Contact', 'FAQ']
const articleTitles = ['Ten ways to wax a board', 'Der Winter kommt', "L'art du thé", '春の新作']
const authors = ['Zoë Müller', 'Émile Durand', '山田 太郎']

/** The pages, blogs, articles and comments of a shop; more articles where there is more to sell. */
export function generateContent(world: World) {
  const { products, shop, now, updates } = world
  const random = world.random('content')
  const born = (count: number) =>
    Array.from({ length: count }, () => momentBetween(shop.createdAt, now - 1000, random))
      .sort((left, right) => left - right)
      .map((createdAt) => ({ createdAt, updatedAt: lastTouched(createdAt, now, updates, random) }))
  const handleOf = (title: string, index: number) =>
    `${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}-${index + 1}`
  const page = (title: string, index: number, createdAt: number) => ({
    title,
    handle: handleOf(title, index),
    body: `<h1>${title}</h1><p>“Quotes” &amp; more…</p>`,
    publishedAt: random.chance(0.85) ? createdAt : null,
    templateSuffix: null,
  })
  const pages = born(pageTitles.length + Math.floor(products.length / 50)).map(
    (times, index): PageRecord => ({
      id: idOf('Page', index),
      ...times,
      ...page(pageTitles[index] ?? `Landing page ${index}`, index, times.createdAt),
    }),
  )
  const blogs = born(2).map(
    (times, index): BlogRecord => ({
      id: idOf('Blog', index),
      ...times,
      title: index === 0 ? 'News' : 'Neuigkeiten',
      handle: index === 0 ? 'news' : 'neuigkeiten',
      tags: ['winter'],
    }),
  )
  const articles = born(4 + Math.floor(products.length / 10)).map(
    (times, index): ArticleRecord => ({
      id: idOf('Article', index),
      ...times,
      ...page(random.pick(articleTitles), index, times.createdAt),
      blogId: random.pick(blogs).id,
      authorName: random.pick(authors),
      summary: random.chance(0.5) ? '<p>In short</p>' : null,
      tags: random.chance(0.5) ? ['winter', 'été'] : [],
    }),
  )
  const comments = born(articles.length).map((times, index): CommentRecord => {
    const status = random.pick(['PENDING', 'PUBLISHED', 'PUBLISHED', 'SPAM'] as const)
    return {
      id: idOf('Comment', index),
      ...times,
      articleId: random.pick(articles).id,
      body: random.pick(['Merci !', 'いいね 👍', 'Where can I get this?']),
      authorName: random.pick(authors),
      status,
      publishedAt: status === 'PUBLISHED' ? times.createdAt : null,
    }
  })
  return { Page: pages, Blog: blogs, Article: articles, Comment: comments }
}
