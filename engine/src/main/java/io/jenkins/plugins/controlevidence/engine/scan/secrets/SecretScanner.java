package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Finding;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import io.jenkins.plugins.controlevidence.engine.scan.PriorScan;
import io.jenkins.plugins.controlevidence.engine.scan.Scan;
import io.jenkins.plugins.controlevidence.engine.scan.ScanRequest;
import io.jenkins.plugins.controlevidence.engine.scan.Scanner;
import io.jenkins.plugins.controlevidence.engine.scan.ToolIdentity;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.live.LiveCheck;
import io.jenkins.plugins.controlevidence.engine.source.Beside;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Repository;

/**
 * Looks for credentials in the history of a repository: the first time in all of it, later in what is new; a range if one is
 * asked for. What was found before is carried over, because history keeps it.
 */
public final class SecretScanner implements Scanner {
    /** Id of this tool in the catalogue. */
    public static final String TOOL = "secrets";

    /** The parameter with the kinds of credentials whose providers are asked. */
    public static final String VERIFY = "verify";

    /** The parameter that has archives and notebooks looked into. */
    public static final String ARCHIVES = "archives";

    private final Repository repository;
    private final SecretRules rules;
    private final List<IgnoredPath> ignored;
    private final PolicyExclusions exclusions;
    private final Map<String, String> parameters;

    /**
     * Makes a scanner that asks no provider.
     *
     * @param repository where to look; to stay open for as long as it is scanned
     * @param rules what to look for
     * @param ignored paths to leave out; what is found only there is counted in {@link Scan#suppressed()}
     */
    public SecretScanner(Repository repository, SecretRules rules, List<IgnoredPath> ignored) {
        this(repository, rules, ignored, Map.of());
    }

    /**
     * Makes a scanner.
     *
     * @param repository where to look; to stay open for as long as it is scanned
     * @param rules what to look for
     * @param ignored paths to leave out; what is found only there is counted in {@link Scan#suppressed()}
     * @param parameters {@value #VERIFY}: ids of the rules whose credentials the scan shows to their providers, to learn whether they
     *     are live, with commas between; {@value #ARCHIVES}: {@code true} if files that are archives or notebooks are looked into too,
     *     else {@code false}; any other parameter makes the scan an error
     */
    public SecretScanner(
            Repository repository, SecretRules rules, List<IgnoredPath> ignored, Map<String, String> parameters) {
        this.repository = repository;
        this.rules = rules;
        this.ignored = List.copyOf(ignored);
        this.exclusions = new PolicyExclusions(ignored);
        this.parameters = Map.copyOf(parameters);
    }

    /**
     * Has a repository made ready for a scan of its whole history while the caller does something else, such as reading its refs.
     *
     * @param repository where the scan that follows will look; if none follows, its packs stay open
     */
    public static void openAhead(Repository repository) {
        OpenPacks.ahead(repository);
    }

    @Override
    public Scan scan(ScanRequest request, Progress progress) throws InterruptedException {
        Instant started = Instant.now();
        LiveCheck live;
        BlobScanner scanner;
        try {
            live = liveCheck();
            scanner = new BlobScanner(rules.detector(), archives());
        } catch (IllegalArgumentException e) {
            return broken(request, started, e.getMessage());
        }
        try {
            return scan(request, progress, started, live, scanner);
        } catch (MissingObjectException e) {
            return broken(
                    request,
                    started,
                    "the repository lacks " + e.getMessage()
                            + "; fetch it whole (a partial clone: git fetch --refetch --filter=blob:limit=100g; else git fsck, and clone again)");
        } catch (IOException
                | RuntimeException e) { // JGit's parsers answer some broken trees with an index out of bounds
            return broken(
                    request,
                    started,
                    "the repository cannot be read: " + e.getMessage()
                            + "; check it with git fsck, and clone it again if that finds faults");
        }
    }

    /** Null if no provider is to be asked. */
    @CheckForNull
    private LiveCheck liveCheck() {
        for (String name : parameters.keySet()) {
            if (!name.equals(VERIFY) && !name.equals(ARCHIVES)) {
                throw new IllegalArgumentException(
                        "the secrets scanner has no parameter '" + name + "', only '" + VERIFY
                                + "': the rules whose credentials are shown to their providers, to learn whether they are live; and '"
                                + ARCHIVES + "': true to have archives and notebooks looked into");
            }
        }
        String rules = parameters.get(VERIFY);
        return rules == null ? null : LiveCheck.of(List.of(rules.trim().split("\\s*,\\s*")));
    }

    private boolean archives() {
        String archives = parameters.getOrDefault(ARCHIVES, "false");
        if (!archives.equals("true") && !archives.equals("false")) {
            throw new IllegalArgumentException("the parameter '" + ARCHIVES
                    + "' of the secrets scanner is true or false, not '" + Printable.of(archives) + "'");
        }
        return archives.equals("true");
    }

