/* date.c: dates as feeds write them, by hand: a walk over numbers, words and signs, each taken for what it can only be. */
#include "markup.h"

#include <bewust/date.h>
#include <bewust/limits.h>
#include <bewust/parse.h>
#include <bewust/text.h>
#include <stdlib.h>
#include <string.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2200
#define WEST_MAX 12  /* hours from UTC, of the zones there are */
#define EAST_MAX 14

struct reading {
	struct slice rest;
	int year, month, day;             /* -1: not seen */
	int hour, minute, second;         /* hour -1: not seen */
	int weekday;                      /* 0 = monday, in English only; -1 */
	int half;                         /* 12-hour clock: 0 none, 1 before noon, 2 after */
	int offset_s;                     /* east of UTC */
	bool has_zone, has_offset;
	int rule;                         /* of summer time; see zone_rule */
	int parts[3], digits[3];          /* a/b/c, until it is known which is which; -1 */
	char separator;
	bool korean;                      /* written with signs of Korea, where nobody writes a zone */
	bool month_first_word;            /* the month was the very first word: it may have been a day of the week */
	int week;                         /* of ISO 8601; -1 */
	int64_t epoch;                    /* Unix seconds; -1 */
	bool whole;                       /* what follows says nothing more: the end of a range, another date */
};

/* ---- words ---- */

/* Folded (no accents, lower case), a line a month; a word is the month whose name it begins, with three letters or more. */
static const char *const months[12] = {
	"january januari januar janvier jaenner jan enero ene gennaio gen janeiro tammikuu styczen stycznia ιαν янв",
	"february februari februar fevrier fevr febrero febbraio fevereiro helmikuu luty lutego φεβ фев",
	"march maart maerz marz mars marzo marco marcius mrt mrz marts maaliskuu marzec marca μαρ μαω мар",
	"april avril abril aprile aprilis huhtikuu kwiecien kwietnia απρ апр",
	"may mei mai mayo maggio maio majus maj toukokuu μαϊ μαι май маи мая",
	"june juni juin junio giugno junho junius kesakuu czerwiec czerwca ιουν ιον июн",
	"july juli juillet juil julio luglio julho julius heinakuu lipiec lipca ιουλ ιολ июл",
	"august augustus aout agosto augusztus elokuu sierpien sierpnia αυγ авг",
	"september septembre septiembre settembre setembro szeptember syyskuu wrzesien wrzesnia σεπ сен",
	"october oktober octobre octubre ottobre outubro lokakuu pazdziernik οκτ окт",
	"november novembre noviembre novembro marraskuu listopad νοε νοέ ноя",
	"december dezember decembre diciembre dicembre dezembro desember joulukuu grudzien grudnia δεκ дек",
};

/* Zones by name, minutes east of UTC, and how their summer time goes. Where a name has several meanings, the one of RFC 822, else
 * the one of most feeds. */
