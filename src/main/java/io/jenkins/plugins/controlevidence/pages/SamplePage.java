package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.sample.Population;
import io.jenkins.plugins.controlevidence.engine.report.sample.Sample;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The form that draws a sample, and the sample. */
@Restricted(NoExternalUse.class)
public final class SamplePage {
    private static final int SEED_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AskedReport asked;
    private final ReportQuery report;
    private final SampleQuery query;

    @CheckForNull
    private final Sample sample;

    /**
     * Draws the sample that is asked for.
     *
     * @throws IllegalArgumentException if the report leaves its population out
     */
    SamplePage(AskedReport asked, SampleQuery query) {
        this.asked = asked;
        this.query = query;
        ReportQuery given = asked.query();
        // A named period would move on, and the sample with it.
        report = new ReportQuery(null, given.from(), given.to(), given.repository(), null, given.branches());
        sample = query.draw(asked.report());
    }

    /** The sample, or null if none was asked for. */
    @CheckForNull
    Sample sample() {
        return sample;
    }

    ControlReport report() {
        return asked.report();
    }

    /** Whether a sample was asked for. */
    public boolean isDrawn() {
        return sample != null;
    }

    /** The populations. */
    public List<ReportFilter.Choice> getPopulations() {
        return Population.names().stream()
                .map(name -> new ReportFilter.Choice(name, name.replace('-', ' '), name.equals(query.population())))
                .toList();
    }

    /** The ways to draw. */
    public List<ReportFilter.Choice> getMethods() {
        return Arrays.stream(Sample.Method.values())
                .map(method -> new ReportFilter.Choice(
                        method.word(),
                        method == Sample.Method.RANDOM
                                ? Messages.SamplePage_random()
                                : Messages.SamplePage_stratified(),
                        method == query.method()))
                .toList();
    }

    /** How many items are wanted. */
    public int getWanted() {
        return query.size();
    }

    /** How many items at most. */
    public int getMaxSize() {
        return Sample.MAX_SIZE;
    }

    /** The seed, or a random one to begin with. */
    public String getSeed() {
        if (query.seed() != null) {
            return query.seed();
        }
        byte[] bytes = new byte[SEED_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** First day of the period. */
    public String getFrom() {
        return report.from().toString();
    }

    /** Last day of the period. */
    public String getTo() {
        return report.to().toString();
    }

    /** The one repository, or null. */
    @CheckForNull
    public String getRepository() {
        return report.repository();
    }

    /** The branches that the address names, or null. */
    @CheckForNull
    public String getBranches() {
        return report.branches() == null ? null : String.join(",", report.branches());
    }

    /** The period, in words. */
    public String getPeriod() {
        return Messages.Times_span(report.from(), report.to());
    }

    /** The report's query, for the link back. */
    public String getReportParameters() {
        return report.parameters();
    }

    /** The whole query of the sample, for links; only if one was drawn. */
    public String getParameters() {
        return report.parameters() + "&" + query.parameters();
    }

    /** Name of the population; only if one was drawn. */
    @CheckForNull
    public String getPopulation() {
        return query.population();
    }

    /** The way it was drawn, as forms send it. */
    public String getMethod() {
        return query.method().word();
    }

    /** What the population is; only if one was drawn. */
    public String getText() {
        return drawn().population().text();
    }

    /** How many items the population has; only if one was drawn. */
    public int getPopulationSize() {
        return drawn().population().items().size();
    }

    /** Digest of the population; only if one was drawn. */
    public String getDigest() {
        return drawn().population().sha256();
    }

    /** The items in the order in which they were drawn; only if one was drawn. */
    public List<ItemLine> getItems() {
        return drawn().items().stream().map(ItemLine::new).toList();
    }

    private Sample drawn() {
        if (sample == null) {
            throw new IllegalStateException("no sample was asked for");
        }
        return sample;
    }

    /** Whether the person at the page may record the sample. */
    public boolean isRecordable() {
        return PersonsRecord.isPermitted();
    }

    /** Whether the person at the page may take the packets along. */
    public boolean isExportable() {
        return Jenkins.get().hasPermission(ControlEvidencePermissions.EXPORT);
    }
}
