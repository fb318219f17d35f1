package io.jenkins.plugins.controlevidence.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.Catalogue;
import io.jenkins.plugins.controlevidence.engine.control.CatalogueException;
import io.jenkins.plugins.controlevidence.engine.report.ReportRequest;
import io.jenkins.plugins.controlevidence.engine.source.Arrivals;
import io.jenkins.plugins.controlevidence.engine.source.GitRepository;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which report: the options of every command that makes one. */
final class ReportOptions {
    @CheckForNull
    @Option(names = "--from", paramLabel = "DATE", description = "First day of the period, in UTC.")
    private LocalDate from;

    @CheckForNull
    @Option(names = "--to", paramLabel = "DATE", description = "Last day of the period, in UTC.")
    private LocalDate to;

    @Option(
            names = "--control",
            paramLabel = "ID",
            description = "Only this control or requirement, such as CC8.1 or CC6.1-secrets; may be repeated.")
    private Set<String> controls = new LinkedHashSet<>();

    @Option(
            names = "--repository",
            paramLabel = "URI|PATH",
            description =
                    "Only this repository, by its name in the records; or by the path of a clone, whose commits are"
                            + " then counted even if no record names them. May be repeated.")
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
     * @throws SourceException if a clone that is named cannot be read
     */
    ReportRequest request() throws SourceException {
        if (from == null || to == null) {
            throw new IllegalArgumentException("say which period by --from and --to");
        }
        Set<String> names = new LinkedHashSet<>();
        for (String repository : repositories) {
            if (isClone(repository)) {
                try (GitRepository clone = GitRepository.open(Path.of(repository))) {
                    names.add(clone.identity().uri());
                }
            } else {
                names.add(repository);
            }
        }
        return new ReportRequest(from, to, LocalDate.now(ZoneOffset.UTC), controls, names, branches.globs());
    }

    /** Whether a clone is named, so that its commits are to be read. */
    boolean namesClones() {
        return repositories.stream().anyMatch(ReportOptions::isClone);
    }

    /**
     * What the clones that are named hold on their protected branches.
     *
     * @param request the report that is asked for
     * @param progress is told how many commits have been read
     * @return one for each branch; empty if no clone is named
     * @throws SourceException if a clone cannot be read
     */
    List<Arrivals> live(ReportRequest request, Progress progress) throws SourceException {
        List<Arrivals> live = new ArrayList<>();
        for (String repository : repositories) {
            if (isClone(repository)) {
                try (GitRepository clone = GitRepository.open(Path.of(repository))) {
                    for (String branch : branches.of(clone)) {
                        live.add(clone.arrivals(branch, request.start(), progress));
                    }
                }
            }
        }
        return live;
    }

    /** A name in the records is a URI, and no directory here is called so. */
    private static boolean isClone(String repository) {
        return !repository.contains("://") && !repository.startsWith("urn:");
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
