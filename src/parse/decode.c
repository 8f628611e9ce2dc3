/* decode.c: which encoding bytes are in. A byte-order mark decides; else valid UTF-8 wins over any declaration, as more feeds are
 * UTF-8 and say otherwise than the other way round; else the XML declaration, the HTTP header, what the text looks like. */
#include "decode.h"
#include "doubled.h"
#include "guess.h"
#include "markup.h"

#include <bewust/limits.h>
#include <bewust/utf8.h>
#include <errno.h>
#include <string.h>

#define HEAD_BYTES 512     /* in which a declaration stands */
#define EBCDIC "CP037"     /* the most usual one */
#define DOUBT_BYTES 8192   /* looked at from the first byte that is not ASCII */

/* Labels as the WHATWG's Encoding standard reads them (so latin1 is windows-1252) and Python's, without what is no letter or
 * digit, and what iconv calls them. Only these: a stranger does not choose which module the C library loads. */
static const struct {
	const char *label, *name;
} encodings[] = {
	{"iso88591", "WINDOWS-1252"}, {"latin1", "WINDOWS-1252"}, {"l1", "WINDOWS-1252"}, {"usascii", "WINDOWS-1252"},
	{"ascii", "WINDOWS-1252"}, {"windows1252", "WINDOWS-1252"}, {"cp1252", "WINDOWS-1252"}, {"xcp1252", "WINDOWS-1252"},
	{"ansi", "WINDOWS-1252"}, {"windows1250", "CP1250"}, {"cp1250", "CP1250"}, {"windows1251", "CP1251"}, {"cp1251", "CP1251"},
	{"xcp1251", "CP1251"}, {"windows1253", "CP1253"}, {"cp1253", "CP1253"}, {"windows1254", "CP1254"}, {"cp1254", "CP1254"},
	{"iso88599", "CP1254"}, {"latin5", "CP1254"}, {"windows1255", "CP1255"}, {"cp1255", "CP1255"}, {"windows1256", "CP1256"},
	{"cp1256", "CP1256"}, {"windows1257", "CP1257"}, {"cp1257", "CP1257"}, {"windows1258", "CP1258"}, {"cp1258", "CP1258"},
	{"iso88592", "ISO-8859-2"}, {"latin2", "ISO-8859-2"}, {"iso88593", "ISO-8859-3"}, {"iso88594", "ISO-8859-4"},
	{"iso88595", "ISO-8859-5"}, {"cyrillic", "ISO-8859-5"}, {"iso88596", "ISO-8859-6"}, {"arabic", "ISO-8859-6"},
	{"iso88597", "ISO-8859-7"}, {"greek", "ISO-8859-7"}, {"iso88598", "ISO-8859-8"}, {"hebrew", "ISO-8859-8"}, {"iso88598i", "ISO-8859-8"},
	{"iso885910", "ISO-8859-10"}, {"iso885913", "ISO-8859-13"}, {"iso885914", "ISO-8859-14"}, {"iso885915", "ISO-8859-15"},
	{"latin9", "ISO-8859-15"}, {"iso885916", "ISO-8859-16"}, {"tis620", "CP874"}, {"iso885911", "CP874"}, {"windows874", "CP874"},
	{"koi8r", "KOI8-R"}, {"koi8", "KOI8-R"}, {"koi", "KOI8-R"}, {"koi8u", "KOI8-U"}, {"koi8ru", "KOI8-U"}, {"ibm866", "CP866"},
	{"cp866", "CP866"}, {"macintosh", "MACINTOSH"}, {"mac", "MACINTOSH"}, {"xmacroman", "MACINTOSH"}, {"xmaccyrillic", "MAC-CYRILLIC"},
	{"ibm437", "CP437"}, {"cp437", "CP437"}, {"ibm850", "CP850"}, {"cp850", "CP850"}, {"shiftjis", "CP932"}, {"sjis", "CP932"},
	{"xsjis", "CP932"}, {"mskanji", "CP932"}, {"windows31j", "CP932"}, {"cp932", "CP932"}, {"eucjp", "EUC-JP"}, {"xeucjp", "EUC-JP"},
	{"iso2022jp", "ISO-2022-JP"}, {"csiso2022jp", "ISO-2022-JP"}, {"gb2312", "GB18030"}, {"gb231280", "GB18030"}, {"gbk", "GB18030"},
	{"xgbk", "GB18030"}, {"cp936", "GB18030"}, {"gb18030", "GB18030"}, {"chinese", "GB18030"}, {"euccn", "GB18030"}, {"hzgb2312", "HZ"},
	{"big5", "BIG5-HKSCS"}, {"big5hkscs", "BIG5-HKSCS"}, {"xxbig5", "BIG5-HKSCS"}, {"cnbig5", "BIG5-HKSCS"}, {"cp950", "BIG5-HKSCS"},
	{"euckr", "UHC"}, {"ksc56011987", "UHC"}, {"ksc5601", "UHC"}, {"korean", "UHC"}, {"windows949", "UHC"}, {"cp949", "UHC"},
	{"iso2022kr", "ISO-2022-KR"}, {"viscii", "VISCII"}, {"tcvn", "TCVN"}, {"georgianps", "GEORGIAN-PS"}, {"ibm037", "CP037"},
	{"cp037", "CP037"}, {"ebcdiccpus", "CP037"}, {"ebcdiccpnl", "CP037"}, {"cp500", "CP500"}, {"ibm500", "CP500"}, {"cp1047", "CP1047"},
	{"ibm1047", "CP1047"}, {"cp424", "CP424"}, {"ibm424", "CP424"}, {"cp737", "CP737"}, {"ibm737", "CP737"}, {"cp775", "CP775"},
	{"ibm775", "CP775"}, {"cp852", "CP852"}, {"ibm852", "CP852"}, {"cp855", "CP855"}, {"ibm855", "CP855"}, {"cp856", "CP856"},
	{"cp857", "CP857"}, {"ibm857", "CP857"}, {"cp858", "CP858"}, {"cp860", "CP860"}, {"ibm860", "CP860"}, {"cp861", "CP861"},
	{"ibm861", "CP861"}, {"cp862", "CP862"}, {"ibm862", "CP862"}, {"cp863", "CP863"}, {"ibm863", "CP863"}, {"cp864", "CP864"},
	{"ibm864", "CP864"}, {"cp865", "CP865"}, {"ibm865", "CP865"}, {"cp869", "CP869"}, {"ibm869", "CP869"}, {"cp874", "CP874"},
	{"cp875", "CP875"}, {"cp1026", "CP1026"}, {"ibm1026", "CP1026"}, {"cp1125", "CP1125"}, {"cp1140", "CP1140"}, {"ibm1140", "CP1140"},
	{"koi8t", "KOI8-T"}, {"maclatin2", "MAC-CENTRALEUROPE"}, {"maccentraleurope", "MAC-CENTRALEUROPE"}, {"xmacce", "MAC-CENTRALEUROPE"},
	{"maccyrillic", "MAC-CYRILLIC"}, {"macroman", "MACINTOSH"}, {"maciceland", "MACINTOSH"}, {"macturkish", "MACINTOSH"},
	{"hproman8", "HP-ROMAN8"}, {"roman8", "HP-ROMAN8"}, {"ptcp154", "PT154"}, {"pt154", "PT154"}, {"johab", "JOHAB"}, {"cp1361", "JOHAB"},
	{"eucjisx0213", "EUC-JISX0213"}, {"eucjis2004", "EUC-JISX0213"}, {"shiftjisx0213", "SHIFT_JISX0213"},
	{"shiftjis2004", "SHIFT_JISX0213"}, {"iso2022jp1", "ISO-2022-JP-2"}, {"iso2022jp2", "ISO-2022-JP-2"}, {"iso2022jp3", "ISO-2022-JP-3"},
	{"euctw", "EUC-TW"}, {"armscii8", "ARMSCII-8"}, {"utf7", "UTF-7"},
};

