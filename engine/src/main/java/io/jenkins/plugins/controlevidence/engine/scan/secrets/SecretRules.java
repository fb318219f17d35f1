package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The kinds of credentials that are looked for. Immutable. */
public final class SecretRules {
    /** Goes up whenever the code that applies the rules finds something else with the same rules. */
    private static final int DETECTOR_REVISION = 9;

    /** What is asked of keys without a mark of their own, unless the rule says otherwise. */
    private static final List<String> NEAR_CHECKS = List.of(StructureCheck.RANDOM.id());

    private static final double NEAR_ENTROPY = 3;

    private static final List<String> FILES = List.of(
            "cloud.yaml",
            "code.yaml",
            "messaging.yaml",
            "business.yaml",
            "data.yaml",
            "ai.yaml",
            "keys.yaml",
            "named.yaml",
            "generic.yaml");

    private static final ObjectMapper YAML = JsonMapper.builder(new YAMLFactory())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @CheckForNull
    private static SecretRules carried; // once they have been read

    private final List<SecretRule> rules;
    private final String digest;

    @CheckForNull
    private SecretDetector detector; // once it was asked for

    private SecretRules(List<SecretRule> rules, String digest) {
        this.rules = List.copyOf(rules);
        this.digest = digest;
    }

    /** One rule as it stands in a file. */
    private record Entry(
            String id,
            @CheckForNull String description,
            String provider,
            @CheckForNull String severity,
            String help,
            List<String> keywords,
            @CheckForNull String at,
            @CheckForNull String around,
            @CheckForNull String assigned,
            @CheckForNull String near,
            double entropy,
            @CheckForNull List<String> checks,
            @CheckForNull String doubtUnless,
            @CheckForNull List<String> allow,
            @CheckForNull List<String> skipPaths,
            @CheckForNull List<Integer> before,
            @CheckForNull String then,
            boolean monotonous,
            int rank) {}

    /** A file of rules. */
    private record Entries(List<Entry> rules) {}

    /**
     * The rules that we carry with us. They are read once a process.
     *
     * @return never null
     * @throws IllegalStateException if they are broken, which our own tests exclude; says which file and rule
     */
    public static synchronized SecretRules load() {
        if (carried == null) {
            carried = readAll();
        }
        return carried;
    }

