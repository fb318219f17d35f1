package io.jenkins.plugins.controlevidence.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.controlevidence.engine.ledger.Check;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.PrintWriter;
import java.util.List;

/** Prints checks: one line each, or all of them as JSON. */
final class CheckLines {
    private CheckLines() {}

    static void print(PrintWriter out, Check check) {
        String status =
                switch (check.status()) {
                    case VERIFIED -> "verified";
                    case NOT_VERIFIED -> "NOT VERIFIED";
                    case COULD_NOT_CHECK -> "COULD NOT CHECK";
                };
        out.printf("%-16s %-16s %s%n", status, check.name(), Printable.of(check.detail()));
    }

    static ArrayNode json(List<Check> checks) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        checks.forEach(check -> array.addObject()
                .put("check", check.name())
                .put("status", check.status().name())
                .put("detail", check.detail()));
        return array;
    }

    /** Good only if there are checks and each of them is verified; bad as soon as one is not. */
    static int exitCode(List<Check> checks) {
        if (checks.stream().anyMatch(check -> check.status() == Check.Status.NOT_VERIFIED)) {
            return ExitCode.BAD;
        }
        boolean all = !checks.isEmpty() && checks.stream().allMatch(check -> check.status() == Check.Status.VERIFIED);
        return all ? ExitCode.GOOD : ExitCode.UNKNOWN;
    }
}
