/** The members of an object that have a value. */
export const given = <Value extends object>(members: Value) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Value]: Exclude<Value[Name], undefined>
  }