enum summer { SUMMER_NONE, SUMMER_EUROPE, SUMMER_AMERICA, SUMMER_AUSTRALIA, SUMMER_NEW_ZEALAND };
static const struct {
	const char *name;
	int minutes;
	enum summer summer;
} zones[] = {
	{"z", 0, 0}, {"ut", 0, 0}, {"utc", 0, 0}, {"gmt", 0, 0}, {"wet", 0, 0}, {"west", 60, 0}, {"bst", 60, 0}, {"cet", 60, 0},
	{"cest", 120, 0}, {"met", 60, 0}, {"mest", 120, 0}, {"mez", 60, 0}, {"mesz", 120, 0}, {"eet", 120, 0}, {"eest", 180, 0},
	{"msk", 180, 0}, {"msd", 240, 0}, {"trt", 180, 0}, {"sast", 120, 0}, {"cat", 120, 0}, {"eat", 180, 0}, {"wat", 60, 0},
	{"gst", 240, 0}, {"pkt", 300, 0}, {"ist", 330, 0}, {"npt", 345, 0}, {"ict", 420, 0}, {"wib", 420, 0}, {"hkt", 480, 0},
	{"sgt", 480, 0}, {"myt", 480, 0}, {"pht", 480, 0}, {"awst", 480, 0}, {"jst", 540, 0}, {"kst", 540, 0}, {"acst", 570, 0},
	{"acdt", 630, 0}, {"aest", 600, 0}, {"aedt", 660, 0}, {"nzst", 720, 0}, {"nzdt", 780, 0}, {"est", -300, 0}, {"edt", -240, 0},
	{"cst", -360, 0}, {"cdt", -300, 0}, {"mst", -420, 0}, {"mdt", -360, 0}, {"pst", -480, 0}, {"pdt", -420, 0}, {"akst", -540, 0},
	{"akdt", -480, 0}, {"hst", -600, 0}, {"hdt", -540, 0}, {"hast", -600, 0}, {"ast", -240, 0}, {"adt", -180, 0}, {"nst", -210, 0},
	{"ndt", -150, 0}, {"brt", -180, 0}, {"brst", -120, 0}, {"art", -180, 0}, {"clt", -240, 0}, {"clst", -180, 0}, {"cot", -300, 0},
	{"pet", -300, 0}, {"et", -300, SUMMER_AMERICA}, {"ct", -360, SUMMER_AMERICA}, {"mt", -420, SUMMER_AMERICA},
	{"pt", -480, SUMMER_AMERICA},
	{"etc/gmt", 0, 0}, {"etc/utc", 0, 0}, {"etc/uct", 0, 0}, {"europe/london", 0, SUMMER_EUROPE}, {"europe/dublin", 0, SUMMER_EUROPE},
	{"europe/lisbon", 0, SUMMER_EUROPE}, {"europe/brussels", 60, SUMMER_EUROPE}, {"europe/amsterdam", 60, SUMMER_EUROPE},
	{"europe/berlin", 60, SUMMER_EUROPE}, {"europe/paris", 60, SUMMER_EUROPE}, {"europe/madrid", 60, SUMMER_EUROPE},
	{"europe/rome", 60, SUMMER_EUROPE}, {"europe/vienna", 60, SUMMER_EUROPE}, {"europe/zurich", 60, SUMMER_EUROPE},
	{"europe/luxembourg", 60, SUMMER_EUROPE}, {"europe/copenhagen", 60, SUMMER_EUROPE}, {"europe/oslo", 60, SUMMER_EUROPE},
	{"europe/stockholm", 60, SUMMER_EUROPE}, {"europe/prague", 60, SUMMER_EUROPE}, {"europe/warsaw", 60, SUMMER_EUROPE},
	{"europe/budapest", 60, SUMMER_EUROPE}, {"europe/belgrade", 60, SUMMER_EUROPE}, {"europe/zagreb", 60, SUMMER_EUROPE},
	{"europe/bratislava", 60, SUMMER_EUROPE}, {"europe/ljubljana", 60, SUMMER_EUROPE}, {"europe/athens", 120, SUMMER_EUROPE},
	{"europe/helsinki", 120, SUMMER_EUROPE}, {"europe/bucharest", 120, SUMMER_EUROPE}, {"europe/sofia", 120, SUMMER_EUROPE},
	{"europe/kiev", 120, SUMMER_EUROPE}, {"europe/kyiv", 120, SUMMER_EUROPE}, {"europe/riga", 120, SUMMER_EUROPE},
	{"europe/tallinn", 120, SUMMER_EUROPE}, {"europe/vilnius", 120, SUMMER_EUROPE}, {"europe/istanbul", 180, 0},
	{"europe/moscow", 180, 0}, {"america/new_york", -300, SUMMER_AMERICA}, {"america/toronto", -300, SUMMER_AMERICA},
	{"america/detroit", -300, SUMMER_AMERICA}, {"america/chicago", -360, SUMMER_AMERICA}, {"america/denver", -420, SUMMER_AMERICA},
	{"america/phoenix", -420, 0}, {"america/los_angeles", -480, SUMMER_AMERICA}, {"america/vancouver", -480, SUMMER_AMERICA},
	{"america/halifax", -240, SUMMER_AMERICA}, {"america/anchorage", -540, SUMMER_AMERICA}, {"america/sao_paulo", -180, 0},
	{"america/bogota", -300, 0}, {"america/lima", -300, 0}, {"america/argentina/buenos_aires", -180, 0}, {"us/eastern", -300, SUMMER_AMERICA},
	{"us/central", -360, SUMMER_AMERICA}, {"us/mountain", -420, SUMMER_AMERICA}, {"us/pacific", -480, SUMMER_AMERICA},
	{"asia/tokyo", 540, 0}, {"asia/seoul", 540, 0}, {"asia/shanghai", 480, 0}, {"asia/hong_kong", 480, 0}, {"asia/singapore", 480, 0},
	{"asia/taipei", 480, 0}, {"asia/manila", 480, 0}, {"asia/bangkok", 420, 0}, {"asia/jakarta", 420, 0}, {"asia/kolkata", 330, 0},
	{"asia/calcutta", 330, 0}, {"asia/karachi", 300, 0}, {"asia/dubai", 240, 0}, {"africa/johannesburg", 120, 0},
	{"africa/lagos", 60, 0}, {"africa/nairobi", 180, 0}, {"australia/sydney", 600, SUMMER_AUSTRALIA},
	{"australia/melbourne", 600, SUMMER_AUSTRALIA}, {"australia/hobart", 600, SUMMER_AUSTRALIA}, {"australia/brisbane", 600, 0},
	{"australia/adelaide", 570, SUMMER_AUSTRALIA}, {"australia/perth", 480, 0}, {"pacific/auckland", 720, SUMMER_NEW_ZEALAND},
	{"pacific/honolulu", -600, 0},
};

