/* decode.c: which encoding bytes are in. A byte-order mark decides; else valid UTF-8 wins over any declaration, as more feeds are
 * UTF-8 and say otherwise than the other way round; else the XML declaration, the HTTP header, windows-1252. */
#include "decode.h"
#include "doubled.h"
#include "markup.h"

#include <bewust/limits.h>
#include <bewust/utf8.h>
#include <errno.h>
#include <string.h>

#define HEAD_BYTES 512     /* in which a declaration stands */
#define DOUBT_BYTES 8192   /* looked at from the first byte that is not ASCII */

/* Labels as the WHATWG's Encoding standard reads them (so latin1 is windows-1252), and what iconv calls them. Only these: a
 * stranger does not choose which module the C library loads. */
static const struct {
	const char *label, *name;
} encodings[] = {
	{"iso-8859-1", "WINDOWS-1252"}, {"iso8859-1", "WINDOWS-1252"}, {"iso_8859-1", "WINDOWS-1252"}, {"latin1", "WINDOWS-1252"},
	{"latin-1", "WINDOWS-1252"}, {"l1", "WINDOWS-1252"}, {"us-ascii", "WINDOWS-1252"}, {"ascii", "WINDOWS-1252"},
	{"windows-1252", "WINDOWS-1252"}, {"cp1252", "WINDOWS-1252"}, {"x-cp1252", "WINDOWS-1252"}, {"ansi", "WINDOWS-1252"},
	{"windows-1250", "CP1250"}, {"cp1250", "CP1250"}, {"windows-1251", "CP1251"}, {"cp1251", "CP1251"}, {"x-cp1251", "CP1251"},
	{"windows-1253", "CP1253"}, {"cp1253", "CP1253"}, {"windows-1254", "CP1254"}, {"cp1254", "CP1254"}, {"iso-8859-9", "CP1254"},
	{"iso8859-9", "CP1254"}, {"latin5", "CP1254"}, {"windows-1255", "CP1255"}, {"cp1255", "CP1255"}, {"windows-1256", "CP1256"},
	{"cp1256", "CP1256"}, {"windows-1257", "CP1257"}, {"cp1257", "CP1257"}, {"windows-1258", "CP1258"}, {"cp1258", "CP1258"},
	{"iso-8859-2", "ISO-8859-2"}, {"iso8859-2", "ISO-8859-2"}, {"latin2", "ISO-8859-2"}, {"iso-8859-3", "ISO-8859-3"},
	{"iso-8859-4", "ISO-8859-4"}, {"iso-8859-5", "ISO-8859-5"}, {"cyrillic", "ISO-8859-5"}, {"iso-8859-6", "ISO-8859-6"},
	{"arabic", "ISO-8859-6"}, {"iso-8859-7", "ISO-8859-7"}, {"greek", "ISO-8859-7"}, {"iso-8859-8", "ISO-8859-8"},
	{"hebrew", "ISO-8859-8"}, {"iso-8859-8-i", "ISO-8859-8"}, {"iso-8859-10", "ISO-8859-10"}, {"iso-8859-13", "ISO-8859-13"},
	{"iso-8859-14", "ISO-8859-14"}, {"iso-8859-15", "ISO-8859-15"}, {"iso8859-15", "ISO-8859-15"}, {"latin-9", "ISO-8859-15"},
	{"latin9", "ISO-8859-15"}, {"iso-8859-16", "ISO-8859-16"}, {"tis-620", "CP874"}, {"iso-8859-11", "CP874"},
	{"windows-874", "CP874"}, {"koi8-r", "KOI8-R"}, {"koi8", "KOI8-R"}, {"koi", "KOI8-R"}, {"koi8-u", "KOI8-U"}, {"koi8-ru", "KOI8-U"},
	{"ibm866", "CP866"}, {"cp866", "CP866"}, {"macintosh", "MACINTOSH"}, {"mac", "MACINTOSH"}, {"x-mac-roman", "MACINTOSH"},
	{"x-mac-cyrillic", "MAC-CYRILLIC"}, {"ibm437", "CP437"}, {"cp437", "CP437"}, {"ibm850", "CP850"}, {"cp850", "CP850"},
	{"shift_jis", "CP932"}, {"shift-jis", "CP932"}, {"sjis", "CP932"}, {"x-sjis", "CP932"}, {"ms_kanji", "CP932"},
	{"windows-31j", "CP932"}, {"cp932", "CP932"}, {"euc-jp", "EUC-JP"}, {"x-euc-jp", "EUC-JP"}, {"eucjp", "EUC-JP"},
	{"iso-2022-jp", "ISO-2022-JP"}, {"csiso2022jp", "ISO-2022-JP"}, {"gb2312", "GB18030"}, {"gb_2312-80", "GB18030"},
	{"gbk", "GB18030"}, {"x-gbk", "GB18030"}, {"cp936", "GB18030"}, {"gb18030", "GB18030"}, {"chinese", "GB18030"},
	{"euc-cn", "GB18030"}, {"hz-gb-2312", "HZ"}, {"big5", "BIG5-HKSCS"}, {"big5-hkscs", "BIG5-HKSCS"}, {"x-x-big5", "BIG5-HKSCS"},
	{"cn-big5", "BIG5-HKSCS"}, {"cp950", "BIG5-HKSCS"}, {"euc-kr", "UHC"}, {"ks_c_5601-1987", "UHC"}, {"ks_c_5601", "UHC"},
	{"korean", "UHC"}, {"windows-949", "UHC"}, {"cp949", "UHC"}, {"iso-2022-kr", "ISO-2022-KR"}, {"viscii", "VISCII"},
	{"tcvn", "TCVN"}, {"georgian-ps", "GEORGIAN-PS"}, {"ibm037", "CP037"}, {"cp037", "CP037"}, {"ebcdic-cp-us", "CP037"},
	{"ebcdic-cp-nl", "CP037"}, {"cp500", "CP500"}, {"ibm500", "CP500"}, {"cp1047", "CP1047"}, {"ibm1047", "CP1047"},
};

