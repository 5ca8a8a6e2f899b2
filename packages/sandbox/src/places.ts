/** A country as the generator knows it: how people are called, where they live, how they phone. */
export interface Place {
  readonly country: string
  readonly code: string
  readonly locale: string
  readonly callingCode: string
  /** How many digits follow the calling code. */
  readonly phoneDigits: number
  readonly firstNames: readonly string[]
  readonly lastNames: readonly string[]
  readonly streets: readonly string[]
  /** City, province, province code, and the start of its postal codes, `#` standing for a digit. */
  readonly cities: readonly (readonly [string, string | null, string | null, string])[]
  /** Names in Latin letters, from which e-mail addresses are made where the names are not. */
  readonly latinNames?: readonly string[]
}

const words = (text: string): string[] => text.split(' ')

/** Weighted by repetition when picked: the shop is American, and sells to the world. */
export const places: readonly Place[] = [
  {
    country: 'United States',
    code: 'US',
    locale: 'en',
    callingCode: '1',
    phoneDigits: 10,
    firstNames: words('James Mary Robert Jennifer Michael Linda DeShawn Aaliyah Jordan Elizabeth'),
    lastNames: words(
      "Smith Johnson Williams O'Brien Garcia-Lopez Davis McDonald Nguyen Lee Van-Dyke",
    ),
    streets: ['Main Street', 'Oak Avenue', 'W 42nd St', 'Martin Luther King Jr Blvd'],
    cities: [
      ['New York', 'New York', 'NY', '100##'],
      ['Chicago', 'Illinois', 'IL', '606##'],
      ['San José', 'California', 'CA', '951##'],
      ['Boston', 'Massachusetts', 'MA', '021##'],
    ],
  },
  {
    country: 'Canada',
    code: 'CA',
    locale: 'fr-CA',
    callingCode: '1',
    phoneDigits: 10,
    firstNames: words('Étienne Chloé François Zoé Liam Olivia Noël Geneviève'),
    lastNames: words('Tremblay Gagné Côté Bélanger Wilson MacLeod Lavoie'),
    streets: ['Rue Sainte-Catherine', 'King Street W', 'Avenue du Parc'],
    cities: [
      ['Montréal', 'Quebec', 'QC', 'H2X 1Y#'],
      ['Toronto', 'Ontario', 'ON', 'M5V 2T#'],
    ],
  },
  {
    country: 'Germany',
    code: 'DE',
    locale: 'de',
    callingCode: '49',
    phoneDigits: 10,
    firstNames: words('Jürgen Käthe Björn Sören Anneliese Günther Lena Maximilian'),
    lastNames: words('Müller Weiß Schröder Großmann Bäcker Köhler Fischer'),
    streets: ['Hauptstraße', 'Königsallee', 'Straße des 17. Juni'],
    cities: [
      ['München', 'Bavaria', 'BY', '803##'],
      ['Köln', 'North Rhine-Westphalia', 'NW', '506##'],
    ],
  },
  {
    country: 'Japan',
    code: 'JP',
    locale: 'ja',
    callingCode: '81',
    phoneDigits: 10,
    firstNames: words('太郎 花子 健一 さくら 翔太 美咲 ケンジ'),
    lastNames: words('佐藤 鈴木 高橋 田中 渡辺 伊藤 小林'),
    latinNames: words('sato suzuki takahashi tanaka watanabe ito kobayashi'),
    streets: ['千代田1-1', '渋谷2-21-1', '中央区銀座4'],
    cities: [
      ['千代田区', 'Tōkyō', 'JP-13', '100-00##'],
      ['大阪市', 'Ōsaka', 'JP-27', '530-00##'],
    ],
  },
  {
    country: 'Brazil',
    code: 'BR',
    locale: 'pt-BR',
    callingCode: '55',
    phoneDigits: 11,
    firstNames: words('João Conceição Antônio Letícia Luís Iná Sebastião'),
    lastNames: words('Gonçalves Araújo Simões Guimarães Souza Brandão'),
    streets: ['Avenida Paulista', 'Rua São João', 'Praça da Sé'],
    cities: [
      ['São Paulo', 'São Paulo', 'SP', '013##-000'],
      ['Florianópolis', 'Santa Catarina', 'SC', '880##-000'],
    ],
  },
  {
    country: 'Egypt',
    code: 'EG',
    locale: 'ar',
    callingCode: '20',
    phoneDigits: 10,
    firstNames: words('محمد فاطمة أحمد مريم يوسف نور'),
    lastNames: words('المصري حسن إبراهيم السيد عبدالله منصور'),
    latinNames: words('elmasry hassan ibrahim elsayed abdallah mansour'),
    streets: ['شارع التحرير', 'كورنيش النيل'],
    cities: [
      ['القاهرة', 'Cairo', 'C', '115##'],
      ['الإسكندرية', 'Alexandria', 'ALX', '215##'],
    ],
  },
  {
    country: 'China',
    code: 'CN',
    locale: 'zh-CN',
    callingCode: '86',
    phoneDigits: 11,
    firstNames: words('伟 芳 娜 秀英 敏 静 𠮷祥'),
    lastNames: words('王 李 张 刘 陈 杨 欧阳'),
    latinNames: words('wang li zhang liu chen yang ouyang'),
    streets: ['南京东路100号', '长安街1号'],
    cities: [
      ['上海市', 'Shanghai', 'SH', '2000##'],
      ['北京市', 'Beijing', 'BJ', '1000##'],
    ],
  },
  {
    country: 'Ukraine',
    code: 'UA',
    locale: 'uk',
    callingCode: '380',
    phoneDigits: 9,
    firstNames: words("Олександр Наталія Соломія Тарас Дар'я Микола"),
    lastNames: words('Шевченко Коваленко Бондаренко Ткачук Їжакевич'),
    latinNames: words('shevchenko kovalenko bondarenko tkachuk izhakevych'),
    streets: ['вулиця Хрещатик', 'проспект Свободи'],
    cities: [
      ['Київ', 'Kyiv', 'UA-30', '010##'],
      ['Львів', 'Lviv Oblast', 'UA-46', '790##'],
    ],
  },
  {
    country: 'United Kingdom',
    code: 'GB',
    locale: 'en-GB',
    callingCode: '44',
    phoneDigits: 10,
    firstNames: words('Oliver Siân Harry Niamh Callum Isla Zoë'),
    lastNames: words("Jones Taylor Fitzgerald-Hughes O'Neill Singh Patel"),
    streets: ['High Street', 'Baker Street', "St. John's Wood"],
    cities: [
      ['London', 'England', 'ENG', 'NW1 6X#'],
      ['Edinburgh', 'Scotland', 'SCT', 'EH1 1Y#'],
    ],
  },
  {
    country: 'South Korea',
    code: 'KR',
    locale: 'ko',
    callingCode: '82',
    phoneDigits: 10,
    firstNames: words('민준 서연 지후 하은 도윤'),
    lastNames: words('김 이 박 최 정'),
    latinNames: words('kim yi park choi jung'),
    streets: ['세종대로 110', '테헤란로 152'],
    cities: [['서울특별시', 'Seoul', 'KR-11', '045##']],
  },
  {
    country: 'India',
    code: 'IN',
    locale: 'hi',
    callingCode: '91',
    phoneDigits: 10,
    firstNames: words('आरव दीया Rahul Priya विवान'),
    lastNames: words('शर्मा वर्मा Iyer Mukherjee सिंह'),
    latinNames: words('sharma verma iyer mukherjee singh'),
    streets: ['MG Road', 'चाँदनी चौक'],
    cities: [
      ['मुंबई', 'Maharashtra', 'MH', '4000##'],
      ['Bengaluru', 'Karnataka', 'KA', '5600##'],
    ],
  },
]