static bool is_label_sign(char c) {
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static const char *encoding_named(struct slice label) {
	char plain[24];
	size_t n = 0;

	for (size_t i = 0; i < label.len && n < sizeof plain; i++)
		if (is_label_sign(label.at[i]))
			plain[n++] = label.at[i];
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
		if (slice_equal_nocase((struct slice){plain, n}, slice_of(encodings[i].label)))
			return encodings[i].name;
	return NULL;
}

/* The value after `key` and "=", with or without quotes; empty when it is not there. */
static struct slice value_after(struct slice s, struct slice key) {
	struct slice none = {NULL, 0};
	size_t at = slice_find(s, key);

	if (at == s.len)
		return none;
	s = slice_trim(slice_from(s, at + key.len));
	if (s.len == 0 || s.at[0] != '=')
		return none;
	s = slice_trim(slice_from(s, 1));
	if (s.len > 0 && (s.at[0] == '"' || s.at[0] == '\'')) {
		const char *end = memchr(s.at + 1, s.at[0], s.len - 1);

		return (struct slice){s.at + 1, end ? (size_t)(end - s.at - 1) : 0};
	}
	size_t n = 0;

	while (n < s.len && !char_among(s.at[n], " \t\r\n;?>"))
		n++;
	s.len = n;
	return s;
}

void decode_init(struct decode *d, const char *content_type, bool (*out)(void *, struct slice, struct err *), void *ctx) {
	memset(d, 0, sizeof *d);
	d->out = out;
	d->ctx = ctx;
	d->cd = (iconv_t)-1;
	d->header = encoding_named(value_after(slice_of(content_type), SLICE("charset")));
	str_init(&d->held, LIMIT_SNIFF_BYTES + DOUBT_BYTES);
}

void decode_finish(struct decode *d) {
	if (d->cd != (iconv_t)-1)
		iconv_close(d->cd);
	str_finish(&d->held);
	memset(d, 0, sizeof *d);
	d->cd = (iconv_t)-1;
}

/* ---- the way through iconv ---- */

#define STRAY SLICE("\xEF\xBF\xBD")

/* Converts; what may be the beginning of a character is kept for the next bytes. */
static bool convert(struct decode *d, struct slice in, bool last, struct err *e) {
	char buffer[16384];
	char *from = (char *)in.at; /* iconv's prototype; it does not write there */
	size_t left = in.len;

	while (left > 0) {
		char *to = buffer;
		size_t room = sizeof buffer - 8;
		size_t result = iconv(d->cd, &from, &left, &to, &room);
		int why = errno;

		if (result == (size_t)-1 && why == EILSEQ) {
			memcpy(to, STRAY.at, STRAY.len);
			to += STRAY.len;
			from++;
			left--;
		} else if (result == (size_t)-1 && why == EINVAL) {
			if (to > buffer && !d->out(d->ctx, (struct slice){buffer, (size_t)(to - buffer)}, e))
				return false;
			if (last)
				return true;
			char rest[16];
			size_t n = left < sizeof rest ? left : sizeof rest;

			memcpy(rest, from, n);
			str_clear(&d->held);
			return str_add(&d->held, (struct slice){rest, n});
		}
		if (to > buffer && !d->out(d->ctx, (struct slice){buffer, (size_t)(to - buffer)}, e))
			return false;
	}
	str_clear(&d->held);
	return true;
}

/* Bytes after what was kept of the last ones. */
static bool convert_more(struct decode *d, struct slice bytes, bool last, struct err *e) {
	if (d->held.len == 0)
		return convert(d, bytes, last, e);
	while (bytes.len > 0) { /* one by one until the character that was cut in two is whole */
		str_add(&d->held, (struct slice){bytes.at, 1});
		bytes = slice_from(bytes, 1);
		struct slice held = str_slice(&d->held);
		size_t before = held.len;

		if (!convert(d, held, false, e))
			return false;
		if (d->held.len == 0)
			return convert(d, bytes, last, e);
		if (d->held.len >= 16 && d->held.len >= before) /* no character is that long */
			str_clear(&d->held);
	}
	return true;
}

static bool start_iconv(struct decode *d, const char *name, struct slice bytes, struct err *e) {
	d->cd = iconv_open("UTF-8", name);
	if (d->cd == (iconv_t)-1) {
		d->state = DECODE_UTF8;
		return d->out(d->ctx, bytes, e);
	}
	d->state = DECODE_ICONV;
	struct str copy;

	str_init(&copy, bytes.len);
	str_add(&copy, bytes);
	str_clear(&d->held);
	bool ok = convert(d, str_slice(&copy), false, e);

	str_finish(&copy);
	return ok;
}

/* ---- deciding ---- */

/* Encodings whose "<?xm" or "<rss" is not ASCII's, and byte-order marks: (bytes, how many, encoding, bytes to skip). */
static const struct {
	const char *bytes;
	size_t len;
	const char *name;
	size_t skip;
} signatures[] = {
	{"\xEF\xBB\xBF", 3, NULL, 3},
	{"\xFF\xFE\0\0", 4, "UTF-32LE", 4}, {"\0\0\xFE\xFF", 4, "UTF-32BE", 4},
	{"\xFF\xFE", 2, "UTF-16LE", 2}, {"\xFE\xFF", 2, "UTF-16BE", 2},
	{"<\0\0\0", 4, "UTF-32LE", 0}, {"\0\0\0<", 4, "UTF-32BE", 0},
	{"<\0", 2, "UTF-16LE", 0}, {"\0<", 2, "UTF-16BE", 0}, {"{\0", 2, "UTF-16LE", 0}, {"\0{", 2, "UTF-16BE", 0},
	{"\x4C\x6F\xA7\x94", 4, EBCDIC, 0},
};

static bool decide_utf8(struct decode *d, struct err *e) {
	struct slice s = str_slice(&d->held), rest = s;
	size_t good = 0, bad = 0;

	while (rest.len > 0) {
		if ((unsigned char)rest.at[0] < 0x80) {
			rest = slice_from(rest, 1);
			continue;
		}
		size_t before = rest.len;
		uint32_t rune = utf8_next(&rest);

		if (rune != RUNE_BAD || before - rest.len == 3)
			good++;
		else if (rest.len > 0 || before > 3) /* at the very end a character may just not be whole yet */
			bad++;
	}
	const char *told = d->declared ? d->declared : d->header;

	if (bad == 0 || (!told && good > 4 * bad)) {
		d->state = DECODE_UTF8;
		bool ok = d->out(d->ctx, s, e);

		str_clear(&d->held);
		return ok;
	}
	return start_iconv(d, told ? told : encoding_guess(s), s, e);
}

static bool feed_ascii(struct decode *d, struct slice bytes, struct err *e) {
	size_t n = ascii_length(bytes);

	if (n > 0 && !d->out(d->ctx, (struct slice){bytes.at, n}, e))
		return false;
	if (n == bytes.len)
		return true;
	d->state = DECODE_DOUBT;
	return decode_feed(d, slice_from(bytes, n), e);
}

/* Encodings that look like ASCII all the way: the declaration is all there is. */
static bool is_seven_bit(const char *name) {
	return slice_starts(slice_of(name), SLICE("ISO-2022-")) || strcmp(name, "HZ") == 0 || strcmp(name, "UTF-7") == 0;
}

/* The encoding that an XML declaration at the front names; NULL when there is none, or none that is known. */
static const char *encoding_declared(struct slice s) {
	s.len = s.len < HEAD_BYTES ? s.len : HEAD_BYTES;
	size_t end = slice_find(s, SLICE("?>"));

	if (end == s.len || slice_find(s, SLICE("<?xml")) > end)
		return NULL;
	s.len = end;
	return encoding_named(value_after(s, SLICE("encoding")));
}

/* All kinds of EBCDIC have the letters of a declaration in common, and which one it is stands there. */
static const char *ebcdic_declared(struct slice s) {
	static const char *const kinds[] = {EBCDIC, "CP424", "CP500", "CP875", "CP1026", "CP1047", "CP1140"};
	char text[HEAD_BYTES * 2], *to = text, *from = (char *)s.at; /* iconv's prototype; it does not write there */
	size_t left = s.len < HEAD_BYTES ? s.len : HEAD_BYTES, room = sizeof text;
	iconv_t cd = iconv_open("UTF-8", EBCDIC);

	if (cd == (iconv_t)-1)
		return EBCDIC;
	iconv(cd, &from, &left, &to, &room);
	iconv_close(cd);
	const char *name = encoding_declared((struct slice){text, sizeof text - room});

	for (size_t i = 0; name && i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(name, kinds[i]) == 0)
			return name;
	return EBCDIC;
}

static bool decide_head(struct decode *d, struct err *e) {
	struct str head = d->held;
	struct slice s = str_slice(&head);
	bool ok = true;

	str_init(&d->held, LIMIT_SNIFF_BYTES + DOUBT_BYTES);
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		if (s.len < signatures[i].len || memcmp(s.at, signatures[i].bytes, signatures[i].len) != 0)
			continue;
		const char *name = signatures[i].name;

		if (name && strcmp(name, EBCDIC) == 0)
			name = ebcdic_declared(s);
		s = slice_from(s, signatures[i].skip);
		d->state = DECODE_UTF8;
		ok = name ? start_iconv(d, name, s, e) : d->out(d->ctx, s, e);
		str_finish(&head);
		return ok;
	}
	d->declared = encoding_declared(s);
	if (d->declared && is_seven_bit(d->declared)) {
		ok = start_iconv(d, d->declared, s, e);
	} else {
		d->state = DECODE_ASCII;
		ok = decode_feed(d, s, e);
	}
	str_finish(&head);
	return ok;
}

bool decode_feed(struct decode *d, struct slice bytes, struct err *e) {
	while (bytes.len > 0) {
		size_t want;

		switch (d->state) {
		case DECODE_UTF8:
			return d->out(d->ctx, bytes, e);
		case DECODE_ICONV:
			return convert_more(d, bytes, false, e);
		case DECODE_ASCII:
			return feed_ascii(d, bytes, e);
		case DECODE_HEAD:
		case DECODE_DOUBT:
			want = (d->state == DECODE_HEAD ? HEAD_BYTES : DOUBT_BYTES) - d->held.len;
			want = want < bytes.len ? want : bytes.len;
			str_add(&d->held, (struct slice){bytes.at, want});
			bytes = slice_from(bytes, want);
			if (d->state == DECODE_HEAD && d->held.len == HEAD_BYTES) {
				if (!decide_head(d, e))
					return false;
			} else if (d->state == DECODE_DOUBT && d->held.len == DOUBT_BYTES) {
				if (!decide_utf8(d, e))
					return false;
			}
		}
	}
	return true;
}

bool decode_end(struct decode *d, struct err *e) {
	if (d->state == DECODE_HEAD && !decide_head(d, e))
		return false;
	return d->state != DECODE_DOUBT || decide_utf8(d, e);
}
