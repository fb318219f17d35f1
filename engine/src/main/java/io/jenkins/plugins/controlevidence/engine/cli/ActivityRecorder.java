package io.jenkins.plugins.controlevidence.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.control.Evidence;
import io.jenkins.plugins.controlevidence.engine.control.Requirement;
import io.jenkins.plugins.controlevidence.engine.evidence.ArtefactReference;
import io.jenkins.plugins.controlevidence.engine.evidence.ControlEvidence;
import io.jenkins.plugins.controlevidence.engine.evidence.Statement;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Activity;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityReader;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ActivityStatement;
import io.jenkins.plugins.controlevidence.engine.ledger.Appended;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Records what people did, and tells what that proves. */
final class ActivityRecorder {
    private final Store store;
    private final PrintWriter out;

    ActivityRecorder(Store store, PrintWriter out) {
        this.store = store;
        this.out = out;
    }

    /** The time to record; what a person does needs no more than milliseconds. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Exit code of a command that recorded something: what it shows is as it should be, is not, or cannot be told. */
    static int exitCode(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> ExitCode.GOOD;
            case FAILED -> ExitCode.BAD;
            case NOT_PROVEN, ERROR, SKIPPED -> ExitCode.UNKNOWN;
        };
    }

    /**
     * Records activities next to each other, all or none, and prints what they prove.
     *
     * @param activities what was done
     * @param artefacts what is kept of each beside the ledger
     * @return the outcome of the first
     */
    Outcome record(List<? extends Activity> activities, List<ArtefactReference> artefacts) throws IOException {
        List<Statement> statements = new ArrayList<>();
        for (Activity activity : activities) {
            byte[] document = activity.toJson().toString().getBytes(StandardCharsets.UTF_8);
            Activity valid = ActivityReader.read(activity.kind(), document, "This " + activity.kind());
            statements.add(ActivityStatement.of(valid, ThisProcess.invocation(), artefacts));
        }
        List<Appended> appended = store.appendAll(statements);
        for (int i = 0; i < appended.size(); i++) {
            tell(appended.get(i).id(), extension(statements.get(i)));
        }
        return outcome(extension(statements.get(0)));
    }

    private static JsonNode extension(Statement statement) {
        return statement.predicate().get(ControlEvidence.FIELD);
    }

    private static Outcome outcome(JsonNode extension) {
        return Outcome.valueOf(extension.get("outcome").textValue());
    }

    private void tell(String id, JsonNode extension) {
        String kind = extension.get("kind").textValue();
        Outcome outcome = outcome(extension);
        out.printf("Recorded %s%n", kind);
        out.printf("Record   %s%n", id);
        out.printf(
                "Outcome  %s%s%n",
                outcome,
                extension.has("reason")
                        ? ": " + Printable.of(extension.get("reason").textValue())
                        : "");
        out.printf("Proves   %s%n", proves(kind, outcome));
    }

    private static String proves(String kind, Outcome outcome) {
        List<String> could = requirements(evidence -> evidence.kinds().contains(kind));
        List<String> does = requirements(
                evidence -> evidence.kinds().contains(kind) && evidence.proof().contains(outcome));
        if (!does.isEmpty()) {
            return String.join("; ", does);
        }
        return could.isEmpty()
                ? "no requirement by itself; reports show it"
                : "nothing; it would have to be good for " + String.join("; ", could);
    }

    private static List<String> requirements(Predicate<Evidence> takes) {
        return Catalogue.soc2().requirements().stream()
                .filter(requirement -> requirement.tests().stream().anyMatch(test -> takes.test(test.evidence())))
                .map(ActivityRecorder::words)
                .toList();
    }

    private static String words(Requirement requirement) {
        return requirement.id() + " (" + requirement.title() + ")";
    }
}
