package io.jenkins.plugins.controlevidence.engine.scan.secrets.suppress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The allowlists of {@code .gitleaks.toml} that hold for all rules: {@code [allowlist]} and {@code [[allowlists]]} with paths,
 * regexes, stopwords and commits, any of them or, with {@code condition = "AND"}, all. Those for single rules of gitleaks, and
 * regexes that look at the line or the match instead of the credential, are not followed: what they name is reported.
 */
final class GitleaksAllowlists implements Suppression {
    /** The file's name, in the root of the repository. */
    static final String FILE = ".gitleaks.toml";

    private final List<Allowlist> allowlists;

    private GitleaksAllowlists(List<Allowlist> allowlists) {
        this.allowlists = allowlists;
    }

    private record Allowlist(String description, boolean all, List<Predicate<Suspect>> criteria) {
        boolean allows(Suspect suspect) {
            return all
                    ? criteria.stream().allMatch(criterion -> criterion.test(suspect))
                    : criteria.stream().anyMatch(criterion -> criterion.test(suspect));
        }
    }

    /**
     * Reads the file.
     *
     * @param content its bytes, TOML
     * @return what it suppresses
     * @throws IOException if it is no TOML, or a pattern is none; says where
     */
    static GitleaksAllowlists read(byte[] content) throws IOException {
        JsonNode root;
        try {
            root = new TomlMapper().readTree(content);
        } catch (JsonProcessingException e) {
            throw new IOException(FILE + " is no TOML: " + e.getOriginalMessage(), e);
        }
        List<Allowlist> allowlists = new ArrayList<>();
        try {
            if (root.has("allowlist")) {
                add(root.get("allowlist"), allowlists);
            }
            root.path("allowlists").forEach(node -> add(node, allowlists));
        } catch (PatternSyntaxException e) {
            throw new IOException(FILE + " has a pattern that is none: " + e.getMessage(), e);
        }
        return new GitleaksAllowlists(allowlists);
    }

    private static void add(JsonNode node, List<Allowlist> allowlists) {
        if (node.has("targetRules")) {
            return;
        }
        List<Predicate<Suspect>> criteria = new ArrayList<>();
        List<Pattern> paths = patterns(node.path("paths"));
        if (!paths.isEmpty()) {
            criteria.add(suspect -> anyFinds(paths, suspect.path()) || anyFinds(paths, suspect.file()));
        }
        List<Pattern> regexes = patterns(node.path("regexes"));
        boolean secrets =
                List.of("", "secret").contains(node.path("regexTarget").asText(""));
        if (!regexes.isEmpty()) {
            criteria.add(suspect -> secrets && anyFinds(regexes, suspect.secret()));
        }
        List<String> stopwords = texts(node.path("stopwords"));
        if (!stopwords.isEmpty()) {
            criteria.add(suspect -> stopwords.stream()
                    .anyMatch(
                            word -> suspect.secret().toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT))));
        }
        List<String> commits = texts(node.path("commits"));
        if (!commits.isEmpty()) {
            criteria.add(suspect -> suspect.commit() != null && commits.contains(suspect.commit()));
        }
        if (!criteria.isEmpty()) {
            String condition = node.path("condition").asText("").toUpperCase(Locale.ROOT);
            allowlists.add(new Allowlist(
                    node.path("description").asText(""), List.of("AND", "&&").contains(condition), criteria));
        }
    }

    private static List<Pattern> patterns(JsonNode list) {
        return texts(list).stream().map(Pattern::compile).toList();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static boolean anyFinds(List<Pattern> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }

    @Override
    @CheckForNull
    public String reason(Suspect suspect) {
        for (Allowlist allowlist : allowlists) {
            if (allowlist.allows(suspect)) {
                return allowlist.description().isBlank() ? FILE : FILE + ": " + allowlist.description();
            }
        }
        return null;
    }
}
