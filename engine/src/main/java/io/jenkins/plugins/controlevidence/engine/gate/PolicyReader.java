package io.jenkins.plugins.controlevidence.engine.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Entry;
import io.jenkins.plugins.controlevidence.engine.gate.YamlNode.Mapping;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.IgnoredPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a policy file. A key that is left out keeps the value that it has in the default policy, so that a file can never be
 * weaker by saying less; what is misspelt, doubled or of the wrong kind is an error with its place and its remedy.
 */
public final class PolicyReader {
    /** Longest policy file, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final String DEFAULT_RESOURCE = "default-policy.yml";
    private static final List<String> KEYS = List.of(
            "policy",
            "protected-branches",
            "scans",
            "require",
            "thresholds",
            "max-scan-age",
            "max-database-age",
            "allowed-tools",
            "secrets",
            "waivers",
            "dispositions");
    private static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::id).toList();
    private static final List<String> FAMILIES =
            Arrays.stream(Family.values()).map(Family::id).toList();

    private static final List<String> DECISIONS = Arrays.stream(Decision.values())
            .filter(Decision::canLetPass)
            .map(Decision::id)
            .toList();

    private PolicyReader() {}

    /**
     * Reads a policy file.
     *
     * @param file such as a repository's {@link Policy#FILE_NAME}
     * @return the policy
     * @throws PolicyException if it is not there, cannot be read, is too long, or is no policy
     */
    public static Policy read(Path file) throws PolicyException {
        return parse(file.toString(), content(file));
    }

