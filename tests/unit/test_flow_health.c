/* test_flow_health.c: what promises something about health has a line below it; what only tells of it has none. */
#include "../../src/flow/flow_private.h"
#include "../support/flow_world.h"
#include "../support/test.h"

#include <string.h>

static const char *const promises[] = {
	"This tea cures migraine in a week",
	"Five foods that boost your immune system",
	"I reversed my diabetes with one simple diet",
	"Doctors hate it: a supplement that lowers blood pressure",
	"Dit wondermiddel bestrijdt reuma en pijn",
	"Verlaagt je cholesterol zonder medicijnen",
	"Sterke weerstand? Deze superfoods zijn goed.\nZe helpen de darmen: een kuur van vier weken.",
};

static const char *const tells[] = {
	"",
	"A hospital opens a garden on its roof",
	"She wrote about her father's dementia, and about the sea",
	"The bridge will be closed to prevent accidents",
	"He gave blood for the hundredth time. The remedy for rain is an umbrella",
	"Het ziekenhuis krijgt een tuin op het dak",
	"De dijk voorkomt dat het dorp onderloopt. Mijn hart ging open",
};

static void knows_a_promise_from_a_tale(void **state) {
	(void)state;
	for (size_t i = 0; i < sizeof(promises) / sizeof(*promises); i++) {
		if (!flow_claims_health("", slice_of(promises[i])))
			fail_msg("no claim: %s", promises[i]);
		assert_true(flow_claims_health(promises[i], (struct slice){0}));
	}
	for (size_t i = 0; i < sizeof(tells) / sizeof(*tells); i++)
		if (flow_claims_health(tells[i], slice_of(tells[i])))
			fail_msg("a claim: %s", tells[i]);
}

static void names_a_professional_below_the_text(void **state) {
	static const char *const items[] = {"1|This tea cures migraine|Two cups a day.|1", "2|A garden on a roof|It has bees.|2", NULL};
	struct world *w = *state;
	struct item_text text;

	world_feed(w, "a.xml", "Tea and roofs", items);
	world_follow(w, testserver_url(&w->server, "/a.xml"));
	assert_true(world_fetch(w, true));
	assert_true(flow_item_text(w->flow, world_item(w, "This tea cures migraine").id, &w->arena, &text, &w->err));
	assert_slice(text.text, "Two cups a day.\n\nA health claim: ask a professional what it means for you.");
	assert_true(flow_item_text(w->flow, world_item(w, "A garden on a roof").id, &w->arena, &text, &w->err));
	assert_slice(text.text, "It has bees.");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_a_promise_from_a_tale),
		cmocka_unit_test_setup_teardown(names_a_professional_below_the_text, world_set_up, world_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
