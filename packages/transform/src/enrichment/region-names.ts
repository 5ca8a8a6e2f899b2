import { iso31662 } from 'iso-3166'

/** COUNTRY CODE=NAME;…: regions as shops and CRMs write them out, in English too, ISO 3166-2. */
const names = `
US AL=Alabama;AK=Alaska;AZ=Arizona;AR=Arkansas;CA=California;CO=Colorado;CT=Connecticut;DE=Delaware;DC=District of Columbia;FL=Florida;GA=Georgia;HI=Hawaii;ID=Idaho;IL=Illinois;IN=Indiana;IA=Iowa;KS=Kansas;KY=Kentucky;LA=Louisiana;ME=Maine;MD=Maryland;MA=Massachusetts;MI=Michigan;MN=Minnesota;MS=Mississippi;MO=Missouri;MT=Montana;NE=Nebraska;NV=Nevada;NH=New Hampshire;NJ=New Jersey;NM=New Mexico;NY=New York;NC=North Carolina;ND=North Dakota;OH=Ohio;OK=Oklahoma;OR=Oregon;PA=Pennsylvania;RI=Rhode Island;SC=South Carolina;SD=South Dakota;TN=Tennessee;TX=Texas;UT=Utah;VT=Vermont;VA=Virginia;WA=Washington;WV=West Virginia;WI=Wisconsin;WY=Wyoming;PR=Puerto Rico
CA AB=Alberta;BC=British Columbia;MB=Manitoba;NB=New Brunswick;NL=Newfoundland and Labrador;NS=Nova Scotia;NT=Northwest Territories;NU=Nunavut;ON=Ontario;PE=Prince Edward Island;QC=Quebec;QC=Québec;SK=Saskatchewan;YT=Yukon
AU ACT=Australian Capital Territory;NSW=New South Wales;NT=Northern Territory;QLD=Queensland;SA=South Australia;TAS=Tasmania;VIC=Victoria;WA=Western Australia
DE BW=Baden-Württemberg;BY=Bayern;BY=Bavaria;BE=Berlin;BB=Brandenburg;HB=Bremen;HH=Hamburg;HE=Hessen;HE=Hesse;MV=Mecklenburg-Vorpommern;NI=Niedersachsen;NI=Lower Saxony;NW=Nordrhein-Westfalen;NW=North Rhine-Westphalia;RP=Rheinland-Pfalz;RP=Rhineland-Palatinate;SL=Saarland;SN=Sachsen;SN=Saxony;ST=Sachsen-Anhalt;ST=Saxony-Anhalt;SH=Schleswig-Holstein;TH=Thüringen;TH=Thuringia
GB ENG=England;NIR=Northern Ireland;SCT=Scotland;WLS=Wales
`

/** Names in small letters after the country, as `US california`, and the code of the region. */
const written: readonly (readonly [string, string])[] = names
  .trim()
  .split('\n')
  .flatMap((line) => {
    const country = line.slice(0, 2)
    return line
      .slice(3)
      .split(';')
      .map((entry) => {
        const [code = '', name = ''] = entry.split('=')
        return [`${country} ${name.toLowerCase()}`, code] as const
      })
  })

/** `Madrid, Comunidad de` is written without what follows, and `Sofia (stolitsa)` without what is in brackets. */
const shortened = (name: string): string => name.replace(/(,| [(/]).*/, '')

/** Most names have no accent, and every command waits for all of them. */
const isPlain = /^[ -~]*$/

const withoutAccents = (name: string): string =>
  isPlain.test(name) ? name : name.normalize('NFD').replace(/\p{Mn}/gu, '')

/**
 * The names of the standard, with their accents and without. Where regions of a country share a name,
 * the larger has it; where none is within another, as a town and the land around it, nobody does.
 *
 * @param spelling how a name is written.
 */
function standardNames(spelling: (name: string) => string): Map<string, string> {
  const byName = new Map<string, Map<string, boolean>>()
  for (const { code, name, parent } of iso31662) {
    const country = code.slice(0, 2)
    for (const written of [spelling(name), withoutAccents(spelling(name))]) {
      const key = `${country} ${written.toLowerCase()}`
      const codes = byName.get(key) ?? new Map<string, boolean>()
      byName.set(key, codes.set(code.slice(3), parent === country))
    }
  }
  const found = new Map<string, string>()
  for (const [key, codes] of byName) {
    const largest = [...codes].filter(([, isLargest]) => isLargest || codes.size === 1)
    const [only, ...others] = largest
    if (only !== undefined && others.length === 0) found.set(key, only[0])
  }
  return found
}

/** The code of a region by its country and name, as `CA ontario`: what people write goes before the standard. */
export const regionNames: ReadonlyMap<string, string> = new Map([
  ...standardNames(shortened),
  ...standardNames((name) => name),
  ...written,
])