    /**
     * The bytes of a policy file, for whoever keeps what a verdict went by beside the policy.
     *
     * @param file such as a repository's {@link Policy#FILE_NAME}
     * @return all of it, or a beginning that is too long for {@link #parse}
     * @throws PolicyException if it is not there or cannot be read
     */
    public static byte[] content(Path file) throws PolicyException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new PolicyException(file + " is not there; check its name", e);
        } catch (IOException e) {
            throw new PolicyException(file + " cannot be read; check that it is a file and its permissions", e);
        }
    }

    /**
     * Reads a policy from bytes, such as those of a file in a commit.
     *
     * @param name the file's name, for messages
     * @param bytes its content
     * @return the policy
     * @throws PolicyException if it is too long, or is no policy
     */
    public static Policy parse(String name, byte[] bytes) throws PolicyException {
        return parse(name, bytes, defaults());
    }

    static Policy defaults() {
        return Defaults.POLICY;
    }

    private static Policy parse(String name, byte[] bytes, @CheckForNull Policy defaults) throws PolicyException {
        if (bytes.length > MAX_BYTES) {
            throw new PolicyException(
                    name + " is longer than " + MAX_BYTES + " bytes; it is hardly a policy, shorten it");
        }
        Section root = Section.of("the policy", YamlReader.read(name, bytes), KEYS);
        return new Policy(
                root.text("policy"),
                sha256(bytes),
                texts(root, "protected-branches", defaults == null ? null : defaults.protectedBranches()),
                texts(root, "scans", defaults == null ? null : defaults.scans()),
                required(root, defaults == null ? null : defaults.required()),
                thresholds(root, defaults == null ? null : defaults.thresholds()),
                duration(root, "max-scan-age", defaults == null ? null : defaults.maxScanAge()),
                duration(root, "max-database-age", defaults == null ? null : defaults.maxDatabaseAge()),
                allowedTools(root),
                ignoredPaths(root),
                WaiverReader.read(root),
                dispositions(root, defaults == null ? null : defaults.dispositions()));
    }

    private static List<String> texts(Section root, String key, @CheckForNull List<String> otherwise)
            throws PolicyException {
        if (root.value(key).isEmpty() && otherwise != null) {
            return otherwise;
        }
        YamlNode node = root.require(key);
        List<String> texts = Section.texts(key, node);
        if (texts.isEmpty()) {
            throw node.place()
                    .error(
                            "'" + key + "' is empty, so that nothing would be proven",
                            "name at least one, or leave '" + key + "' out for the default");
        }
        return texts;
    }

    private static Set<Family> required(Section root, @CheckForNull Set<Family> otherwise) throws PolicyException {
        if (root.value("require").isEmpty() && otherwise != null) {
            return otherwise;
        }
        Set<Family> families = EnumSet.noneOf(Family.class);
        texts(root, "require", null);
        for (YamlNode item : Section.list("require", root.require("require"))) {
            families.add(family(item.place(), Section.text("require", item)));
        }
        return families;
    }

    private static Family family(YamlNode.Place place, String id) throws PolicyException {
        Optional<Family> family = Family.byId(id);
        if (family.isEmpty()) {
            throw place.error("there is no family '" + id + "'", Section.suggestion(id, FAMILIES));
        }
        return family.get();
    }

    private static Thresholds thresholds(Section root, @CheckForNull Thresholds otherwise) throws PolicyException {
        if (root.value("thresholds").isEmpty() && otherwise != null) {
            return otherwise;
        }
        List<String> keys = new ArrayList<>(List.of("all", "new"));
        keys.addAll(FAMILIES);
        Section section = Section.of("'thresholds'", root.require("thresholds"), keys);
        Map<Family, Limits> byFamily = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            Optional<YamlNode> own = section.value(family.id());
            if (own.isPresent()) {
                String name = "'thresholds." + family.id() + "'";
                byFamily.put(family, limits(Section.of(name, own.get(), List.of("all", "new"))));
            }
        }
        return new Thresholds(limits(section), byFamily);
    }

    private static Limits limits(Section section) throws PolicyException {
        return new Limits(counts(section, "all"), counts(section, "new"));
    }

    private static Map<Severity, Integer> counts(Section parent, String key) throws PolicyException {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        Optional<YamlNode> node = parent.value(key);
        if (node.isEmpty()) {
            return counts;
        }
        Section section = Section.of("'" + key + "'", node.get(), SEVERITIES);
        for (Severity severity : Severity.values()) {
            Optional<YamlNode> value = section.value(severity.id());
            if (value.isPresent()) {
                counts.put(severity, count(severity.id(), value.get()));
            } else if (Arrays.stream(Severity.values())
                    .anyMatch(milder -> milder.compareTo(severity) > 0
                            && section.value(milder.id()).isPresent())) {
                throw section.place()
                        .error(
                                "'" + key + "' limits milder findings, but has no limit for " + severity.id() + " ones",
                                "add '" + severity.id() + ": 0'");
            }
        }
        return counts;
    }

    private static int count(String key, YamlNode node) throws PolicyException {
        String text = Section.text(key, node);
        if (!text.matches("[0-9]{1,9}")) {
            throw node.place()
                    .error(
                            "'" + key + "' must be a whole number from 0, not '" + text + "'",
                            "write '" + key + ": 0'" + " or delete it for no limit");
        }
        return Integer.parseInt(text);
    }

    private static Duration duration(Section root, String key, @CheckForNull Duration otherwise)
            throws PolicyException {
        Optional<YamlNode> node = root.value(key);
        return node.isEmpty() && otherwise != null ? otherwise : Age.read(key, root.require(key));
    }

    private static Map<Family, List<String>> allowedTools(Section root) throws PolicyException {
        Map<Family, List<String>> tools = new EnumMap<>(Family.class);
        Optional<YamlNode> node = root.value("allowed-tools");
        if (node.isPresent()) {
            Section.of("'allowed-tools'", node.get(), FAMILIES);
            for (Map.Entry<String, Entry> entry :
                    ((Mapping) node.get()).entries().entrySet()) {
                Family family = family(entry.getValue().key(), entry.getKey());
                tools.put(family, Section.texts(entry.getKey(), entry.getValue().value()));
            }
        }
        return tools;
    }

    private static List<IgnoredPath> ignoredPaths(Section root) throws PolicyException {
        List<IgnoredPath> ignored = new ArrayList<>();
        Optional<YamlNode> secrets = root.value("secrets");
        if (secrets.isPresent()) {
            Section section = Section.of("'secrets'", secrets.get(), List.of("ignore-paths"));
            for (YamlNode item : Section.list("ignore-paths", section.require("ignore-paths"))) {
                Section path = Section.of("an entry of 'ignore-paths'", item, List.of("path", "rule", "reason"));
                String rule = path.value("rule").isPresent() ? path.text("rule") : null;
                ignored.add(new IgnoredPath(path.text("path"), rule, path.text("reason")));
            }
        }
        return ignored;
    }

    /** An empty list is allowed: it means that no decision counts, and that is stricter. */
    private static Set<Decision> dispositions(Section root, @CheckForNull Set<Decision> otherwise)
            throws PolicyException {
        if (root.value("dispositions").isEmpty() && otherwise != null) {
            return otherwise;
        }
        YamlNode node = root.require("dispositions");
        Section.texts("dispositions", node);
        Set<Decision> decisions = EnumSet.noneOf(Decision.class);
        for (YamlNode item : Section.list("dispositions", node)) {
            String id = Section.text("dispositions", item);
            Optional<Decision> decision = Decision.byId(id);
            if (decision.isEmpty()) {
                throw item.place().error("there is no decision '" + id + "'", Section.suggestion(id, DECISIONS));
            }
            if (!decision.get().canLetPass()) {
                throw item.place()
                        .error(
                                "'" + id + "' lets no finding pass: that it is fixed a scan has to show",
                                "delete it; known are " + String.join(", ", DECISIONS));
            }
            decisions.add(decision.get());
        }
        return decisions;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Read once; it is part of the program, so that it being broken is a fault of the program. */
    private static final class Defaults {
        static final Policy POLICY = load();

        private static Policy load() {
            try (InputStream in = PolicyReader.class.getResourceAsStream(DEFAULT_RESOURCE)) {
                return parse(DEFAULT_RESOURCE, in.readAllBytes(), null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (PolicyException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
