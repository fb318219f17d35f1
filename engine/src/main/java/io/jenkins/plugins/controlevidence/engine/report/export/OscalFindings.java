package io.jenkins.plugins.controlevidence.engine.report.export;

import io.jenkins.plugins.controlevidence.engine.report.Conclusion;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import io.jenkins.plugins.controlevidence.engine.report.TestResult;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * What the tests of a report came to, in OSCAL's words: an observation for each test and for each exception, a risk for each
 * exception, and a finding for each requirement, which name each other by their UUIDs.
 */
final class OscalFindings {
    private final List<RequirementResult> results;
    private final Instant collected;
    private final OscalJson json;

    /**
     * Makes them of results.
     *
     * @param results what to write, in this order
     * @param collected the time of the newest evidence
     * @param json where to
     */
    OscalFindings(List<RequirementResult> results, Instant collected, OscalJson json) {
        this.results = results;
        this.collected = collected;
        this.json = json;
    }

    /** Writes the fields into the object that is open. */
    void write() throws IOException {
        json.array("observations", results.stream().allMatch(r -> r.tests().isEmpty()), this::observations);
        json.array("risks", results.stream().allMatch(r -> r.exceptions() == 0), this::risks);
        json.array("findings", results.isEmpty(), this::findings);
    }

    private void observations() throws IOException {
        for (RequirementResult result : results) {
            for (TestResult test : result.tests()) {
                json.element(() -> testObservation(result, test));
                exceptions(test, (item, number) -> exceptionObservation(result, test, item, number));
            }
        }
    }

    private void risks() throws IOException {
        for (RequirementResult result : results) {
            for (TestResult test : result.tests()) {
                exceptions(test, (item, number) -> risk(result, test, item, number));
            }
        }
    }

    /** Writes the fields of an exception. */
    @FunctionalInterface
    private interface OfException {
        void write(Item item, int number) throws IOException;
    }

    /** Each exception of a test, with its number among all items, by which it is called. */
    private void exceptions(TestResult test, OfException content) throws IOException {
        int number = 0;
        for (Item item : test.items()) {
            int at = number++;
            if (item.standing() == Item.Standing.EXCEPTION) {
                json.element(() -> content.write(item, at));
            }
        }
    }

    private void testObservation(RequirementResult result, TestResult test) throws IOException {
        json.uuid("uuid", "test", result.requirement().id(), test.test().id());
        json.text(
                "title",
                result.requirement().id() + ": " + test.test().population().text());
        json.text(
                "description",
                "Population " + test.population() + ", proven " + test.proven() + ", exceptions " + test.exceptions()
                        + ", excluded " + test.excluded() + ", not yet due " + test.notDue() + "."
                        + (test.longestGap() == null
                                ? ""
                                : " Longest time without proof: "
                                        + test.longestGap().start() + " to "
                                        + test.longestGap().end() + "."));
        methods();
        json.time("collected", collected);
        json.array(
                "relevant-evidence",
                false,
                () -> json.element(() -> {
                    json.value("href", ReportForm.CSV.fileName());
                    json.text("description", "One row per item of the population, with the records that it rests on.");
                }));
    }

    private void exceptionObservation(RequirementResult result, TestResult test, Item item, int number)
            throws IOException {
        json.uuid("uuid", "exception", result.requirement().id(), test.test().id(), Integer.toString(number));
        json.text("title", name(item));
        json.text("description", item.outcome() + ": " + item.reason());
        methods();
        json.array("relevant-evidence", item.records().isEmpty(), () -> {
            for (String id : item.records()) {
                json.element(() -> {
                    json.value("href", OscalJson.record(id));
                    json.text("description", "Record " + id);
                });
            }
        });
        json.time("collected", collected);
    }

    private void methods() throws IOException {
        json.array("methods", false, () -> json.element("TEST"));
    }

    private void risk(RequirementResult result, TestResult test, Item item, int number) throws IOException {
        String[] name = {result.requirement().id(), test.test().id(), Integer.toString(number)};
        json.uuid("uuid", "risk", String.join("\n", name));
        json.text("title", name(item));
        json.text("description", item.outcome() + ": " + item.reason());
        json.text("statement", result.requirement().statement());
        json.value("status", "open");
        json.array(
                "related-observations",
                false,
                () -> json.element(() -> json.uuid("observation-uuid", "exception", String.join("\n", name))));
    }

    private void findings() throws IOException {
        for (RequirementResult result : results) {
            json.element(() -> finding(result));
        }
    }

    private void finding(RequirementResult result) throws IOException {
        String id = result.requirement().id();
        json.uuid("uuid", "finding", id);
        json.text("title", id + " " + result.requirement().title());
        json.text("description", result.requirement().statement());
        json.object("target", () -> {
            json.value("type", "objective-id");
            json.value("target-id", OscalJson.token(id));
            json.text("description", result.conclusion().words());
            json.object("status", () -> {
                json.value("state", result.conclusion() == Conclusion.OPERATED ? "satisfied" : "not-satisfied");
                json.value("reason", reason(result.conclusion()));
            });
        });
        json.array("related-observations", result.tests().isEmpty(), () -> {
            for (TestResult test : result.tests()) {
                json.element(() ->
                        json.uuid("observation-uuid", "test", id, test.test().id()));
            }
        });
    }

    private static String reason(Conclusion conclusion) {
        return switch (conclusion) {
            case OPERATED -> "pass";
            case OPERATED_WITH_EXCEPTIONS -> "fail";
            case NOT_DEMONSTRATED -> "other";
        };
    }

    private static String name(Item item) {
        Item.Subject subject = item.subject();
        return subject.kind() + " " + subject.name()
                + (subject.repository() == null ? "" : " of " + subject.repository());
    }
}
