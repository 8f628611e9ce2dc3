/* test_flow_looking.c: what the screens of looking after things ask of flow: what is in a pack, following many at once, what a rule is about. */
#include "../support/test.h"

#include <bewust/flow.h>
#include <bewust/path.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct looking {
	char dir[64];
	struct flow *flow;
	struct arena arena;
	struct err err;
};

static int set_up(void **state) {
	struct looking *l = calloc(1, sizeof(*l));
	struct flow_options options = {.data_dir = l->dir};

	snprintf(l->dir, sizeof(l->dir), "/tmp/bewust-looking-XXXXXX");
	assert_non_null(mkdtemp(l->dir));
	config_defaults(&options.config);
	clock_stop_at(&options.clock, date_from_civil(2026, 11, 23, 19, 0, 0));
	arena_init(&l->arena, 0);
	l->flow = flow_open(&options, &l->err);
	assert_non_null(l->flow);
	*state = l;
	return 0;
}

static int tear_down(void **state) {
	struct looking *l = *state;

	flow_close(l->flow);
	arena_finish(&l->arena);
	path_remove_tree(l->dir, NULL);
	free(l);
	return 0;
}

static void a_pack_tells_its_channels(void **state) {
	struct looking *l = *state;
	struct channel *channels;
	struct pack *packs;
	size_t count, inside;

	assert_true(flow_packs(&l->arena, &packs, &count, &l->err));
	assert_true(count > 0);
	for (size_t i = 0; i < count; i++) {
		assert_true(flow_pack_channels(&packs[i], &l->arena, &channels, &inside, &l->err));
		assert_int_equal(inside, packs[i].channels);
		for (size_t n = 0; n < inside; n++) {
			assert_int_equal(channels[n].id, 0);
			assert_true(!strncmp(channels[n].url, "http", 4) || !strncmp(channels[n].url, "bewust:", 7));
			assert_true(*channels[n].title && channels[n].themes);
			assert_non_null(channels[n].note);
			assert_non_null(channels[n].credential);
		}
	}
}

static void follows_only_what_was_not_followed(void **state) {
	struct looking *l = *state;
	struct channel three[] = {{.url = "https://a.example/feed"}, {.url = "https://b.example/feed"}, {.url = "https://c.example/feed"}};
	struct channels stored;
	int64_t ids[3] = {0}, removed;
	size_t added;

	for (size_t i = 0; i < 3; i++)
		three[i].title = three[i].site = three[i].note = three[i].credential = three[i].lang = "";
	assert_true(flow_channels_add(l->flow, three, 2, ids, &added, &l->err));
	assert_int_equal(added, 2);
	removed = ids[1];
	assert_true(flow_channels_add(l->flow, three, 3, ids, &added, &l->err));
	assert_int_equal(added, 1);
	assert_true(flow_channel_remove(l->flow, removed, &l->err));
	assert_true(flow_channels_add(l->flow, three, 3, ids, &added, &l->err));
	assert_int_equal(added, 1);                     /* it came back, as itself */
	assert_int_equal(ids[0], removed);
	assert_true(store_channels(flow_store(l->flow), &l->arena, &stored, &l->err));
	assert_int_equal(stored.count, 3);
}

static void follows_none_where_none_are_given(void **state) {
	struct looking *l = *state;
	size_t added = 7;

	assert_true(flow_channels_add(l->flow, NULL, 0, NULL, &added, &l->err));
	assert_int_equal(added, 0);
}

static size_t preview(struct looking *l, const char *words, enum rule_action action, struct rule_preview *out) {
	struct rule r = {.words = words, .action = action, .weight = 0.5, .until = DATE_NONE};

	assert_true(flow_rule_preview(l->flow, &r, &l->arena, out, &l->err));
	assert_true(out->title_count <= RULE_PREVIEW_TITLES && out->title_count <= out->count);
	for (size_t i = 0; i < out->title_count; i++)
		assert_true(*out->titles[i]);
	return out->count;
}

static void tells_what_a_rule_would_be_about(void **state) {
	struct looking *l = *state;
	struct rule_preview p;
	size_t storms;

	assert_true(flow_demo_fill(l->flow, &l->err));
	storms = preview(l, "storm*", RULE_BLOCK, &p);
	assert_true(storms > 0);
	assert_int_equal(preview(l, "storm*", RULE_ALWAYS, &p), storms);   /* whatever is to be done with it */
	assert_int_equal(preview(l, "storm*", RULE_WEIGH, &p), storms);
	assert_int_equal(preview(l, "xyzzy", RULE_BLOCK, &p), 0);
	assert_int_equal(preview(l, "", RULE_BLOCK, &p), 0);
	assert_int_equal(preview(l, ", . !", RULE_BLOCK, &p), 0);
	assert_true(preview(l, "the", RULE_BLOCK, &p) > RULE_PREVIEW_TITLES);
	assert_int_equal(p.title_count, RULE_PREVIEW_TITLES);
}

static void looking_at_a_rule_stores_none(void **state) {
	struct looking *l = *state;
	struct rule_preview p;
	struct rules before, after;

	assert_true(flow_demo_fill(l->flow, &l->err));
	assert_true(store_rules(flow_store(l->flow), &l->arena, &before, &l->err));
	preview(l, "garden", RULE_BLOCK, &p);
	assert_true(store_rules(flow_store(l->flow), &l->arena, &after, &l->err));
	assert_int_equal(before.count, after.count);
}

static void a_rule_for_one_channel_is_about_that_one_only(void **state) {
	struct looking *l = *state;
	struct rule r = {.words = "the", .action = RULE_BLOCK, .until = DATE_NONE};
	struct rule_preview everywhere, there, nowhere;
	struct channel c;
	int64_t no_channel = 1 << 30;

	assert_true(flow_demo_fill(l->flow, &l->err));
	assert_true(store_channel_find(flow_store(l->flow), "Tidewater", &l->arena, &c, &l->err));
	assert_true(flow_rule_preview(l->flow, &r, &l->arena, &everywhere, &l->err));
	r.channels = &c.id;
	r.channel_count = 1;
	assert_true(flow_rule_preview(l->flow, &r, &l->arena, &there, &l->err));
	r.channels = &no_channel;
	assert_true(flow_rule_preview(l->flow, &r, &l->arena, &nowhere, &l->err));
	assert_true(there.count > 0 && there.count < everywhere.count);
	assert_int_equal(nowhere.count, 0);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_pack_tells_its_channels, set_up, tear_down),
		cmocka_unit_test_setup_teardown(follows_only_what_was_not_followed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(follows_none_where_none_are_given, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tells_what_a_rule_would_be_about, set_up, tear_down),
		cmocka_unit_test_setup_teardown(looking_at_a_rule_stores_none, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_rule_for_one_channel_is_about_that_one_only, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
