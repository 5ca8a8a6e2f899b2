import { callingCodes } from '../standards/calling-codes.ts'

/** The country that a shared calling code is most of the time; a number of another one says so by its next digits. */
const mainCountries: Readonly<Record<string, string>> = {
  '1': 'US',
  '7': 'RU',
  '39': 'IT',
  '44': 'GB',
  '47': 'NO',
  '61': 'AU',
  '212': 'MA',
  '262': 'RE',
  '290': 'SH',
  '358': 'FI',
  '590': 'GP',
  '599': 'CW',
}

/**
 * COUNTRY:PREFIX,PREFIX: numbers within a shared calling code that are of another country than its
 * main one, by the numbering plans under ITU-T E.164. `--` is no country: numbers of services.
 */
const apart = `
  CA:1204,1226,1236,1249,1250,1257,1263,1289,1306,1343,1354,1365,1367,1368,1382,1387,1403,1416,1418,1428,1431,1437,1438,1450,1460,1468,1474,1506,1514,1519,1537,1548,1579,1581,1584,1587,1604,1613,1639,1647,1672,1683,1705,1709,1742,1753,1778,1780,1782,1807,1819,1825,1867,1873,1879,1902,1905,1942
  BS:1242 BB:1246 AI:1264 AG:1268 VG:1284 VI:1340 KY:1345 BM:1441 GD:1473 TC:1649 JM:1658,1876 MS:1664
  MP:1670 GU:1671 AS:1684 SX:1721 LC:1758 DM:1767 VC:1784 PR:1787,1939 DO:1809,1829,1849 TT:1868 KN:1869
  --:1800,1822,1833,1844,1855,1866,1877,1888,1900,1500,1521,1522,1523,1524,1525,1526,1527,1528,1529,1533,1544,1566,1577,1588
  KZ:76,77 VA:3906698 SJ:4779
  GG:441481,447781,447839,447911 JE:441534,447509,447700,447797,447829,447937 IM:441624,447524,447624,447924
  CX:6189164 CC:6189162 EH:2125288,2125289 YT:262269,262639 TA:2908 AX:35818 BQ:5993,5994,5997
`

/** Beginnings of E.164 numbers, '+' included, and the country that they are of; the longest one counts. */
export const phonePrefixes: ReadonlyMap<string, string> = new Map([
  ...callingCodes.map(
    ({ country, callingCode }) =>
      [`+${callingCode}`, mainCountries[callingCode] ?? country] as const,
  ),
  ...apart
    .trim()
    .split(/\s+/)
    .flatMap((entry) => {
      const [country = '', prefixes = ''] = entry.split(':')
      return prefixes.split(',').map((prefix) => [`+${prefix}`, country] as const)
    }),
])
