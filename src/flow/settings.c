/* settings.c: what the reader sets for how one channel is asked. */
#include "flow_private.h"

#include <bewust/i18n.h>
#include <ctype.h>
#include <string.h>

enum { VALUE_MAX = 500, INTERVAL_MIN = 10, INTERVAL_MAX = 60 * 24 * 30 };

const char *const flow_setting_names[] = {"user-agent", "interval", "header", "user", "password-command", NULL};

void flow_setting_read(const struct channel_setting *from, struct channel_settings *out) {
	const struct { const char *name; const char **to; } texts[] = {{"user-agent", &out->user_agent}, {"header", &out->header},
		{"user", &out->user}, {"password-command", &out->password_command}};
	long long n;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (strcmp(from->name, texts[i].name) == 0)
			*texts[i].to = from->value;
	if (strcmp(from->name, "interval") == 0 && slice_to_int(slice_of(from->value), &n) && n >= INTERVAL_MIN && n <= INTERVAL_MAX)
		out->interval_minutes = (int)n;
}

static bool is_header(struct slice s) {
	size_t colon = slice_find(s, SLICE(":"));

	for (size_t i = 0; i < colon && colon < s.len; i++)
		if (!isalnum((unsigned char)s.at[i]) && s.at[i] != '-' && s.at[i] != '_')
			return false;
	return colon > 0 && colon < 100 && slice_trim(slice_from(s, colon + 1)).len > 0;
}

static bool check_value(const char *name, const char *value, struct err *e) {
	long long n;

	for (const char *at = value; *at; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7F)
			return err_set(e, ERR_USAGE, _("%s: this has to be one line"), name);
	if (strlen(value) > VALUE_MAX)
		return err_set(e, ERR_USAGE, _("%s: this is longer than %d bytes"), name, VALUE_MAX);
	if (*value && strcmp(name, "interval") == 0 && (!slice_to_int(slice_of(value), &n) || n < INTERVAL_MIN || n > INTERVAL_MAX))
		return err_set(e, ERR_USAGE, _("interval: give minutes, %d to %d"), INTERVAL_MIN, INTERVAL_MAX);
	if (*value && strcmp(name, "header") == 0 && !is_header(slice_of(value)))
		return err_set(e, ERR_USAGE, _("header: give it as “Name: value”"));
	return true;
}

bool flow_setting_check(const char *name, const char *value, struct err *e) {
	for (size_t i = 0; flow_setting_names[i]; i++)
		if (strcmp(name, flow_setting_names[i]) == 0)
			return check_value(name, value, e);
	return err_set(e, ERR_USAGE, _("“%s” cannot be set: user-agent, interval, header, user and password-command can"), name);
}

bool flow_setting_is_secret(const char *name) {
	return strcmp(name, "header") == 0 || strcmp(name, "user") == 0 || strcmp(name, "password-command") == 0;
}

bool flow_channel_set(struct flow *f, int64_t id, const char *name, const char *value, struct err *e) {
	return flow_setting_check(name, value, e) && store_channel_setting_put(f->store, id, name, value, e) && store_channel_due(f->store, id, DATE_NONE, e);
}
