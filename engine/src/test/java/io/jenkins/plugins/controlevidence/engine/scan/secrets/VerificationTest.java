package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.live.LiveAnswer;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.live.LiveCheck;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    private static final SecretRules RULES = SecretRules.load();

    private static Scan scan(Path directory, Map<String, String> parameters) throws Exception {
        try (GitFixture git = new GitFixture(directory)) {
            ObjectId head = git.commit("begin", "ann", Map.of("a", "nothing".getBytes(StandardCharsets.UTF_8)));
            git.branch("main", head);
            return new SecretScanner(git.repository, RULES, List.of(), parameters)
                    .scan(git.request(head, null, null), Progress.NONE);
        }
    }

    @Test
    void whatCannotBeAskedAboutIsAnError(@TempDir Path directory) throws Exception {
        Scan scan = scan(directory.resolve("a"), Map.of("verify", "github-pat, private-key"));
        assertEquals(Outcome.ERROR, scan.outcome());
        assertTrue(scan.reason().contains("\"private-key\""), scan.reason());
        scan = scan(directory.resolve("b"), Map.of("target", "x"));
        assertEquals(Outcome.ERROR, scan.outcome());
        assertTrue(scan.reason().contains("no parameter 'target'"), scan.reason());
        assertEquals(
                Outcome.PASSED,
                scan(directory.resolve("c"), Map.of("verify", "github-pat ,slack-bot-token"))
                        .outcome());
    }

    /** Every kind that a provider can be asked about is a kind that is looked for. */
    @Test
    void allQuestionsAreAboutRules() {
        Set<String> ids = RULES.rules().stream().map(SecretRule::id).collect(Collectors.toSet());
        for (String rule : List.of("github-pat", "slack-user-token", "stripe-secret-key", "telegram-bot-token")) {
            assertTrue(ids.contains(rule), rule);
        }
        assertEquals(
                Set.of(),
                LiveCheck.kinds().stream().filter(kind -> !ids.contains(kind)).collect(Collectors.toSet()));
    }

    @Test
    void whatIsAcceptedIsCriticalAndWhatIsRefusedIsAsBadAsBefore() {
        SecretRule rule = RULES.rules().stream()
                .filter(each -> each.id().equals("telegram-bot-token"))
                .findFirst()
                .orElseThrow();
        String secret = Planted.sample(rule, new Random(1)).secret();
        SecretMatch match = new SecretMatch(rule, 0, 0, secret.length(), secret, Doubt.NONE);
        assertEquals(Severity.HIGH, finding(match, null).severity());
        assertEquals(Severity.HIGH, finding(match, LiveAnswer.REFUSED).severity());
        assertEquals(Severity.HIGH, finding(match, LiveAnswer.UNCLEAR).severity());
        assertEquals(Severity.CRITICAL, finding(match, LiveAnswer.ACCEPTED).severity());
        SecretMatch doubted = match.doubted(Doubt.ONLY_NEAR);
        assertEquals(Severity.LOW, finding(doubted, LiveAnswer.REFUSED).severity());
        assertEquals(Severity.CRITICAL, finding(doubted, LiveAnswer.ACCEPTED).severity());
        assertTrue(finding(match, LiveAnswer.ACCEPTED).message().endsWith(" said so."));
    }

    private static Finding finding(SecretMatch match, LiveAnswer answer) {
        return new Leak(match)
                .toFinding(
                        List.of(new Place("a", "", 1)),
                        GitFixture.KEY,
                        "",
                        answer == null ? null : new LiveCheck.Result(answer, " Somebody said so."));
    }
}
