package io.jenkins.plugins.controlevidence.pages;

import io.jenkins.plugins.controlevidence.engine.report.ControlReport;
import io.jenkins.plugins.controlevidence.engine.report.RequirementResult;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A control report for programs, without the items of its populations. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ReportSummary {
    private final ControlReport report;

    ReportSummary(ControlReport report) {
        this.report = report;
    }

    /** First day of the period, UTC. */
    @Exported
    public String getFrom() {
        return report.request().from().toString();
    }

    /** Last day of the period, UTC, inclusive. */
    @Exported
    public String getTo() {
        return report.request().to().toString();
    }

    /** Last day that is judged, UTC, inclusive. */
    @Exported
    public String getAsOf() {
        return report.request().asOf().toString();
    }

    /** The ledger's name. */
    @Exported
    public String getOrigin() {
        return report.state().origin();
    }

    /** How many records the ledger has. */
    @Exported
    public long getRecords() {
        return report.state().size();
    }

    /** Root hash of the ledger, lower-case hexadecimal. */
    @Exported
    public String getRootHash() {
        return report.state().rootHash();
    }

    /** Digest of the catalogue, lower-case hexadecimal. */
    @Exported
    public String getCatalogueDigest() {
        return report.catalogueDigest();
    }

    /** The repositories in scope. */
    @Exported
    public List<String> getRepositories() {
        return report.repositories();
    }

    /** Globs of the branches whose commits must be covered. */
    @Exported
    public List<String> getProtectedBranches() {
        return List.copyOf(report.request().protectedBranches());
    }

    /** What is said of each requirement. */
    @Exported(inline = true)
    public List<Requirement> getRequirements() {
        return report.results().stream().map(Requirement::new).toList();
    }

    /** What the report says of a requirement. */
    @ExportedBean
    @Restricted(NoExternalUse.class)
    public static final class Requirement {
        private final RequirementResult result;

        Requirement(RequirementResult result) {
            this.result = result;
        }

        /** Its id. */
        @Exported
        public String getId() {
            return result.requirement().id();
        }

        /** Id of its control. */
        @Exported
        public String getControl() {
            return result.requirement().control().id();
        }

        /** What it asks, in a few words. */
        @Exported
        public String getTitle() {
            return result.requirement().title();
        }

        /** {@code OPERATED}, {@code OPERATED_WITH_EXCEPTIONS} or {@code NOT_DEMONSTRATED}. */
        @Exported
        public String getConclusion() {
            return result.conclusion().name();
        }

        /** How large the populations of its tests are together. */
        @Exported
        public int getPopulation() {
            return result.population();
        }

        /** How many items are proven. */
        @Exported
        public int getProven() {
            return result.proven();
        }

        /** How many items are exceptions. */
        @Exported
        public int getExceptions() {
            return result.exceptions();
        }
    }
}
