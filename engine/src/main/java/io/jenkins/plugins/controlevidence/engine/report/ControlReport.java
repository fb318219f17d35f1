package io.jenkins.plugins.controlevidence.engine.report;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.control.Each;
import io.jenkins.plugins.controlevidence.engine.control.Exclusion;
import io.jenkins.plugins.controlevidence.engine.control.Requirement;
import io.jenkins.plugins.controlevidence.engine.index.EvidenceIndex;
import io.jenkins.plugins.controlevidence.engine.index.IndexState;
import io.jenkins.plugins.controlevidence.engine.source.Arrivals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * For every requirement, whether it operated in a period, on what, and what stands against it. A pure function of the store,
 * the request and the catalogue: there is no clock in it.
 *
 * @param request which report this is
 * @param state the checkpoint of the ledger that it rests on
 * @param repositories the repositories in scope, sorted
 * @param results one for each requirement asked for, in the order of the catalogue
 * @param catalogueDigest SHA-256 of the catalogue, lower-case hexadecimal
 * @param policies SHA-256 of the policies by which gates judged in the period, sorted
 */
public record ControlReport(
        ReportRequest request,
        IndexState state,
        List<String> repositories,
        List<RequirementResult> results,
        String catalogueDigest,
        List<String> policies) {
    private static final Map<Each, Judge> JUDGES = new EnumMap<>(Map.ofEntries(
            Map.entry(Each.COMMIT, new CommitJudge()),
            Map.entry(Each.CHANGE, new ChangeJudge()),
            Map.entry(Each.REQUEST, new RequestJudge()),
            Map.entry(Each.HISTORY, new HistoryJudge()),
            Map.entry(Each.DAY, new SpanJudge()),
            Map.entry(Each.WINDOW, new SpanJudge()),
            Map.entry(Each.FINDING, new FindingJudge()),
            Map.entry(Each.RECORD, new RecordJudge()),
            Map.entry(Each.DEPLOYMENT, new DeploymentJudge()),
            Map.entry(Each.DETECTOR, new DetectorJudge()),
            Map.entry(Each.CREDENTIAL, new CredentialJudge()),
            Map.entry(Each.COMPONENT, new ComponentJudge()),
            Map.entry(Each.PUSH, new PushJudge())));

    /** Copies the lists. */
    public ControlReport {
        repositories = List.copyOf(repositories);
        results = List.copyOf(results);
        policies = List.copyOf(policies);
    }

    /**
     * Judges what an index knows.
     *
     * @param catalogue what is asked
     * @param index the index, brought up to date by the caller
     * @param request which period, and of what
     * @return the report
     * @throws IOException if the index cannot be read
     * @throws IllegalArgumentException if the request names a control that the catalogue does not have; says which there are
     */
    public static ControlReport of(Catalogue catalogue, EvidenceIndex index, ReportRequest request) throws IOException {
        return of(catalogue, index, request, List.of());
    }

    /**
     * Judges what an index knows, and with it the commits that repositories have and no record names.
     *
     * @param catalogue what is asked
     * @param index the index, brought up to date by the caller
     * @param request which period, and of what
     * @param live what was read from repositories just now, each from the first day of the period on
     * @return the report
     * @throws IOException if the index cannot be read
     * @throws IllegalArgumentException if the request names a control that the catalogue does not have; says which there are
     */
    public static ControlReport of(Catalogue catalogue, EvidenceIndex index, ReportRequest request, List<Arrivals> live)
            throws IOException {
        List<Requirement> requirements = requested(catalogue, request);
        Facts facts = FactsReader.read(index, request, requirements, live);
        return judge(requirements, facts, index.state(), catalogue.digest());
    }

    static ControlReport judge(List<Requirement> requirements, Facts facts, IndexState state, String digest) {
        List<RequirementResult> results = new ArrayList<>();
        for (Requirement requirement : requirements) {
            List<TestResult> tests = new ArrayList<>();
            List<ControlTest> notApplicable = new ArrayList<>();
            for (ControlTest test : requirement.tests()) {
                if (test.notApplicable() == null) {
                    tests.add(judge(test, facts));
                } else {
                    notApplicable.add(test);
                }
            }
            results.add(RequirementResult.of(requirement, tests, notApplicable, facts.request()));
        }
        return new ControlReport(facts.request(), state, facts.repositories(), results, digest, facts.policies());
    }

    static TestResult judge(ControlTest test, Facts facts) {
        List<Item> items = JUDGES.get(test.population().each()).judge(test, facts).stream()
                .map(item -> excluded(item, test))
                .toList();
        return TestResult.of(test, items, facts.request());
    }

    private static Item excluded(Item item, ControlTest test) {
        Item.Subject subject = item.subject();
        for (Exclusion rule : test.exclusions()) {
            if (rule.matches(subject.repository(), subject.branch(), subject.name(), subject.detail())) {
                return Item.excluded(
                        item, "left out by rule " + rule.id() + " of the catalogue: " + rule.why(), List.of());
            }
        }
        return item;
    }

    private static List<Requirement> requested(Catalogue catalogue, ReportRequest request) {
        for (String id : request.controls()) {
            if (catalogue.requirements().stream().noneMatch(requirement -> isAbout(requirement, id))) {
                throw new IllegalArgumentException("There is no control or requirement " + id + ". There are: "
                        + String.join(
                                ", ",
                                catalogue.requirements().stream()
                                        .map(Requirement::id)
                                        .toList()));
            }
        }
        return catalogue.requirements().stream()
                .filter(requirement -> request.controls().isEmpty()
                        || request.controls().stream().anyMatch(id -> isAbout(requirement, id)))
                .toList();
    }

    private static boolean isAbout(Requirement requirement, String id) {
        return requirement.id().equals(id) || requirement.control().id().equals(id);
    }

    /**
     * How many requirements have a conclusion.
     *
     * @param conclusion the conclusion
     * @return their number
     */
    public long count(Conclusion conclusion) {
        return results.stream()
                .filter(result -> result.conclusion() == conclusion)
                .count();
    }
}