/* Other scripts' months are known by their beginning, whatever the ending of their case. */
static bool begins_month(struct slice word, struct slice name) {
	return slice_starts(word, name) || ((unsigned char)name.at[0] < 0x80 && slice_starts(name, word));
}

static int month_named(struct slice word) {
	for (int month = 1; month <= 12 && word.len >= 3; month++) {
		const char *names = months[month - 1];

		for (const char *at = strchr(names, *word.at); at; at = strchr(at + 1, *word.at))
			if ((at == names || at[-1] == ' ') && begins_month(word, (struct slice){at, strcspn(at, " ")}))
				return month;
	}
	return 0;
}

static int weekday_named(struct slice word) {
	static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

	for (int i = 0; i < 7 && word.len >= 3; i++)
		if (slice_starts(slice_of(days[i]), word))
			return i;
	return -1;
}

/* ---- reading ---- */

static bool is_digit(char c) {
	return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static char peek(const struct reading *r, size_t n) {
	return n < r->rest.len ? r->rest.at[n] : '\0';
}

static void skip(struct reading *r, size_t n) {
	r->rest = slice_from(r->rest, n);
}

static int take_number(struct reading *r, int max_digits, int *digits) {
	int value = 0, n = 0;

	while (n < max_digits && is_digit(peek(r, 0))) {
		value = value * 10 + (peek(r, 0) - '0');
		skip(r, 1);
		n++;
	}
	*digits = n;
	return value;
}

/* "12:34[:56[.789]]", the hour taken already. */
static bool read_clock(struct reading *r, int hour) {
	int digits;

	skip(r, 1);
	r->hour = hour;
	r->minute = take_number(r, 2, &digits);
	r->second = 0;
	if (digits == 0)
		return false;
	if ((peek(r, 0) == ':' || peek(r, 0) == '.') && is_digit(peek(r, 1))) {
		skip(r, 1);
		r->second = take_number(r, 2, &digits);
	}
	if ((peek(r, 0) == '.' || peek(r, 0) == ',') && is_digit(peek(r, 1))) {
		skip(r, 1);
		while (is_digit(peek(r, 0)))
			skip(r, 1);
	}
	return true;
}

/* "+01:00", "-0500", "+1": what stands after a time. */
static bool read_offset(struct reading *r, size_t sign_length) {
	int sign = peek(r, 0) == '+' ? 1 : -1, digits, hours, minutes = 0;

	skip(r, sign_length);
	hours = take_number(r, 4, &digits);
	if (digits >= 3) {
		minutes = hours % 100;
		hours /= 100;
	} else if ((peek(r, 0) == ':' || peek(r, 0) == '.') && is_digit(peek(r, 1))) {
		skip(r, 1);
		minutes = take_number(r, 2, &digits);
	}
	if (hours > (sign < 0 ? WEST_MAX : EAST_MAX) || minutes > 59)
		return true; /* no zone anybody lives in: as if it were not there */
	r->offset_s = sign * (hours * 3600 + minutes * 60);
	r->has_zone = r->has_offset = true;
	r->rule = SUMMER_NONE;
	return true;
}

static size_t word_length(const struct reading *r) {
	size_t n = 0;

	while (is_letter(peek(r, n)) || ((peek(r, n) == '/' || peek(r, n) == '_') && n > 0 && is_letter(peek(r, n + 1))))
		n++;
	return n;
}

/* The length of "am", "p.m." and the like at n, or 0. */
static size_t half_length(const struct reading *r, size_t n) {
	char half = peek(r, n) | 0x20;
	size_t m = n + (peek(r, n + 1) == '.' ? 2 : 1);

	if ((half != 'a' && half != 'p') || (peek(r, m) | 0x20) != 'm' || is_letter(peek(r, m + 1)))
		return 0;
	return m + 1 - n;
}

static bool read_half(struct reading *r) {
	size_t n = half_length(r, 0);

	if (n == 0)
		return false;
	r->half = (peek(r, 0) | 0x20) == 'a' ? 1 : 2;
	skip(r, n);
	return true;
}

static void read_zone(struct reading *r, struct slice name) {
	for (size_t i = 0; i < sizeof zones / sizeof *zones && !r->has_offset; i++) {
		if (name.len == 0 || zones[i].name[0] != name.at[0] || !slice_equal(name, slice_of(zones[i].name)))
			continue;
		r->offset_s = zones[i].minutes * 60;
		r->rule = (int)zones[i].summer;
		r->has_zone = true;
		return;
	}
}

static void read_word(struct reading *r, struct str *folded) {
	if (read_half(r))
		return;
	struct slice word = {r->rest.at, word_length(r)};
	bool first = r->year < 0 && r->month < 0 && r->day < 0 && r->hour < 0 && r->weekday < 0 && r->parts[0] < 0;

	str_clear(folded);
	text_fold(word, folded);
	skip(r, word.len);
	struct slice name = str_slice(folded);
	bool comma = peek(r, 0) == ',' || (peek(r, 0) == '.' && peek(r, 1) == ',');

	/* Before a comma at the very front it is a day of the week in whatever language: "mar., 3 mars". */
	if (first && (comma || weekday_named(name) >= 0)) {
		r->weekday = weekday_named(name);
		return;
	}
	int month = month_named(name);

	/* "mar 13 août": a French tuesday, which looked like March. */
	if (month > 0 && (r->month < 0 || (r->month_first_word && month != r->month))) {
		r->month = month;
		r->month_first_word = first && slice_equal(name, SLICE("mar"));
		return;
	}
	if (slice_equal(word, SLICE("오전")) || slice_equal(word, SLICE("오후"))) {
		r->half = slice_equal(word, SLICE("오전")) ? 1 : 2;
		r->korean = true;
		return;
	}
	read_zone(r, name);
}

/* The second and third part of "a-b-c", the first taken already. */
static bool read_parts(struct reading *r, int first, int digits, struct str *folded) {
	r->separator = peek(r, 0);
	r->parts[0] = first;
	r->digits[0] = digits;
	for (int i = 1; i < 3 && peek(r, 0) == r->separator; i++) {
		if (is_letter(peek(r, 1)) && i == 1) {
			skip(r, 1);
			struct slice word = {r->rest.at, 0};

			while (is_letter(peek(r, word.len)))
				word.len++;
			str_clear(folded);
			text_fold(word, folded);
			r->month = month_named(str_slice(folded));
			if (r->month == 0)
				return false;
			r->parts[i] = r->month;
			skip(r, word.len);
		} else if (is_digit(peek(r, 1))) {
			skip(r, 1);
			r->parts[i] = take_number(r, 4, &r->digits[i]);
		} else {
			return true;
		}
	}
	return true;
}

/* "20031231", "20031231192030": all in one. */
static bool read_run(struct reading *r, long long run, int digits) {
	if (digits == 10 || digits == 13) {
		r->epoch = digits == 13 ? run / 1000 : run;
		r->whole = true;
		return r->epoch > 0;
	}
	if (digits == 7) { /* the day of the year */
		r->parts[0] = (int)(run / 1000);
		r->parts[1] = (int)(run % 1000);
		r->digits[0] = 4;
		r->digits[1] = 3;
		return true;
	}
	long long date = digits == 14 ? run / 1000000 : digits == 12 ? run / 10000 : run;

	r->year = (int)(date / 10000);
	r->month = (int)(date / 100 % 100);
	r->day = (int)(date % 100);
	if (digits == 14 || digits == 12) {
		long long clock = digits == 14 ? run % 1000000 : run % 10000 * 100;

		r->hour = (int)(clock / 10000);
		r->minute = (int)(clock / 100 % 100);
		r->second = (int)(clock % 100);
	}
	return true;
}

static int full_year(int year, int digits) {
	return digits >= 4 ? year : digits == 3 ? year + 1900 : year < 50 ? year + 2000 : year + 1900;
}

/* Signs that name what the number before them is. */
static bool read_marked(struct reading *r, int value) {
	static const struct {
		struct slice sign;
		char what;
	} signs[] = {{{"년", 3}, 'y'}, {{"年", 3}, 'y'}, {{"월", 3}, 'm'}, {{"月", 3}, 'm'}, {{"일", 3}, 'd'}, {{"日", 3}, 'd'}};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (!slice_starts(r->rest, signs[i].sign))
			continue;
		*(signs[i].what == 'y' ? &r->year : signs[i].what == 'm' ? &r->month : &r->day) = value;
		r->korean |= slice_equal(signs[i].sign, SLICE("년"));
		skip(r, signs[i].sign.len);
		return true;
	}
	return false;
}