static const char *encoding_named(struct slice label)
{
	label = slice_trim(label);
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
		if (slice_equal_nocase(label, slice_of(encodings[i].label)))
			return encodings[i].name;
	return NULL;
}

/* The value after `key` and "=", with or without quotes; empty when it is not there. */
static struct slice value_after(struct slice s, struct slice key)
{
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

void decode_init(struct decode *d, const char *content_type, bool (*out)(void *, struct slice, struct err *), void *ctx)
{
	memset(d, 0, sizeof *d);
	d->out = out;
	d->ctx = ctx;
	d->cd = (iconv_t)-1;
	d->header = encoding_named(value_after(slice_of(content_type), SLICE("charset")));
	str_init(&d->held, LIMIT_SNIFF_BYTES + DOUBT_BYTES);
}

void decode_finish(struct decode *d)
{
	if (d->cd != (iconv_t)-1)
		iconv_close(d->cd);
	str_finish(&d->held);
	memset(d, 0, sizeof *d);
	d->cd = (iconv_t)-1;
}

/* ---- the way through iconv ---- */

#define STRAY SLICE("\xEF\xBF\xBD")

/* Converts; what may be the beginning of a character is kept for the next bytes. */
static bool convert(struct decode *d, struct slice in, bool last, struct err *e)
{
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
static bool convert_more(struct decode *d, struct slice bytes, bool last, struct err *e)
{
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

static bool start_iconv(struct decode *d, const char *name, struct slice bytes, struct err *e)
{
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
	{"\x4C\x6F\xA7\x94", 4, "CP037", 0},
};

static bool decide_utf8(struct decode *d, struct err *e)
{
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
	return start_iconv(d, told ? told : "WINDOWS-1252", s, e);
}

static bool feed_ascii(struct decode *d, struct slice bytes, struct err *e)
{
	size_t n = ascii_length(bytes);

	if (n > 0 && !d->out(d->ctx, (struct slice){bytes.at, n}, e))
		return false;
	if (n == bytes.len)
		return true;
	d->state = DECODE_DOUBT;
	return decode_feed(d, slice_from(bytes, n), e);
}

/* Encodings that look like ASCII all the way: the declaration is all there is. */
static bool is_seven_bit(const char *name)
{
	return strcmp(name, "ISO-2022-JP") == 0 || strcmp(name, "ISO-2022-KR") == 0 || strcmp(name, "HZ") == 0;
}

static bool decide_head(struct decode *d, struct err *e)
{
	struct str head = d->held;
	struct slice s = str_slice(&head);
	bool ok = true;

	str_init(&d->held, LIMIT_SNIFF_BYTES + DOUBT_BYTES);
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		if (s.len < signatures[i].len || memcmp(s.at, signatures[i].bytes, signatures[i].len) != 0)
			continue;
		s = slice_from(s, signatures[i].skip);
		d->state = DECODE_UTF8;
		ok = signatures[i].name ? start_iconv(d, signatures[i].name, s, e) : d->out(d->ctx, s, e);
		str_finish(&head);
		return ok;
	}
	struct slice declaration = {s.at, s.len < HEAD_BYTES ? s.len : HEAD_BYTES};
	size_t end = slice_find(declaration, SLICE("?>"));

	if (end < declaration.len && slice_find(declaration, SLICE("<?xml")) < end)
		d->declared = encoding_named(value_after((struct slice){s.at, end}, SLICE("encoding")));
	if (d->declared && is_seven_bit(d->declared)) {
		ok = start_iconv(d, d->declared, s, e);
	} else {
		d->state = DECODE_ASCII;
		ok = decode_feed(d, s, e);
	}
	str_finish(&head);
	return ok;
}

bool decode_feed(struct decode *d, struct slice bytes, struct err *e)
{
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

bool decode_end(struct decode *d, struct err *e)
{
	if (d->state == DECODE_HEAD && !decide_head(d, e))
		return false;
	return d->state != DECODE_DOUBT || decide_utf8(d, e);
}
