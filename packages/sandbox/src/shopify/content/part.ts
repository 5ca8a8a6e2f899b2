import type { SchemaPart } from '../api/schema-part.ts'
import { type OwnerOf, ownedConnection, ownedRows } from '../paging/owned-connection.ts'
import { plainText } from '../products/plain-text.ts'
import type { ArticleRecord, BlogRecord, CommentRecord, PageRecord } from './generate.ts'

const blogOf: OwnerOf<ArticleRecord> = ({ blogId }) => blogId
const articleOf: OwnerOf<CommentRecord> = ({ articleId }) => articleId
const isPublished = ({ publishedAt }: PageRecord) => publishedAt !== null
const publishedStatus = ({ publishedAt }: PageRecord) => [
  publishedAt === null ? 'unpublished' : 'published',
  'any',
]

/** Pages, blogs, articles and comments of the online store. */
export const contentPart: SchemaPart = {
  resolvers: {
    Page: { bodySummary: ({ body }: PageRecord) => plainText(body, 150), isPublished },
    Article: {
      author: ({ authorName }: ArticleRecord) => ({ name: authorName }),
      isPublished,
      comments: ({ id }: ArticleRecord, args, context, info) =>
        ownedConnection('Comment', articleOf, id, args, context, info),
      commentsCount: ({ id }: ArticleRecord, _args, { store }) =>
        ownedRows(store.table<CommentRecord>('Comment'), articleOf, id).length,
    },
    Comment: {
      author: ({ authorName }: CommentRecord) => ({
        name: authorName,
        email: 'reader@example.com',
      }),
      bodyHtml: ({ body }: CommentRecord) => `<p>${body}</p>`,
      isPublished: ({ status }: CommentRecord) => status === 'PUBLISHED',
    },
    Blog: {
      articles: ({ id }: BlogRecord, args, context, info) =>
        ownedConnection('Article', blogOf, id, args, context, info),
      articlesCount: ({ id }: BlogRecord, _args, { store }) =>
        ownedRows(store.table<ArticleRecord>('Article'), blogOf, id).length,
      commentPolicy: () => 'MODERATED',
    },
  },
  searchable: {
    Article: () => ({
      fields: {
        author: { type: 'text', of: ({ authorName }) => authorName },
        blog_id: { type: 'id', of: ({ blogId }) => blogId },
        published_status: {
          type: 'enumeration',
          values: ['any', 'published', 'unpublished'],
          of: publishedStatus,
        },
        title: { type: 'text', of: ({ title }) => title },
      },
    }),
    Page: () => ({
      fields: {
        published_status: {
          type: 'enumeration',
          values: ['any', 'published', 'unpublished'],
          of: publishedStatus,
        },
        title: { type: 'text', of: ({ title }) => title },
      },
    }),
  },
}