static bool has_date(const struct reading *r) {
	return r->parts[0] >= 0 || r->week >= 0 || (r->year >= 0 && r->month >= 0 && r->day >= 0);
}

static bool is_separator(char c) {
	return c == '-' || c == '/' || c == '.';
}

/* "-05-19", "/5/24" or ".5.2024" after a number: a second date. With points and no century it is a time: "19.48.21". */
static bool is_date_ahead(const struct reading *r) {
	size_t n = 1;

	while (is_digit(peek(r, n)))
		n++;
	return is_separator(peek(r, 0)) && n > 1 && peek(r, n) == peek(r, 0) && is_digit(peek(r, n + 1)) &&
		(peek(r, 0) != '.' || is_digit(peek(r, n + 3)));
}

/* "W01-1", "-W01" after a year. */
static bool read_week(struct reading *r, int year) {
	size_t from = peek(r, 0) == '-' ? 1 : 0;
	int digits, day = 1;

	if (peek(r, from) != 'W' || !is_digit(peek(r, from + 1)) || !is_digit(peek(r, from + 2)))
		return false;
	skip(r, from + 1);
	r->year = year;
	r->week = take_number(r, 2, &digits);
	if (peek(r, 0) == '-' && is_digit(peek(r, 1)))
		skip(r, 1);
	if (is_digit(peek(r, 0)))
		day = take_number(r, 1, &digits);
	r->day = day;
	return true;
}

