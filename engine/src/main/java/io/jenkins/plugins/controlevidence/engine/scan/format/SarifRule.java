package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule (reportingDescriptor, SARIF 2.1.0 section 3.49), as far as findings need it.
 *
 * @param id its id
 * @param title its short description or name
 * @param level its default level
 * @param securitySeverity its CVSS score, as code hosts read it from {@code properties}
 * @param identifiers its public ids
 * @param help address of its explanation
 * @param messages its messages, which results refer to by id
 */
record SarifRule(
        String id,
        @CheckForNull String title,
        @CheckForNull String level,
        @CheckForNull String securitySeverity,
        List<String> identifiers,
        @CheckForNull String help,
        Map<String, String> messages) {
    /** {@code external/cwe/cwe-079}, {@code CWE-79: Improper …}, {@code CWE:79}. */
    private static final Pattern CWE = Pattern.compile("\\bcwe[-:_ ]{1,2}0*(\\d{1,5})\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern CVE = Pattern.compile("\\b(CVE-\\d{4}-\\d{4,10})\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern GHSA =
            Pattern.compile("\\b(GHSA(?:-[23456789cfghjmpqrvwx]{4}){3})\\b", Pattern.CASE_INSENSITIVE);

    static SarifRule of(JsonNode node) {
        String id = Json.or(Json.text(node, "id"), "unknown");
        List<String> identifiers = new ArrayList<>(identifiersIn(id));
        JsonNode properties = node.path("properties");
        properties.path("tags").forEach(tag -> identifiers.addAll(identifiersIn(tag.asText())));
        for (String name : List.of("cwe", "cwe_id", "cweId", "CWE")) {
            JsonNode cwe = properties.path(name);
            if (cwe.isArray()) {
                cwe.forEach(one -> identifiers.addAll(cwe(one.asText())));
            } else if (cwe.isValueNode()) {
                identifiers.addAll(cwe(cwe.asText()));
            }
        }
        node.path("relationships").forEach(relation -> {
            if ("CWE".equalsIgnoreCase(Json.text(relation, "target", "toolComponent", "name"))) {
                identifiers.addAll(cwe(relation.path("target").path("id").asText()));
            }
        });
        Map<String, String> messages = new HashMap<>();
        node.path("messageStrings").properties().forEach(entry -> {
            String text = Json.text(entry.getValue(), "text");
            if (text != null) {
                messages.put(entry.getKey(), text);
            }
        });
        return new SarifRule(
                id,
                Json.or(Json.text(node, "shortDescription", "text"), Json.text(node, "name")),
                Json.text(node, "defaultConfiguration", "level"),
                Json.text(properties, "security-severity"),
                List.copyOf(identifiers),
                Json.text(node, "helpUri"),
                Map.copyOf(messages));
    }

    /** The public ids that a text names: CVE, GHSA, CWE. */
    static List<String> identifiersIn(String text) {
        List<String> found = new ArrayList<>();
        collect(CVE, text, found);
        collect(GHSA, text, found);
        Matcher cwe = CWE.matcher(text);
        while (cwe.find()) {
            found.add("CWE-" + cwe.group(1));
        }
        return found;
    }

    private static void collect(Pattern pattern, String text, List<String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String id = matcher.group(1);
            boolean ghsa = id.regionMatches(true, 0, "GHSA", 0, 4);
            found.add(ghsa ? "GHSA" + id.substring(4).toLowerCase(Locale.ROOT) : id.toUpperCase(Locale.ROOT));
        }
    }

    /** A CWE where it is known to be one: also a bare number. */
    static List<String> cwe(String text) {
        return text.matches("\\d{1,5}") ? List.of("CWE-" + Integer.parseInt(text)) : identifiersIn(text);
    }
}