    /** Has the rules read, and what finds credentials by them made, while the caller does something else. */
    public static void loadAhead() {
        Thread thread = new Thread(
                () -> {
                    try {
                        load().detector();
                    } catch (IllegalStateException e) {
                        return; // load() throws it again for whoever needs the rules
                    }
                },
                "secrets rules");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What finds credentials by these rules.
     *
     * @return always the same
     */
    public synchronized SecretDetector detector() {
        if (detector == null) {
            detector = new SecretDetector(this);
        }
        return detector;
    }

    private static SecretRules readAll() {
        List<SecretRule> rules = new ArrayList<>();
        MessageDigest sha256 = sha256();
        sha256.update(Integer.toString(DETECTOR_REVISION).getBytes(StandardCharsets.US_ASCII));
        for (String file : FILES) {
            try (InputStream in = SecretRules.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException(
                            "the installation lacks its secrets rules " + file + ": install it again");
                }
                byte[] yaml = in.readAllBytes();
                sha256.update(yaml);
                rules.addAll(read(yaml, file));
            } catch (IOException e) {
                throw new IllegalStateException("the secrets rules " + file + " cannot be read: " + e.getMessage(), e);
            }
        }
        Set<String> ids = new HashSet<>();
        for (SecretRule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalStateException("two secrets rules have the id " + rule.id());
            }
        }
        return new SecretRules(rules, HexFormat.of().formatHex(sha256.digest()));
    }

    /**
     * Reads a file of rules.
     *
     * @param yaml its content
     * @param file its name, for messages
     * @return its rules, in its order
     * @throws IOException if it is no YAML or not of the form; says the place
     * @throws IllegalStateException if a rule makes no sense; names the rule
     */
    static List<SecretRule> read(byte[] yaml, String file) throws IOException {
        Entries entries;
        try {
            entries = YAML.readValue(yaml, Entries.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        List<SecretRule> rules = new ArrayList<>();
        for (Entry entry : entries.rules()) {
            try {
                rules.add(rule(entry));
            } catch (PatternSyntaxException | IllegalArgumentException | NullPointerException e) {
                throw new IllegalStateException(file + ": rule " + entry.id() + ": " + e.getMessage(), e);
            }
        }
        return rules;
    }

    private static SecretRule rule(Entry entry) {
        SecretRule.Placement placement = entry.at() != null
                ? SecretRule.Placement.AT
                : entry.around() != null
                        ? SecretRule.Placement.AROUND
                        : entry.assigned() != null ? SecretRule.Placement.ASSIGNED : SecretRule.Placement.NEAR;
        String text =
                switch (placement) {
                    case AT -> entry.at();
                    case AROUND -> entry.around();
                    case ASSIGNED -> entry.assigned();
                    case NEAR -> entry.near();
                };
        if (text == null) {
            throw new IllegalArgumentException("it has no pattern: give one of at, around, assigned, near");
        }
        String grouped = text.contains("(?P<secret>") ? text : withSecretGroup(text);
        boolean near = placement == SecretRule.Placement.NEAR;
        return new SecretRule(
                entry.id(),
                entry.description() == null ? entry.provider() + " key" : entry.description(),
                entry.provider(),
                entry.severity() == null
                        ? Severity.MEDIUM
                        : Severity.valueOf(entry.severity().toUpperCase(Locale.ROOT)),
                entry.help(),
                List.copyOf(entry.keywords()),
                placement,
                new LazyPattern(grouped),
                TokenShape.of(grouped),
                near && entry.entropy() == 0 ? NEAR_ENTROPY : entry.entropy(),
                (near && entry.checks() == null ? NEAR_CHECKS : orEmpty(entry.checks()))
                        .stream().map(StructureCheck::byId).toList(),
                entry.doubtUnless() == null ? null : StructureCheck.byId(entry.doubtUnless()),
                orEmpty(entry.allow()).stream().map(Pattern::compile).toList(),
                orEmpty(entry.skipPaths()).stream().map(Pattern::compile).toList(),
                orZero(entry.before()),
                entry.then() == null ? 0 : (byte) entry.then().charAt(0),
                entry.monotonous(),
                entry.rank() != 0 ? entry.rank() : placement.compareTo(SecretRule.Placement.ASSIGNED) >= 0 ? 1 : 0);
    }

    /** A pattern without the group is the secret from its first byte to its last. */
    private static String withSecretGroup(String pattern) {
        return pattern.startsWith("(?i)")
                ? "(?i)(?P<secret>" + pattern.substring(4) + ")"
                : "(?P<secret>" + pattern + ")";
    }

    private static List<String> orEmpty(@CheckForNull List<String> list) {
        return list == null ? List.of() : list;
    }

    private static List<Integer> orZero(@CheckForNull List<Integer> before) {
        return before == null ? List.of(0) : List.copyOf(before);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The rules.
     *
     * @return in the order of their files
     */
    List<SecretRule> rules() {
        return rules;
    }

    /**
     * What the rules are, so that two scans can be compared.
     *
     * @return SHA-256 of the rule files and of the revision of the code that applies them, lower-case hexadecimal
     */
    public String digest() {
        return digest;
    }

    /**
     * What the rules are and which paths are left out: a scan that leaves out others cannot build on what this one found.
     *
     * @param ignored paths that are left out
     * @return {@link #digest()} if there are none, else another SHA-256, lower-case hexadecimal
     */
    String digest(Collection<IgnoredPath> ignored) {
        if (ignored.isEmpty()) {
            return digest;
        }
        MessageDigest sha256 = sha256();
        sha256.update(digest.getBytes(StandardCharsets.UTF_8));
        for (IgnoredPath path : ignored) {
            sha256.update((path + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /**
     * How many kinds of credentials are looked for.
     *
     * @return at least 120
     */
    public int count() {
        return rules.size();
    }
}
