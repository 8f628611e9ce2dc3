/* words.c: times, lengths, moods and kinds in words: never a number where a word will do. */
#include <bewust/words.h>

#include <bewust/date.h>
#include <bewust/i18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { HOUR = 3600, CLOCK_ALONE = 12 * HOUR, NOON = 12, EVENING = 18, HOURS_NEAR = 2 * HOUR };

static const char *const days[] = {N_("monday"), N_("tuesday"), N_("wednesday"), N_("thursday"), N_("friday"), N_("saturday"), N_("sunday")};
static const char *const months[] = {N_("january"), N_("february"), N_("march"), N_("april"), N_("may"), N_("june"), N_("july"),
	N_("august"), N_("september"), N_("october"), N_("november"), N_("december")};

static struct tm local(int64_t at) {
	time_t t = (time_t)at;
	struct tm tm = {0};

	localtime_r(&t, &tm);
	return tm;
}

void words_day(int64_t at, char out[64]) {
	struct tm tm = local(at);

	snprintf(out, 64, "%s %d %s", _(days[(tm.tm_wday + 6) % 7]), tm.tm_mday, _(months[tm.tm_mon]));
}

const char *words_month(int month) {
	return month < 1 || month > 12 ? "" : _(months[month - 1]);
}

static const char *today_at(int hour) {
	return hour < NOON ? _("this morning") : hour < EVENING ? _("this afternoon") : _("this evening");
}

void words_ago(int64_t at, int64_t now, int turn_hour, char out[64]) {
	int64_t ago;
	struct tm tm;

	out[0] = '\0';
	if (at == DATE_NONE)
		return;
	ago = date_day(now, turn_hour) - date_day(at, turn_hour);
	tm = local(at);
	if (ago <= 0)
		snprintf(out, 64, "%s", at > now - HOURS_NEAR ? _("just now") : today_at(tm.tm_hour));
	else if (ago == 1)
		snprintf(out, 64, "%s", _("yesterday"));
	else if (ago < 7)
		snprintf(out, 64, _("on %s"), _(days[(tm.tm_wday + 6) % 7]));
	else if (ago < 300)
		snprintf(out, 64, "%d %s", tm.tm_mday, _(months[tm.tm_mon]));
	else
		snprintf(out, 64, "%d %s %d", tm.tm_mday, _(months[tm.tm_mon]), tm.tm_year + 1900);
}

void words_until(int64_t at, int64_t now, char out[64]) {
	struct tm tm = local(at);
	int64_t ahead = date_day(at, 0) - date_day(now, 0);
	const char *day = ahead == 1 ? _("tomorrow") : _(days[(tm.tm_wday + 6) % 7]);

	if (ahead <= 0 || at - now < CLOCK_ALONE)
		snprintf(out, 64, "%02d:%02d", tm.tm_hour, tm.tm_min);
	else if (ahead < 7)
		snprintf(out, 64, "%s %02d:%02d", day, tm.tm_hour, tm.tm_min);
	else
		snprintf(out, 64, "%d %s", tm.tm_mday, _(months[tm.tm_mon]));
}

void words_minutes(double minutes, char out[32]) {
	int whole = (int)lround(minutes);

	if (whole < 1)
		snprintf(out, 32, "%s", _("under a minute"));
	else
		snprintf(out, 32, _("%d min"), whole);
}

const char *words_valence(int valence) {
	/* i18n: light and heavy are how somebody feels */
	static const char *const words[] = {N_("very heavy"), N_("heavy"), N_("rather heavy"), N_("in between"), N_("rather light"), N_("light"), N_("very light")};

	return valence < -3 || valence > 3 ? "" : _(words[valence + 3]);
}

static const char *energy_word(int energy) {
	/* i18n: still, calm, awake, lively: how much energy somebody has */
	const char *still = _("still"), *calm = C_("energy", "calm");

	return energy <= -2 ? still : energy == -1 ? calm : energy == 1 ? _("awake") : energy >= 2 ? _("lively") : "";
}

const char *words_change(int before, int after) {
	int change = after - before;

	if (before == MOOD_NONE)
		return words_valence(after);
	return change >= 2 ? _("lighter") : change == 1 ? _("a little lighter") : change == 0 ? _("much the same") :
		change == -1 ? _("a little heavier") : _("heavier");
}

void words_mood(int valence, int energy, char out[64]) {
	const char *second = energy == MOOD_NONE ? "" : energy_word(energy);

	snprintf(out, 64, *second ? "%s, %s" : "%s%s", words_valence(valence), second);
}

const char *label_word(enum label l) {
	/* i18n: said of a text: what it does to whoever reads it */
	return l == LABEL_UPLIFTING ? _("uplifting") : l == LABEL_DRAINING ? _("draining") : _("neutral");
}

const char *theme_word(enum theme t) {
	static const char *const words[THEME_COUNT] = {N_("calm"), N_("humour"), N_("hope"), N_("kindness"), N_("nature"), N_("growth"),
		N_("learning"), N_("solutions"), N_("creativity"), N_("connection"), N_("challenge"), N_("coaching"), N_("news")};
	return _(words[t]);
}

void words_themes(theme_set themes, const char *separator, struct str *out) {
	const char *before = "";

	for (int t = 0; t < THEME_COUNT; t++)
		if (themes & (theme_set)1 << t) {
			str_addf(out, "%s%s", before, theme_word((enum theme)t));
			before = separator;
		}
}

const char *intention_word(enum intention i) {
	/* i18n: what somebody comes for: a few letters each */
	static const char *const words[INTENTION_COUNT] = {N_("surprise me"), N_("be distracted"), N_("calm"), N_("laugh"), N_("hope"), N_("learn"),
		N_("do something"), N_("connect"), N_("the plan")};
	return _(words[i]);
}

const char *item_kind_word(enum item_kind k) {
	/* i18n: "live" is a stream that is going on now */
	static const char *const words[ITEM_KIND_COUNT] = {N_("text"), N_("picture"), N_("audio"), N_("video"), N_("live"), N_("a small thing to do")};
	return _(words[k]);
}

const char *source_kind_word(enum source_kind k) {
	static const char *const words[SOURCE_COUNT] = {N_("not stated"), N_("a person"), N_("a newsroom"), N_("an institution"), N_("a clinician"), N_("satire")};
	return _(words[k]);
}
