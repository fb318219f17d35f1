package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A result (SARIF 2.1.0 section 3.27) that waits for the end of its run, when the rules and files that it names are known.
 *
 * @param ruleId id of its rule
 * @param ruleIndex index of its rule, or -1
 * @param extension index of the extension that the rule is in, or -1 for the driver
 * @param level its own level
 * @param score its own CVSS score
 * @param message its text
 * @param messageId id of its text among those of the rule
 * @param arguments what goes into that text
 * @param places where it is
 * @param snippet the source that it quotes
 * @param identifiers its own public ids
 * @param component package URL of the component at fault, where a logical location is one
 * @param mark a mark of the fault that survives line moves
 */
record SarifResult(
        @CheckForNull String ruleId,
        int ruleIndex,
        int extension,
        @CheckForNull String level,
        @CheckForNull String score,
        @CheckForNull String message,
        @CheckForNull String messageId,
        List<String> arguments,
        List<SarifPlace> places,
        @CheckForNull String snippet,
        List<String> identifiers,
        @CheckForNull String component,
        @CheckForNull String mark) {
    /** Marks that are known to survive line moves: CodeQL's and Semgrep's. Others hold names, dates or line numbers. */
    private static final List<String> GOOD_MARKS = List.of("primaryLocationLineHash", "matchBasedId/v1");

    private static final Pattern MARK = Pattern.compile("[A-Za-z0-9+/=_.:-]{12,512}");

    static SarifResult of(JsonNode node) {
        JsonNode rule = node.path("rule");
        List<SarifPlace> places = new ArrayList<>();
        node.path("locations").forEach(location -> {
            if (places.size() < ReportLimits.PLACES) {
                places.add(SarifPlace.of(location));
            }
        });
        List<String> arguments = new ArrayList<>();
        node.path("message").path("arguments").forEach(argument -> arguments.add(argument.asText()));
        List<String> identifiers = new ArrayList<>();
        node.path("taxa").forEach(taxon -> {
            if ("CWE".equalsIgnoreCase(Json.text(taxon, "toolComponent", "name"))) {
                identifiers.addAll(SarifRule.cwe(taxon.path("id").asText()));
            }
        });
        return new SarifResult(
                Json.or(Json.text(node, "ruleId"), Json.text(rule, "id")),
                index(Json.or(Json.text(node, "ruleIndex"), Json.text(rule, "index"))),
                index(Json.text(rule, "toolComponent", "index")),
                level(node),
                Json.text(node, "properties", "security-severity"),
                cut(Json.text(node, "message", "text")),
                Json.text(node, "message", "id"),
                List.copyOf(arguments),
                List.copyOf(places),
                cut(Json.text(node.path("locations").path(0), "physicalLocation", "region", "snippet", "text")),
                List.copyOf(identifiers),
                component(node),
                mark(node));
    }

    /** A result of another kind than {@code fail} has no level of its own (section 3.27.10). */
    @CheckForNull
    private static String level(JsonNode node) {
        String kind = Json.text(node, "kind");
        return Json.or(Json.text(node, "level"), kind == null || "fail".equals(kind) ? null : "none");
    }

    @CheckForNull
    private static String component(JsonNode node) {
        for (JsonNode location : node.path("locations")) {
            for (JsonNode logical : location.path("logicalLocations")) {
                String name = Json.text(logical, "fullyQualifiedName");
                if (name != null && name.startsWith("pkg:")) {
                    return name;
                }
            }
        }
        return null;
    }

    @CheckForNull
    private static String mark(JsonNode node) {
        for (String name : GOOD_MARKS) {
            String mark = Json.or(Json.text(node, "fingerprints", name), Json.text(node, "partialFingerprints", name));
            if (mark != null && MARK.matcher(mark).matches()) {
                return name + " " + mark;
            }
        }
        return null;
    }

    private static int index(@CheckForNull String text) {
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    @CheckForNull
    private static String cut(@CheckForNull String text) {
        return text == null || text.length() <= 4 * ReportLimits.MESSAGE
                ? text
                : text.substring(0, 4 * ReportLimits.MESSAGE);
    }
}
