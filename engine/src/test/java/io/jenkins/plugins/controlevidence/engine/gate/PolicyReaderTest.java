package io.jenkins.plugins.controlevidence.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.IgnoredPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    private static final String WHOLE = """
            # our rules
            policy: my-team
            protected-branches: [main, 'release/*']
            scans: [secrets, semgrep]
            require:
              - secrets
              - sast
            thresholds:
              all: {critical: 0, high: 5}
              new: {critical: 0, high: 0, medium: 3}
              secrets:
                all: {critical: 0}
            max-scan-age: 12h
            max-database-age: P3D
            allowed-tools: {sca: [osv-scanner, trivy]}
            secrets:
              ignore-paths:
                - {path: 'src/test/**', reason: made-up keys}
            waivers:
              - fingerprint: 1234e567
                owner: ann@example.com
                reason: false alarm
                ticket: 12
                until: 2027-01-31
              - rule: B101
                tool: bandit
                paths: ['tests/**']
                owner: bob
                reason: asserts in tests
                ticket: SEC-13
                until: 2027-01-31T12:00:00Z
            """;

    @Test
    void readsEveryKey() throws Exception {
        Policy policy = parse(WHOLE);
        assertEquals("my-team", policy.id());
        assertEquals(List.of("main", "release/*"), policy.protectedBranches());
        assertEquals(List.of("secrets", "semgrep"), policy.scans());
        assertEquals(Set.of(Family.SECRETS, Family.SAST), policy.required());
        assertEquals(
                new Limits(
                        Map.of(Severity.CRITICAL, 0, Severity.HIGH, 5),
                        Map.of(Severity.CRITICAL, 0, Severity.HIGH, 0, Severity.MEDIUM, 3)),
                policy.thresholds().of(Family.SAST));
        assertEquals(
                new Limits(Map.of(Severity.CRITICAL, 0), Map.of()),
                policy.thresholds().of(Family.SECRETS));
        assertEquals(Duration.ofHours(12), policy.maxScanAge());
        assertEquals(Duration.ofDays(3), policy.maxDatabaseAge());
        assertEquals(Map.of(Family.SCA, List.of("osv-scanner", "trivy")), policy.allowedTools());
        assertEquals(List.of(new IgnoredPath("src/test/**", null, "made-up keys")), policy.ignoredPaths());
        assertEquals(
                List.of(
                        new Waiver(
                                "1234e567",
                                null,
                                null,
                                List.of(),
                                "ann@example.com",
                                "false alarm",
                                "12",
                                Instant.parse("2027-01-31T23:59:59Z")),
                        new Waiver(
                                null,
                                "bandit",
                                "B101",
                                List.of("tests/**"),
                                "bob",
                                "asserts in tests",
                                "SEC-13",
                                Instant.parse("2027-01-31T12:00:00Z"))),
                policy.waivers());
    }

    @Test
    void namesExactlyTheBytesThatWereRead(@TempDir Path temp) throws Exception {
        byte[] bytes = WHOLE.getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(temp.resolve(Policy.FILE_NAME), bytes);
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
                PolicyReader.read(file).digest());
        assertFalse(parse(WHOLE + "\n").digest().equals(parse(WHOLE).digest()));
    }

    @Test
    void takesWhatIsLeftOutFromTheDefaults() throws Exception {
        Policy defaults = Policy.defaults();
        Policy policy = parse("policy: short");
        assertEquals(defaults.scans(), policy.scans());
        assertEquals(defaults.required(), policy.required());
        assertEquals(defaults.thresholds(), policy.thresholds());
        assertEquals(defaults.maxScanAge(), policy.maxScanAge());
        assertEquals(defaults.maxDatabaseAge(), policy.maxDatabaseAge());
        assertEquals(defaults.protectedBranches(), policy.protectedBranches());
        assertEquals(defaults.dispositions(), policy.dispositions());
    }

    @Test
    void honoursAllDecisionsUnlessTheFileNamesFewerOrNone() throws Exception {
        assertEquals(
                Set.of(Decision.FALSE_POSITIVE, Decision.ACCEPTED, Decision.MITIGATED),
                Policy.defaults().dispositions());
        assertEquals(
                Set.of(Decision.MITIGATED),
                parse("policy: p\ndispositions: [mitigated]").dispositions());
        assertEquals(Set.of(), parse("policy: p\ndispositions: []").dispositions());
    }

    @Test
    void hasDefaultsThatAskForSecretsAndAllowNothingSevere() {
        Policy defaults = Policy.defaults();
        assertEquals("default", defaults.id());
        assertEquals(Set.of(Family.SECRETS), defaults.required());
        assertEquals(
                Map.of(Severity.CRITICAL, 0, Severity.HIGH, 0),
                defaults.thresholds().of(Family.SECRETS).all());
        assertTrue(defaults.protects("main"));
        assertTrue(defaults.protects("release/1.2"));
        assertFalse(defaults.protects("release/1/2"));
        assertFalse(defaults.protects("feature"));
        assertFalse(defaults.protects(null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {policy: p, treshold: 1}                          | 1:13 | unknown key 'treshold' in the policy; did you mean 'thresholds'?
            {policy: p, zzz: 1}                               | 1:13 | known are policy, protected-branches
            {policy: p, policy: q}                            | 1:13 | the key 'policy' stands here a second time, first on line 1
            {scans: [secrets]}                                | 1:1  | has no 'policy'; add
            {policy: }                                        | 1:9  | 'policy' must be a text
            {policy: [p]}                                     | 1:10 | 'policy' must be a text
            just words                                        | 1:1  | must be a mapping
            [policy]                                          | 1:1  | must be a mapping
            {policy: p, scans: secrets}                       | 1:20 | 'scans' must be a list; write 'scans: [first, second]'
            {policy: p, scans: []}                            | 1:20 | 'scans' is empty
            {policy: p, scans: [secrets, secrets]}            | 1:30 | 'secrets' stands in 'scans' twice
            {policy: p, require: [secret]}                    | 1:23 | no family 'secret'; did you mean 'secrets'?
            {policy: p, require: []}                          | 1:22 | 'require' is empty
            {policy: p, require: [SECRETS]}                   | 1:23 | no family 'SECRETS'; known are secrets, sast
            {policy: p, thresholds: {all: {crit: 0}}}         | 1:32 | unknown key 'crit' in 'all'
            {policy: p, thresholds: {all: {critical: none}}}  | 1:42 | whole number from 0, not 'none'
            {policy: p, thresholds: {all: {critical: -1}}}    | 1:42 | whole number from 0, not '-1'
            {policy: p, thresholds: {all: {critical: 1.5}}}   | 1:42 | whole number from 0, not '1.5'
            {policy: p, thresholds: {all: {high: 0}}}         | 1:31 | no limit for critical ones; add 'critical: 0'
            {policy: p, thresholds: {sec: {all: {}}}}         | 1:26 | unknown key 'sec' in 'thresholds'
            {policy: p, max-scan-age: soon}                   | 1:27 | length of time, not 'soon'; write it like 24h
            {policy: p, max-scan-age: 0h}                     | 1:27 | longer than nothing
            {policy: p, max-scan-age: -PT1H}                  | 1:27 | longer than nothing
            {policy: p, max-scan-age: 24}                     | 1:27 | length of time, not '24'
            {policy: p, allowed-tools: {scan: [x]}}           | 1:29 | unknown key 'scan' in 'allowed-tools'; did you mean 'sca'?
            {policy: p, secrets: {ignore-paths: ['a/**']}}    | 1:38 | must be a mapping of keys to values; its keys are path, rule, reason
            {policy: p, secrets: {ignore-paths: [{path: a}]}} | 1:38 | has no 'reason'
            {policy: p, waivers: {}}                          | 1:22 | 'waivers' must be a list
            {policy: p, dispositions: accepted}               | 1:27 | 'dispositions' must be a list
            {policy: p, dispositions: [acepted]}              | 1:28 | there is no decision 'acepted'; did you mean 'accepted'?
            {policy: p, dispositions: [mitigated, mitigated]} | 1:39 | 'mitigated' stands in 'dispositions' twice
            {policy: p, dispositions: [fixed]}                | 1:28 | 'fixed' lets no finding pass
            {policy: &a p, scans: [*a]}                       | 1:24 | anchors (&) and aliases
            {policy: !!str p}                                 | 1:10 | tags (!) are not allowed
            {policy: p                                        | 1:11 | this is not YAML (expected ',' or '}'
            {policy: 'p}                                      | 1:13 | this is not YAML (found unexpected end of stream)
            """)
    void saysWhatIsWrongWhereAndWhatToDo(String text, String place, String expected) {
        assertRefused("policy.yml:" + place + ": ", expected, text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            owner: a, reason: r, ticket: t, until: 2027-01-31                                       | either a 'fingerprint' or a 'rule'
            fingerprint: 12345678, rule: x, owner: a, reason: r, ticket: t, until: 2027-01-31       | either a 'fingerprint' or a 'rule'
            fingerprint: 12345678, paths: [x], owner: a, reason: r, ticket: t, until: 2027-01-31    | go with a 'rule'
            fingerprint: ABC, owner: a, reason: r, ticket: t, until: 2027-01-31                     | 'ABC' is not a fingerprint
            rule: x, owner: a, reason: r, ticket: t, until: 2027-01-31                              | has no 'paths'
            rule: x, paths: [], owner: a, reason: r, ticket: t, until: 2027-01-31                   | 'paths' is empty
            fingerprint: 12345678, reason: r, ticket: t, until: 2027-01-31                          | has no 'owner'
            fingerprint: 12345678, owner: a, ticket: t, until: 2027-01-31                           | has no 'reason'
            fingerprint: 12345678, owner: a, reason: '', ticket: t, until: 2027-01-31               | 'reason' must be a text
            fingerprint: 12345678, owner: a, reason: r, until: 2027-01-31                           | has no 'ticket'
            fingerprint: 12345678, owner: a, reason: r, ticket: t                                   | has no 'until'
            fingerprint: 12345678, owner: a, reason: r, ticket: t, until: 2027-02-30                | 'until' must be a date, not '2027-02-30'
            fingerprint: 12345678, owner: a, reason: r, ticket: t, until: 31.1.2027                 | 'until' must be a date
            fingerprint: 12345678, owner: a, reason: r, ticket: t, until: 2027-01-31T25:00:00Z      | 'until' must be a date
            fingerprint: 12345678, owner: a, reason: r, ticket: t, until: 2027-01-31, expires: x    | unknown key 'expires' in a waiver
            """)
    void takesNoWaiverThatNobodyAnswersForOrThatNeverEnds(String waiver, String expected) {
        assertRefused("policy.yml:3:", expected, "policy: p\nwaivers:\n  - {" + waiver + "}\n");
    }

    @Test
    void saysWhereInALongFile() {
        assertRefused("policy.yml:10:39: ", "whole number", WHOLE.replace("medium: 3", "medium: x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n", "# nothing but a comment\n"})
    void saysThatTheFileIsEmpty(String text) {
        assertRefused("policy.yml:1:1: ", "the file is empty", text);
    }

    @Test
    void takesOneDocumentOnly() {
        assertRefused("policy.yml:", "second document", "policy: p\n---\npolicy: q\n");
    }

    @Test
    void showsHostileKeysHarmlessly() {
        assertRefused("policy.yml:1:1: ", "unknown key 'a\\u{1b}[2J'", "\"a\\e[2J\": x");
    }

    @Test
    void isNotBlownUpByAliasesOrDepth() {
        assertRefused("policy.yml:1:", "anchors", "policy: &a [x]\nscans: [*a, *a]\n");
        assertRefused("policy.yml:1:", "nested", "policy: " + "[".repeat(200) + "]".repeat(200));
        assertRefused("policy.yml:", "", "policy: " + "[".repeat(100_000));
    }

    @Test
    void takesUtf8OnlyAndSaysWhereItIsNot() throws Exception {
        byte[] bytes = "policy: p\n# Grü\n".getBytes(StandardCharsets.ISO_8859_1);
        PolicyException refused = assertThrows(PolicyException.class, () -> PolicyReader.parse("policy.yml", bytes));
        assertTrue(refused.getMessage().startsWith("policy.yml:2:5: this is not UTF-8"), refused::getMessage);
        assertThrows(
                PolicyException.class,
                () -> PolicyReader.parse("policy.yml", "policy: p\u0000".getBytes(StandardCharsets.UTF_8)));
        byte[] cut = {'p', ':', ' ', (byte) 0xC3};
        assertThrows(PolicyException.class, () -> PolicyReader.parse("policy.yml", cut));
        assertEquals("p", parse("\uFEFFpolicy: p").id());
    }

    @Test
    void readsNoEndlessFile(@TempDir Path temp) throws Exception {
        byte[] bytes = new byte[PolicyReader.MAX_BYTES + 10];
        Arrays.fill(bytes, (byte) ' ');
        Path file = Files.write(temp.resolve("policy.yml"), bytes);
        PolicyException refused = assertThrows(PolicyException.class, () -> PolicyReader.read(file));
        assertTrue(refused.getMessage().contains("longer than"), refused::getMessage);
    }

    @Test
    void saysThatThereIsNoFile(@TempDir Path temp) {
        PolicyException refused =
                assertThrows(PolicyException.class, () -> PolicyReader.read(temp.resolve("none.yml")));
        assertTrue(refused.getMessage().contains("none.yml is not there"), refused::getMessage);
        assertThrows(PolicyException.class, () -> PolicyReader.read(temp));
    }

    @Test
    void readsOrRefusesWhateverComes() {
        long seed = 3;
        Random random = new Random(seed);
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3_000; round++) {
            byte[] mutated = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] =
                        (byte) "{}[]:,'\"&*!|>%@-\n\t #?x0\u00ff".charAt(random.nextInt(24));
            }
            byte[] cut =
                    Arrays.copyOf(mutated, random.nextInt(10) == 0 ? random.nextInt(mutated.length) : mutated.length);
            try {
                PolicyReader.parse("policy.yml", cut);
            } catch (PolicyException e) {
                assertTrue(
                        e.getMessage().matches("(?s)policy\\.yml:[0-9]+:[0-9]+: .+; .+"),
                        () -> "seed " + seed + ": " + e.getMessage());
            }
        }
    }

    private static Policy parse(String text) throws PolicyException {
        return PolicyReader.parse("policy.yml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String place, String expected, String text) {
        PolicyException refused = assertThrows(PolicyException.class, () -> parse(text));
        assertTrue(refused.getMessage().startsWith(place), refused::getMessage);
        assertTrue(refused.getMessage().contains(expected), refused::getMessage);
    }
}
