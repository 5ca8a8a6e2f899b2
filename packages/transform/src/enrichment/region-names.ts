/** COUNTRY CODE=NAME;…: regions that sources write out, ISO 3166-2. */
const names = `
US AL=Alabama;AK=Alaska;AZ=Arizona;AR=Arkansas;CA=California;CO=Colorado;CT=Connecticut;DE=Delaware;DC=District of Columbia;FL=Florida;GA=Georgia;HI=Hawaii;ID=Idaho;IL=Illinois;IN=Indiana;IA=Iowa;KS=Kansas;KY=Kentucky;LA=Louisiana;ME=Maine;MD=Maryland;MA=Massachusetts;MI=Michigan;MN=Minnesota;MS=Mississippi;MO=Missouri;MT=Montana;NE=Nebraska;NV=Nevada;NH=New Hampshire;NJ=New Jersey;NM=New Mexico;NY=New York;NC=North Carolina;ND=North Dakota;OH=Ohio;OK=Oklahoma;OR=Oregon;PA=Pennsylvania;RI=Rhode Island;SC=South Carolina;SD=South Dakota;TN=Tennessee;TX=Texas;UT=Utah;VT=Vermont;VA=Virginia;WA=Washington;WV=West Virginia;WI=Wisconsin;WY=Wyoming;PR=Puerto Rico
CA AB=Alberta;BC=British Columbia;MB=Manitoba;NB=New Brunswick;NL=Newfoundland and Labrador;NS=Nova Scotia;NT=Northwest Territories;NU=Nunavut;ON=Ontario;PE=Prince Edward Island;QC=Quebec;QC=Québec;SK=Saskatchewan;YT=Yukon
AU ACT=Australian Capital Territory;NSW=New South Wales;NT=Northern Territory;QLD=Queensland;SA=South Australia;TAS=Tasmania;VIC=Victoria;WA=Western Australia
DE BW=Baden-Württemberg;BY=Bayern;BY=Bavaria;BE=Berlin;BB=Brandenburg;HB=Bremen;HH=Hamburg;HE=Hessen;HE=Hesse;MV=Mecklenburg-Vorpommern;NI=Niedersachsen;NI=Lower Saxony;NW=Nordrhein-Westfalen;NW=North Rhine-Westphalia;RP=Rheinland-Pfalz;RP=Rhineland-Palatinate;SL=Saarland;SN=Sachsen;SN=Saxony;ST=Sachsen-Anhalt;ST=Saxony-Anhalt;SH=Schleswig-Holstein;TH=Thüringen;TH=Thuringia
GB ENG=England;NIR=Northern Ireland;SCT=Scotland;WLS=Wales
`

/** Names in small letters after the country, as `US california`, and the code of the region. */
export const regionNames: ReadonlyMap<string, string> = new Map(
  names
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
    }),
)
