import { isPageBefore, type Page, pageIn, type Row } from './connection-page.ts'

/** What a page is asked for with. */
export interface PageRequest {
  /** The connection's name in what holds it. */
  readonly name: string
  /** What the connection is called in errors. @default its name */
  readonly label?: string
  /** Where the page begins; undefined for the first. */
  readonly after: string | undefined
  /** Sends the query and gives what holds the connection; null where that is no more. */
  readonly ask: () => Promise<Row | null>
}

/**
 * Asks for a page, and once more where the page before came instead. Undefined where what held the
 * connection has been deleted.
 *
 * @throws RequestError where no page came, or the page before came again.
 */
export async function askPage<Item>(
  request: PageRequest,
): Promise<(Page<Item> & { readonly holder: Row }) | undefined> {
  const { name, label, after, ask } = request
  let holder = await ask()
  if (holder && isPageBefore(holder, name, after)) holder = await ask()
  return holder === null ? undefined : { ...pageIn<Item>(holder, name, after, label), holder }
}