/* Whether a number that stands where a time would can be an hour alone: "10Z", "15 -0700", "1 pm", "18h", "20 uur". */
static bool is_hour_alone(const struct reading *r) {
	size_t n = 0;

	while (peek(r, n) == ' ')
		n++;
	char c = peek(r, n);

	return c == '\0' || char_among(c, "+Zzhu") || (c == '-' && is_digit(peek(r, n + 1))) || half_length(r, n) > 0;
}

/* A number after a date: the time, or the beginning of something else. */
static bool read_time(struct reading *r, long long run, int digits) {
	char next = peek(r, 0);

	if (is_date_ahead(r)) {
		r->whole = true;
		return true;
	}
	if (digits <= 2 && next == '.' && is_digit(peek(r, 1)) && is_digit(peek(r, 2)))
		return read_clock(r, (int)run);
	if (digits == 6 || (digits == 4 && (r->year >= 0 || r->digits[0] == 4))) {
		run = digits == 4 ? run * 100 : run;
		r->hour = (int)(run / 10000);
		r->minute = (int)(run / 100 % 100);
		r->second = (int)(run % 100);
		return true;
	}
	if (digits <= 2 && is_hour_alone(r)) {
		r->hour = (int)run;
		r->minute = r->second = 0;
		return true;
	}
	r->whole = digits > 2 || next != '/';
	return true;
}

