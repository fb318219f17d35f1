package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.control.CatalogueException;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which report: the options of every command that makes one. */
final class ReportOptions {
    @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day of the period, in UTC.")
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "DATE", description = "Last day of the period, in UTC.")
    private LocalDate to;

    @Option(
            names = "--control",
            paramLabel = "ID",
            description = "Only this control or requirement, such as CC8.1 or CC6.1-secrets; may be repeated.")
    private Set<String> controls = new LinkedHashSet<>();

    @Option(
            names = "--repository",
            paramLabel = "URI",
            description = "Only this repository, by its name in the records; may be repeated.")
    private Set<String> repositories = new LinkedHashSet<>();

    @Mixin
    private ProtectedBranches branches;

    @Option(
            names = "--controls",
            paramLabel = "FILE",
            description = "A control catalogue of your own, laid over the built-in one; may be repeated.")
    private List<Path> catalogues = List.of();

    /**
     * The report that is asked for, judged until today.
     *
     * @return the request
     * @throws IllegalArgumentException if there is no such period; says why
     */
    ReportRequest request() {
        return new ReportRequest(from, to, LocalDate.now(ZoneOffset.UTC), controls, repositories, branches.globs());
    }

    /**
     * What is asked.
     *
     * @return our catalogue with the given ones laid over it
     * @throws CatalogueException if one of them is none
     */
    Catalogue catalogue() throws CatalogueException {
        return Catalogue.load(catalogues);
    }
}