    private Scan scan(
            ScanRequest request, Progress progress, Instant started, @CheckForNull LiveCheck live, BlobScanner scanner)
            throws IOException, InterruptedException {
        Triage triage = new Triage(repository, request, exclusions, live);
        // A record keeps findings, not the credentials that providers could be asked about again.
        PriorScan prior = live == null ? continued(request, triage) : null;
        TreeSet<String> tips = new TreeSet<>();
        if (request.range() == null) { // a range needs none of what can be thousands
            tips.addAll(request.change().tips());
            tips.add(request.change().head());
        }
        Leaks leaks;
        try (Beside<LooseEnds> ends = Beside.begin(() -> looseEnds(request, tips, scanner))) {
            leaks = request.range() == null && prior == null ? alongThePacks(request, tips, scanner, progress) : null;
            if (leaks == null) {
                leaks = byCommit(request, tips, prior, scanner, progress);
            }
            ends.result().note(leaks);
        }
        List<Finding> findings = triage.findings(leaks.all());
        if (prior != null) {
            findings = new CarriedFindings(repository, scanner, request).merge(prior, findings);
        }
        return conclude(request, started, findings, triage, tips);
    }

    /** A range has none. */
    private LooseEnds looseEnds(ScanRequest request, Collection<String> tips, BlobScanner scanner) throws IOException {
        LooseEnds ends = new LooseEnds(repository, scanner);
        if (request.range() == null) {
            ends.scan(tips);
        }
        return ends;
    }

    /** Null if it must be done otherwise: JGit says what a broken pack lacks, and may find it elsewhere. */
    @CheckForNull
    private Leaks alongThePacks(ScanRequest request, Collection<String> tips, BlobScanner scanner, Progress progress)
            throws IOException, InterruptedException {
        Leaks leaks = new Leaks();
        try {
            PackedHistory history = PackedHistory.open(repository, scanner, progress);
            if (history == null) {
                return null;
            }
            history.scan(tips, request.change().head(), leaks);
            return leaks;
        } catch (MissingObjectException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // hostile objects are answered with an index out of bounds
            return null;
        }
    }

    private Leaks byCommit(
            ScanRequest request,
            Collection<String> tips,
            @CheckForNull PriorScan prior,
            BlobScanner scanner,
            Progress progress)
            throws IOException, InterruptedException {
        CommitWalk walk = new CommitWalk(repository);
        Leaks leaks = new Leaks();
        HistoryScan history = new HistoryScan(repository, scanner, progress, leaks);
        history.scan(
                request.range() != null
                        ? walk.commits(request.range())
                        : walk.commits(tips, prior == null ? List.of() : prior.scannedTips()));
        history.markHead(request.change().head());
        return leaks;
    }

    private Scan conclude(
            ScanRequest request, Instant started, List<Finding> findings, Triage triage, Collection<String> tips)
            throws IOException {
        boolean shallow = request.change().shallow()
                || !repository.getObjectDatabase().getShallowCommits().isEmpty();
        Scan.HistoryCoverage coverage = request.range() != null
                ? Scan.HistoryCoverage.RANGE
                : shallow ? Scan.HistoryCoverage.SHALLOW : Scan.HistoryCoverage.ALL;
        String unproven = triage.unseen();
        if (unproven == null && coverage == Scan.HistoryCoverage.SHALLOW && findings.isEmpty()) {
            unproven =
                    "the clone is shallow, so most of the history was not seen: git fetch --unshallow, then scan again";
        }
        return new Scan(
                Family.SECRETS,
                tool(digest(triage.digested())),
                request.change().head(),
                started,
                Instant.now(),
                unproven != null ? Outcome.NOT_PROVEN : findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED,
                unproven,
                findings,
                List.of(),
                triage.suppressed(),
                coverage,
                coverage == Scan.HistoryCoverage.ALL ? List.copyOf(tips) : List.of(),
                null);
    }

    /** The scan that this one continues, or null if everything is to be looked at. */
    private PriorScan continued(ScanRequest request, Triage triage) throws IOException {
        PriorScan prior = request.prior();
        boolean continues = request.range() == null
                && prior != null
                && digest(new byte[0]).equals(prior.rulesDigest())
                && !prior.scannedTips().isEmpty()
                && triage.allowsCarrying(prior);
        return continues ? prior : null;
    }

    private Scan broken(ScanRequest request, Instant started, String reason) {
        return new Scan(
                Family.SECRETS,
                tool(digest(new byte[0])),
                request.change().head(),
                started,
                Instant.now(),
                Outcome.ERROR,
                reason,
                List.of(),
                List.of(),
                Map.of(),
                Scan.HistoryCoverage.COMMIT,
                List.of(),
                null);
    }

    /** What this scan goes by: the rules, and what suppresses findings. A scan that goes by something else starts anew. */
    private String digest(byte[] inRepository) {
        String digest = rules.digest(ignored);
        boolean archives = "true".equals(parameters.get(ARCHIVES));
        if (inRepository.length == 0 && !archives) {
            return digest;
        }
        MessageDigest sha256 = SecretRules.sha256();
        sha256.update(digest.getBytes(StandardCharsets.US_ASCII));
        if (archives) {
            sha256.update(ARCHIVES.getBytes(StandardCharsets.US_ASCII));
        }
        return HexFormat.of().formatHex(sha256.digest(inRepository));
    }

    private ToolIdentity tool(String digest) {
        String version = SecretScanner.class.getPackage().getImplementationVersion();
        return new ToolIdentity(TOOL, version == null ? "development" : version, digest, null);
    }
}