/* What a number can only be, of what is still missing. */
static void place_number(struct reading *r, int value, int digits) {
	if (digits >= 3) {
		if (r->year < 0)
			r->year = full_year(value, digits);
	} else if (r->month < 0 && r->day < 0 && r->year >= 0) {
		r->month = value;
	} else if (r->day < 0) {
		r->day = value;
	} else if (r->month < 0 && r->year < 0) {
		r->month = value;
	} else if (r->year < 0) {
		r->year = full_year(value, digits);
	}
}

static bool read_number(struct reading *r, struct str *folded) {
	long long run = 0;
	int digits = 0;

	while (is_digit(peek(r, 0)) && digits < 15) {
		run = run * 10 + (peek(r, 0) - '0');
		skip(r, 1);
		digits++;
	}
	int value = digits <= 4 ? (int)run : 0;
	char next = peek(r, 0);

	if (digits <= 2 && r->hour < 0 && (next == ':' || (next == 'h' && is_digit(peek(r, 1)))))
		return read_clock(r, value);
	bool lacks_year = r->year < 0 && r->parts[2] < 0 && r->digits[0] < 4 && r->digits[1] < 4;

	if (has_date(r) && !(lacks_year && digits == 4)) {
		if (r->hour < 0)
			return read_time(r, run, digits);
		r->whole = true;
		return true;
	}
	if (digits == 7 || digits == 8 || digits == 10 || (digits >= 12 && digits <= 14))
		return read_run(r, run, digits);
	if (digits > 4)
		return false;
	if (digits == 4 && read_week(r, value))
		return true;
	if (is_separator(next) && r->month < 0 && (is_digit(peek(r, 1)) || is_letter(peek(r, 1))))
		return read_parts(r, value, digits, folded);
	if (!read_marked(r, value))
		place_number(r, value, digits);
	return true;
}

/* ---- what it amounts to ---- */

