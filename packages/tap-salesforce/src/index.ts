/** The name of the tap, as it is told in `--about`. */
export const name = 'tap-salesforce'
