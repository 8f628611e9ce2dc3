/* date.c: the calendar, and where a local day begins. The day counts follow Hinnant, "chrono-compatible low-level date
 * algorithms" (2013). */
#include <bewust/date.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define CIVIL_FIRST INT64_C(-62167219200) /* 0000-01-01T00:00:00Z */
#define CIVIL_LAST INT64_C(253402300799)  /* 9999-12-31T23:59:59Z */

static int64_t floor_div(int64_t a, int64_t b) {
	return a / b - (a % b < 0);
}

static int64_t days_from_civil(int64_t year, int month, int day) {
	int64_t y = year - (month <= 2);
	int64_t era = floor_div(y, 400), of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil_from_days(int64_t days, int *year, int *month, int *mday) {
	int64_t z = days + 719468, era = floor_div(z, 146097), day = z - era * 146097;
	int64_t y = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int64_t of_year = day - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;

	*mday = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

int64_t date_from_civil(int year, int month, int day, int hour, int minute, int second) {
	return days_from_civil(year, month, day) * DAY_S + hour * INT64_C(3600) + minute * INT64_C(60) + second;
}

bool date_is_civil(int64_t at) {
	return at >= CIVIL_FIRST && at <= CIVIL_LAST;
}

void date_rfc3339(int64_t at, char out[21]) {
	char text[64];
	int year, month, mday, s;

	out[0] = '\0';
	if (!date_is_civil(at))
		return;
	civil_from_days(floor_div(at, DAY_S), &year, &month, &mday);
	s = (int)(at - floor_div(at, DAY_S) * DAY_S);
	snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, mday, s / 3600, s / 60 % 60, s % 60);
	memcpy(out, text, 21);
}

/* Takes `digits` digits and, unless it is '\0', the separator after them off the front. */
static bool take_number(struct slice *s, size_t digits, char after, int *out) {
	int n = 0;

	if (s->len < digits + (after != '\0'))
		return false;
	for (size_t i = 0; i < digits; i++) {
		if (s->at[i] < '0' || s->at[i] > '9')
			return false;
		n = n * 10 + (s->at[i] - '0');
	}
	if (after != '\0' && (s->at[digits] | 0x20) != (after | 0x20))
		return false;
	*s = slice_from(*s, digits + (after != '\0'));
	*out = n;
	return true;
}

static int month_days(int year, int month) {
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool take_date(struct slice *s, int *year, int *month, int *day, char after) {
	return take_number(s, 4, '-', year) && take_number(s, 2, '-', month) && take_number(s, 2, after, day) &&
		*month >= 1 && *month <= 12 && *day >= 1 && *day <= month_days(*year, *month);
}

static bool take_zone(struct slice *s, int *east_s) {
	int sign, hours, minutes;

	if (s->len == 1 && (s->at[0] | 0x20) == 'z') {
		*s = slice_from(*s, 1);
		*east_s = 0;
		return true;
	}
	if (s->len == 0 || (s->at[0] != '+' && s->at[0] != '-'))
		return false;
	sign = s->at[0] == '-' ? -1 : 1;
	*s = slice_from(*s, 1);
	if (!take_number(s, 2, ':', &hours) || !take_number(s, 2, '\0', &minutes) || hours > 23 || minutes > 59)
		return false;
	*east_s = sign * (hours * 3600 + minutes * 60);
	return s->len == 0;
}

bool date_from_rfc3339(struct slice s, int64_t *at) {
	int year, month, day, hour, minute, second, east_s;

	if (!take_date(&s, &year, &month, &day, 'T') || !take_number(&s, 2, ':', &hour) || !take_number(&s, 2, ':', &minute) ||
		!take_number(&s, 2, '\0', &second))
		return false;
	if (s.len > 0 && s.at[0] == '.') {
		size_t digits = 1;

		while (digits < s.len && s.at[digits] >= '0' && s.at[digits] <= '9')
			digits++;
		if (digits == 1)
			return false;
		s = slice_from(s, digits);
	}
	/* :60 is a leap second; as Unix seconds go, it is the second after */
	if (hour > 23 || minute > 59 || second > 60 || !take_zone(&s, &east_s))
		return false;
	*at = date_from_civil(year, month, day, hour, minute, second) - east_s;
	return true;
}

bool date_from_day(struct slice s, int64_t *at) {
	int year, month, day;

	if (!take_date(&s, &year, &month, &day, '\0') || s.len > 0)
		return false;
	*at = date_day_start(days_from_civil(year, month, day), 0);
	return true;
}

/* Seconds that local clocks are ahead of UTC at that instant. */
static int64_t local_offset(int64_t at) {
	time_t t = (time_t)at;
	struct tm local;

	return date_is_civil(at) && localtime_r(&t, &local) ? (int64_t)local.tm_gmtoff : 0;
}

int64_t date_day(int64_t at, int turn_hour) {
	if (!date_is_civil(at))
		return at == DATE_NONE ? DATE_NONE : floor_div(at, DAY_S);
	return floor_div(at + local_offset(at) - turn_hour * INT64_C(3600), DAY_S);
}

/* The first instant at which local clocks show `local` (seconds as if it were UTC) or, where they jump over it, later. */
static int64_t first_showing(int64_t local) {
	int64_t before = local_offset(local - DAY_S), after = local_offset(local + DAY_S);
	int64_t low = local - (before > after ? before : after), high = local - (before > after ? after : before);

	if (low + local_offset(low) >= local)
		return low;
	/* the clock changes between the two: low shows too little, high enough */
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (middle + local_offset(middle) >= local)
			high = middle;
		else
			low = middle;
	}
	return high;
}

int64_t date_day_start(int64_t day, int turn_hour) {
	if (day < floor_div(CIVIL_FIRST, DAY_S) || day > floor_div(CIVIL_LAST, DAY_S))
		return DATE_NONE;
	return first_showing(day * DAY_S + turn_hour * INT64_C(3600));
}

void date_day_civil(int64_t day, int *year, int *month, int *mday, int *weekday) {
	civil_from_days(day, year, month, mday);
	*weekday = (int)((day % 7 + 10) % 7); /* 1970-01-01 was a Thursday */
}