static int days_in(int year, int month) {
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

static bool is_day(int year, int month, int day) {
	return year >= YEAR_MIN && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}

static int weekday_of(int year, int month, int day) {
	int64_t days = date_from_civil(year, month, day, 0, 0, 0) / 86400;

	return (int)(((days + 3) % 7 + 7) % 7); /* 1970-01-01 was a thursday */
}

/* Which of a/b/c is what: year first where it has four digits; else the reading that is a day at all, and the weekday's where both are. */
static bool settle_parts(struct reading *r) {
	int *p = r->parts, month_given = r->month > 0;

	if (p[0] < 0)
		return true;
	if (r->digits[0] == 4) {
		r->year = p[0];
		if (r->digits[1] == 3) { /* the day of the year */
			r->month = 1;
			for (r->day = p[1]; r->month < 12 && r->day > days_in(r->year, r->month); r->month++)
				r->day -= days_in(r->year, r->month);
			return true;
		}
		r->month = p[1];
		r->day = p[2] >= 0 ? p[2] : r->day >= 0 ? r->day : 1;
		return true;
	}
	if (p[2] < 0 && r->year < 0 && r->digits[1] == 4) { /* "12/2024" */
		r->month = p[0];
		r->year = p[1];
		r->day = 1;
		return true;
	}
	if (p[2] < 0 && r->year < 0)
		return false;
	r->year = p[2] >= 0 ? full_year(p[2], r->digits[2]) : r->year;
	bool day_first = is_day(r->year, p[1], p[0]), month_first = is_day(r->year, p[0], p[1]) && !month_given;

	if (day_first && month_first && r->weekday >= 0)
		day_first = weekday_of(r->year, p[1], p[0]) == r->weekday;
	else if (day_first && month_first)
		day_first = r->separator != '/';
	r->day = day_first ? p[0] : p[1];
	r->month = day_first ? p[1] : p[0];
	if (day_first || month_first || r->digits[0] > 2 || p[2] < 0 || month_given)
		return day_first || month_first;
	r->year = full_year(p[0], r->digits[0]); /* "99-12-31" */
	r->month = p[1];
	r->day = p[2];
	return true;
}

/* ISO 8601: the first week has the year's first thursday in it. */
static bool settle_week(struct reading *r) {
	if (r->year < YEAR_MIN || r->year > YEAR_MAX || r->week < 1 || r->week > 53 || r->day < 1 || r->day > 7)
		return false;
	int days = (r->week - 1) * 7 + r->day - 1 + 4 - weekday_of(r->year, 1, 4);

	for (r->month = 1; r->month < 12 && days > days_in(r->year, r->month); r->month++)
		days -= days_in(r->year, r->month);
	if (days < 1) {
		r->year--;
		r->month = 12;
		days += 31;
	} else if (days > days_in(r->year, r->month)) {
		days -= 31;
		r->year++;
		r->month = 1;
	}
	r->day = days;
	return true;
}

/* The day of the month of the nth (0: last) Sunday. */
static int sunday(int year, int month, int nth) {
	int first = 1 + (6 - weekday_of(year, month, 1)) % 7;
	int day = first + 7 * (nth - 1);

	if (nth == 0)
		for (day = first; day + 7 <= days_in(year, month);)
			day += 7;
	return day;
}

/* Whether local standard time `at` (as if it were UTC) lies in summer time. */
static bool in_summer(enum summer rule, int year, int64_t at, int offset_s) {
	switch (rule) {
	case SUMMER_EUROPE: /* since 1996 */
		return at - offset_s >= date_from_civil(year, 3, sunday(year, 3, 0), 1, 0, 0) &&
			at - offset_s < date_from_civil(year, 10, sunday(year, 10, 0), 1, 0, 0);
	case SUMMER_AMERICA: /* since 2007 */
		return at >= date_from_civil(year, 3, sunday(year, 3, 2), 2, 0, 0) && at < date_from_civil(year, 11, sunday(year, 11, 1), 1, 0, 0);
	case SUMMER_AUSTRALIA:
		return at >= date_from_civil(year, 10, sunday(year, 10, 1), 2, 0, 0) || at < date_from_civil(year, 4, sunday(year, 4, 1), 2, 0, 0);
	case SUMMER_NEW_ZEALAND:
		return at >= date_from_civil(year, 9, sunday(year, 9, 0), 2, 0, 0) || at < date_from_civil(year, 4, sunday(year, 4, 1), 2, 0, 0);
	case SUMMER_NONE:
		break;
	}
	return false;
}

/* Makes a day of what was read, where there is one. */
static bool settle_day(struct reading *r) {
	if ((r->week >= 0 ? !settle_week(r) : !settle_parts(r)) || r->year < 0 || r->month < 0)
		return false;
	if (r->day < 0)
		r->day = 1; /* "May 2024" */
	if (r->digits[0] == 4 && r->month == 13) { /* as C's mktime reads it */
		r->year++;
		r->month = 1;
	}
	if (r->month >= 1 && r->month <= 12 && r->day > days_in(r->year, r->month) && r->day <= 31) {
		r->day -= days_in(r->year, r->month);
		r->month++;
	}
	return is_day(r->year, r->month, r->day);
}

static bool settle(struct reading *r, int64_t *at) {
	if (r->epoch >= 0) {
		*at = r->epoch;
		return true;
	}
	if (!settle_day(r))
		return false;
	if (r->korean && !r->has_zone && r->hour >= 0)
		r->offset_s = 9 * 3600;
	if (r->hour < 0)
		r->hour = r->minute = r->second = 0;
	if (r->half > 0 && r->hour <= 12)
		r->hour = r->hour % 12 + (r->half == 2 ? 12 : 0);
	bool midnight = r->hour == 24 && r->minute == 0 && r->second == 0;

	if ((r->hour > 23 && !midnight) || r->minute > 59 || r->second > 60)
		return false;
	*at = date_from_civil(r->year, r->month, r->day, r->hour % 24, r->minute, 0) + r->second + (midnight ? 86400 : 0);
	if (in_summer((enum summer)r->rule, r->year, *at, r->offset_s))
		*at -= 3600;
	*at -= r->offset_s;
	return true;
}

/* A number alone of four digits is a year, of six a year and a month, or a date without its century: false where it is not. */
static bool read_lone_number(struct slice text, struct reading *r) {
	long long n;

	if ((text.len != 6 && text.len != 4) || !is_digit(text.at[0]) || !slice_to_int(text, &n))
		return false;
	int value = (int)n;

	r->rest.len = 0;
	r->year = value;
	r->month = r->day = 1;
	if (text.len == 6 && is_day(value / 100, value % 100, 1)) {
		r->year = value / 100;
		r->month = value % 100;
	} else if (text.len == 6) {
		r->year = full_year(value / 10000, 2);
		r->month = value / 100 % 100;
		r->day = value % 100;
	}
	return true;
}

/* A remark in brackets says nothing; a number in them may be the date itself: "/Date(1520932969000)/". */
static void skip_remark(struct reading *r) {
	size_t n = 1;

	if (!is_digit(peek(r, 1)))
		n = slice_find(r->rest, SLICE(")"));
	skip(r, n);
}

static bool is_sign_ahead(const struct reading *r) {
	char c = peek(r, 0);

	if ((c != '+' && c != '-') || !is_digit(peek(r, 1)))
		return false;
	if (r->hour >= 0 || r->has_zone)
		return true;
	return has_date(r) && is_digit(peek(r, 2)) && is_digit(peek(r, 3 + (peek(r, 3) == ':'))) && !is_date_ahead(r);
}

static bool read_all(struct reading *r) {
	static const struct slice minus = {"\xE2\x88\x92", 3};
	struct str folded;
	bool ok = true;

	str_init(&folded, 4 * LIMIT_DATE_BYTES);
	while (ok && r->rest.len > 0 && !r->whole) {
		char c = peek(r, 0);

		if (is_digit(c))
			ok = read_number(r, &folded);
		else if (slice_starts(r->rest, minus) && r->hour >= 0 && is_digit(peek(r, 3)))
			ok = read_offset(r, minus.len);
		else if (is_letter(c))
			read_word(r, &folded);
		else if (is_sign_ahead(r))
			ok = read_offset(r, 1);
		else if (c == '(')
			skip_remark(r);
		else
			skip(r, 1);
	}
	str_finish(&folded);
	return ok;
}

bool parse_date(struct slice text, int64_t *at) {
	struct reading r = {.year = -1, .month = -1, .day = -1, .hour = -1, .weekday = -1, .parts = {-1, -1, -1}, .week = -1, .epoch = -1};

	text = slice_trim(text);
	if (text.len == 0 || text.len > LIMIT_DATE_BYTES)
		return false;
	r.rest = text;
	return (read_lone_number(text, &r) || read_all(&r)) && settle(&r, at);
}
