/** Where anybody gets a mailbox for nothing, or with an internet access: the address says nothing of a company. */
const free = `
  gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.ca
  yahoo.com.br yahoo.com.mx yahoo.com.ar yahoo.com.au yahoo.in ymail.com rocketmail.com hotmail.com hotmail.co.uk hotmail.fr
  hotmail.de hotmail.es hotmail.it hotmail.be hotmail.nl hotmail.se outlook.com outlook.de outlook.fr outlook.es outlook.it
  outlook.jp outlook.com.br live.com live.co.uk live.fr live.de live.nl live.it live.com.au live.ca live.se live.dk msn.com
  passport.com windowslive.com icloud.com me.com mac.com aol.com aol.co.uk aol.de aim.com gmx.de gmx.net gmx.com gmx.at gmx.ch
  gmx.fr web.de t-online.de freenet.de arcor.de email.de mail.de posteo.de mailbox.org online.de proton.me protonmail.com
  protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com fastmail.com fastmail.fm hey.com zoho.com zohomail.com
  mail.com email.com usa.com yandex.com yandex.ru ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru ukr.net i.ua qq.com
  163.com 126.com yeah.net sina.com sina.cn sohu.com foxmail.com 139.com naver.com daum.net hanmail.net nate.com
  rediffmail.com libero.it virgilio.it tiscali.it alice.it tin.it orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr
  bbox.fr numericable.fr terra.com.br uol.com.br bol.com.br ig.com.br telefonica.net terra.es ono.com sapo.pt
  mail.telepac.pt clix.pt skynet.be telenet.be ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl hetnet.nl chello.nl
  bluewin.ch hispeed.ch sunrise.ch a1.net aon.at chello.at btinternet.com bt.com ntlworld.com virginmedia.com sky.com
  talktalk.net blueyonder.co.uk tiscali.co.uk o2.co.uk comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net
  charter.net earthlink.net optonline.net frontier.com windstream.net juno.com netzero.net roadrunner.com rr.com
  rogers.com shaw.ca sympatico.ca telus.net videotron.ca bell.net bigpond.com bigpond.net.au optusnet.com.au iinet.net.au
  xtra.co.nz telia.com bredband.net online.no telenor.no wp.pl o2.pl onet.pl onet.eu interia.pl interia.eu gazeta.pl
  seznam.cz email.cz centrum.cz post.cz azet.sk zoznam.sk freemail.hu citromail.hu abv.bg mail.bg walla.com
  walla.co.il lycos.com excite.com inbox.com gmx.us duck.com hushmail.com runbox.com mailfence.com
`

/** Mailboxes that live for minutes: who gives one does not want to be written to. */
const disposable = `
  mailinator.com guerrillamail.com guerrillamail.net guerrillamail.org guerrillamail.biz guerrillamail.de guerrillamailblock.com
  sharklasers.com grr.la spam4.me pokemail.net 10minutemail.com 10minutemail.net 20minutemail.com tempmail.com temp-mail.org
  temp-mail.io tempmail.net tempmailo.com tempail.com tempr.email tempmail.plus mintemail.com throwawaymail.com
  trashmail.com trashmail.de trashmail.net trashmail.me trash-mail.com wegwerfmail.de wegwerfmail.net wegwerfmail.org
  wegwerfemail.de yopmail.com yopmail.fr yopmail.net cool.fr.nf jetable.org jetable.com jetable.net nospam.ze.tc
  dispostable.com discard.email discardmail.com discardmail.de spamgourmet.com spambog.com spambox.us spamex.com
  maildrop.cc mailnesia.com mailcatch.com mailnull.com mailexpire.com mailmoat.com mailsac.com moakt.com moakt.cc
  getnada.com nada.email inboxkitten.com inboxbear.com emailondeck.com emailfake.com fakeinbox.com fakemail.net
  fakemailgenerator.com generator.email getairmail.com harakirimail.com incognitomail.com incognitomail.org
  mohmal.com mytemp.email mytrashmail.com one-time.email onetimeemail.net owlymail.com burnermail.io
  anonbox.net anonymbox.com armyspy.com cuvox.de dayrep.com einrot.com fleckens.hu gustr.com jourrapide.com
  rhyta.com superrito.com teleworm.us 33mail.com byom.de crazymailing.com deadaddress.com despammed.com dodgeit.com
  dropmail.me e4ward.com emltmp.com filzmail.com gishpuppy.com haltospam.com kasmail.com linshiyouxiang.net
  luxusmail.org minuteinbox.com mailpoof.com mvrht.com netmails.net no-spam.ws nowmymail.com objectmail.com
  proxymail.eu rcpt.at safetymail.info sneakemail.com sogetthis.com soodonims.com spamfree24.org spamhole.com
  spaml.com tempemail.co tempinbox.com temporaryinbox.com thankyou2010.com trbvm.com tyldd.com uggsrock.com
  veryrealemail.com vomoto.com wh4f.org zetmail.com zoemail.org 1secmail.com 1secmail.org 1secmail.net esiix.com wwjmp.com
  cs.email mail-temp.com mail7.io mailto.plus fexpost.com rover.info chitthi.in fextemp.com any.pink merepost.com
`

const words = (text: string) => text.trim().split(/\s+/)

/** The class of each domain that is known; any other is a company's own. */
export const mailDomainClasses: ReadonlyMap<string, 'free' | 'disposable'> = new Map([
  ...words(free).map((domain) => [domain, 'free'] as const),
  ...words(disposable).map((domain) => [domain, 'disposable'] as const),
])
